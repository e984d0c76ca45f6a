import fc from 'fast-check';
import { expect } from 'vitest';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';

// the same cases on every run
fc.configureGlobal({ seed: 20240607, numRuns: 60 });

const size = fc.integer({ min: 2, max: 5 });
const shapeOf = (rank: number) => fc.array(size, { minLength: rank, maxLength: rank });

/** Float64 tensors of quarters from −10 to 16: a group is constant, or its spread is far above rounding. */
export function tensors(...ranks: number[]): fc.Arbitrary<Tensor> {
  return fc.oneof(...ranks.map(shapeOf)).chain((shape) => {
    const length = shape.reduce((product, n) => product * n, 1);
    const value = fc.integer({ min: -40, max: 40 });
    return fc.array(value, { minLength: length, maxLength: length }).map((values) =>
      tensor(
        Float64Array.from(values, (v, i) => v / 4 + (i % 7)),
        shape,
      ),
    );
  });
}

/** The output of a layer in train mode, or in another. */
export function run(
  layer: LayerName,
  options: LayerOptions,
  x: Tensor,
  mode: Mode = 'train',
): Tensor {
  return normalize({ layer, options, mode }, x).output;
}

/** Largest difference between two tensors of one shape; NaN equals NaN. */
export function difference(a: Tensor, b: Tensor): number {
  expect(a.shape).toEqual(b.shape);
  let most = 0;
  for (let i = 0; i < a.data.length; i++)
    if (!Object.is(a.data[i], b.data[i])) most = Math.max(most, Math.abs(a.data[i]! - b.data[i]!));
  return most;
}

/** Orders of summation differ: some 1e-16 a term on values of up to 20 and spreads of about 1. */
export const ROUNDING = 1e-11;

/** Sizes from an axis on. */
export const rest = (x: Tensor, from: number) => x.shape.slice(from);
/** Every value changed. */
export const map = (x: Tensor, change: (value: number) => number) =>
  tensor(Float64Array.from(x.data, change), x.shape, x.axes);
/** Sample n as a batch of one. */
export const sampleOf = (x: Tensor, n: number) => {
  const length = x.data.length / x.shape[0]!;
  return tensor(x.data.slice(n * length, (n + 1) * length), [1, ...rest(x, 1)], x.axes);
};
/** The samples in reverse order. */
export const reversed = (x: Tensor) => {
  const parts = Array.from({ length: x.shape[0]! }, (_, n) => sampleOf(x, n)).reverse();
  return tensor(Float64Array.from(parts.flatMap((part) => [...part.data])), x.shape, x.axes);
};
