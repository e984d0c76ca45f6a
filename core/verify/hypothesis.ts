import type { TensorData } from '../tensor/tensor.ts';
import type { Covering } from './covering.ts';
import type { Divisor } from './divisor.ts';

/** γ and β as they were given; they vary along `dims` of the input. */
export interface GivenParameters {
  readonly dims: readonly number[];
  readonly weight: TensorData | null;
  readonly bias: TensorData | null;
  /** 1 where the weights are kept for 1 + γ. */
  readonly gammaOffset: 0 | 1;
}

/** Running statistics as they were given, one for each place along a dimension. */
export interface GivenRunning {
  readonly dim: number;
  readonly mean: TensorData;
  readonly variance: TensorData;
}

/** Where γ and β come from, and the dimensions along which they vary. */
export type Affine =
  | { readonly kind: 'none' }
  | { readonly kind: 'given'; readonly given: GivenParameters }
  | { readonly kind: 'fitted'; readonly dims: readonly number[] };

/** What may have made y: a layer that uses the statistics of x, or one in which x has no part in them. */
export interface Hypothesis {
  readonly covering: Covering;
  /** False when no mean is subtracted. */
  readonly centred: boolean;
  readonly divisor: Divisor;
  readonly affine: Affine;
  /** Statistics that do not come from x: given, or within the fitted parameters. Null in train mode. */
  readonly stored: 'fitted' | GivenRunning | null;
}

/** Dimensions along which γ and β vary. */
export function parameterDims({ affine }: Pick<Hypothesis, 'affine'>): readonly number[] {
  switch (affine.kind) {
    case 'none':
      return [];
    case 'given':
      return affine.given.dims;
    case 'fitted':
      return affine.dims;
    default:
      return affine satisfies never;
  }
}

/** Numbers that are taken from y itself. */
export function fittedNumbers(
  shape: readonly number[],
  { affine, centred, divisor, stored }: Hypothesis,
) {
  const eps = divisor.fitted && stored === null ? 1 : 0;
  if (affine.kind !== 'fitted') return eps;
  const each = affine.dims.reduce((product, dim) => product * shape[dim]!, 1);
  return eps + each * (centred ? 2 : 1);
}
