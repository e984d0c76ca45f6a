import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LayerName } from '../../core/norm/layers.ts';
import type { LayerOptions } from '../../core/norm/view.ts';
import { normalize } from '../../core/norm/normalize.ts';
import { emulate } from '../../core/precision/emulate.ts';
import type { Rounding } from '../../core/precision/rounder.ts';
import { roundTo, type FloatType } from '../../core/precision/roundTo.ts';
import { tensor } from '../../core/tensor/tensor.ts';

interface Fixture {
  readonly torch: string;
  readonly conversions: Readonly<Record<'x' | 'bfloat16' | 'float16', string>>;
  readonly layers: readonly {
    readonly layer: LayerName;
    readonly rounding: Rounding;
    readonly type: FloatType;
    readonly eps: number;
    readonly x: string;
    readonly weight: string;
    readonly bias: string;
    readonly y: string;
  }[];
  readonly further: readonly {
    readonly layer: LayerName;
    readonly options: LayerOptions;
    readonly type: FloatType;
    readonly shape: readonly number[];
    readonly x: string;
    readonly given: Readonly<
      Record<string, { readonly shape: readonly number[]; readonly values: string }>
    >;
    readonly y: string;
  }[];
}

/** What test/parity/halves.py wrote. */
const { conversions, layers, further } = JSON.parse(
  readFileSync(new URL('../fixtures/halves.json', import.meta.url), 'utf8'),
) as Fixture;

function floats(text: string): Float32Array {
  return new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer);
}

const TYPES = ['bfloat16', 'float16'] as const;

test.each(TYPES)('every number rounds to %s as PyTorch rounds it', (type) => {
  const x = floats(conversions.x);
  const expected = floats(conversions[type]);
  expect(x.length).toBeGreaterThan(3000);
  const wrong = [...x].flatMap((value, i) =>
    Object.is(roundTo(type, value), expected[i])
      ? []
      : [[value, roundTo(type, value), expected[i]]],
  );
  expect(wrong).toEqual([]);
});

describe('a layer in another type gives what PyTorch gives in that type', () => {
  test.each(
    layers.map((one, i) => [`${i}: ${one.layer} ${one.type} ${one.rounding}`, one] as const),
  )('%s', (_, { layer, type, rounding, eps, ...packed }) => {
    const x = tensor(floats(packed.x), [4, 16]);
    const options = { normalized_shape: [16], eps };
    const state = {
      weight: floats(packed.weight),
      ...(layer === 'LayerNorm' && { bias: floats(packed.bias) }),
    };
    const result = normalize({ layer, options, mode: 'train' }, x, state);
    const { output } = emulate(result.plan, x.data, result, type, rounding);
    const expected = floats(packed.y);
    const plain = (values: ArrayLike<number>) => Array.from(values, (value) => value + 0);
    expect(plain(output)).toEqual(plain(expected));
  });
});

describe('so do layers with tensors beside x, several groupings or none', () => {
  test.each(further.map((one, i) => [`${i}: ${one.layer} ${one.type}`, one] as const))(
    '%s',
    (_, { layer, options, type, shape, given, ...packed }) => {
      const x = tensor(floats(packed.x), shape);
      const tensors = Object.entries(given).map(
        ([name, { shape: size, values }]) => [name, { shape: size, data: floats(values) }] as const,
      );
      const { weight, bias, ...inputs } = Object.fromEntries(tensors);
      const state = {
        ...(weight && { weight: weight.data }),
        ...(bias && { bias: bias.data }),
        inputs,
      };
      const result = normalize({ layer, options, mode: 'train' }, x, state);
      const { output } = emulate(result.plan, x.data, result, type, 'each');
      const plain = (values: ArrayLike<number>) => Array.from(values, (value) => value + 0);
      expect(plain(output)).toEqual(plain(floats(packed.y)));
    },
  );
});
