import { expect, test } from 'vitest';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { summarize } from '../../../core/tensor/summary.ts';
import { summarizeLarge } from '../../../electron/workers/summarizeLarge.ts';

const drawn = () => randn(manualSeed(7), [20_000]).data.slice() as Float32Array;

/** The careful summary, to 12 digits: the order in which float64 adds differs. */
function expectSame(data: Float32Array): void {
  const [fast, careful] = [summarizeLarge(data), summarize(data)];
  const { mean, std, ...exact } = careful;
  expect(fast).toMatchObject(exact);
  if (mean === null || std === null) return;
  expect(Math.abs((fast.mean ?? NaN) - mean)).toBeLessThan(1e-12 * (Math.abs(mean) + std));
  expect(Math.abs((fast.std ?? NaN) - std)).toBeLessThan(1e-12 * std + 1e-300);
}

test('a large tensor is summarized as a small one is', () => {
  expectSame(drawn());
});

test('a large offset takes nothing from the spread', () => {
  expectSame(drawn().map((value) => 1e6 + value));
});

test('NaN and infinities are counted and left out, block by block', () => {
  const data = drawn();
  data.set([NaN, Infinity, -Infinity], 5000);
  data.set([NaN], 19_999);
  expectSame(data);
  expect(summarizeLarge(data)).toMatchObject({ nan: 2, inf: 2 });
});

test('+∞ and −∞ in different blocks do not hide each other', () => {
  const data = drawn();
  data[0] = Infinity;
  data[10_000] = -Infinity;
  expectSame(data);
});

test('without a finite value there is nothing to say but how many there are', () => {
  const data = new Float32Array(9000).fill(NaN);
  expect(summarizeLarge(data)).toEqual({
    min: null,
    max: null,
    mean: null,
    std: null,
    nan: 9000,
    inf: 0,
  });
});

test('a constant has no spread at all', () => {
  const tenth = Math.fround(0.1);
  expect(summarizeLarge(new Float32Array(10_000).fill(0.1))).toMatchObject({
    mean: tenth,
    std: 0,
  });
});

test('the largest float32 values do not overflow', () => {
  const data = new Float32Array(10_000).fill(3e38);
  data.fill(-3e38, 5000);
  const { mean, std } = summarizeLarge(data);
  expect(Math.abs(mean ?? NaN)).toBeLessThan(1e23);
  expect((std ?? NaN) / Math.fround(3e38)).toBeCloseTo(1, 12);
});
