import { expect, test } from 'vitest';
import { fma32 } from '../../../core/random/fma32.ts';
import { manualSeed } from '../../../core/random/generator.ts';
import { Mt19937 } from '../../../core/random/mt19937.ts';
import { randn } from '../../../core/random/normal.ts';
import { rand } from '../../../core/random/uniform.ts';

test('mt19937 with the reference seed 5489 gives the published 1st and 10000th words', () => {
  // ISO C++ [rand.predef]: the 10000th invocation of a default mt19937 produces 4123659995
  const engine = new Mt19937(5489);
  expect(engine.uint32()).toBe(3499211612);
  for (let i = 2; i < 10000; i++) engine.uint32();
  expect(engine.uint32()).toBe(4123659995);
});

test('seed 0 gives the values that everyone knows from torch.manual_seed(0)', () => {
  // as NumPy prints the float32 values: the shortest digits that tell them apart
  const values = Array.from(randn(manualSeed(0), [4]).data, (v) => v.toFixed(7));
  expect(values).toEqual(['1.5409961', '-0.2934289', '-2.1787894', '0.5684313']);
  expect(randn(manualSeed(0), [16]).data[0]).toBeCloseTo(-1.1258, 4);
});

test('only the low 32 bits of a seed count', () => {
  const first = (seed: number) => rand(manualSeed(seed), [3]).data;
  expect(first(2 ** 40 + 5)).toEqual(first(5));
  expect(first(-1)).toEqual(first(0xffffffff));
});

test('a seed that is no safe integer is refused', () => {
  for (const seed of [0.5, NaN, Infinity, 2 ** 53])
    expect(() => manualSeed(seed)).toThrow(/expected an integer within/);
});

test('rand and randn give the shape, the dtype and the axis names that were asked for', () => {
  const x = randn(manualSeed(1), [2, 3, 4], 'float64', ['N', 'L', 'C']);
  expect(x.shape).toEqual([2, 3, 4]);
  expect(x.axes).toEqual(['N', 'L', 'C']);
  expect(x.data).toBeInstanceOf(Float64Array);
  expect(rand(manualSeed(1), [2, 3]).axes).toEqual(['N', 'C']);
  expect(rand(manualSeed(1), [0, 3]).data).toHaveLength(0);
  expect(randn(manualSeed(1), []).data).toHaveLength(1);
});

test('fma32 rounds once where rounding by way of float64 would round twice', () => {
  // a·b = (1 + 2^-12)·(1 + 2^-12) = 1 + 2^-11 + 2^-24: midway between two float32 (spacing 2^-23)
  const a = 1 + 2 ** -12;
  const up = fma32(a, a, 2 ** -80);
  const down = fma32(a, a, -(2 ** -80));
  expect(up).toBe(1 + 2 ** -11 + 2 ** -23);
  expect(down).toBe(1 + 2 ** -11);
  // an exact tie goes to the even neighbour
  expect(fma32(a, a, 0)).toBe(1 + 2 ** -11);
  // below a power of two the spacing halves: 1 − 2^-25 lies midway between 1 − 2^-24 and 1
  expect(fma32(1, 1 - 2 ** -24, 2 ** -25)).toBe(1);
  expect(fma32(-(2 ** -13), 2 ** -12, 1)).toBe(1);
  const b = Math.fround(2 ** -40);
  expect(fma32(b, -b, Math.fround(2 ** -10))).toBe(2 ** -10);
});
