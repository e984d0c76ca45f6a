import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { trainingBatches } from '../../core/training/batches.ts';
import { initialRunning } from '../../core/norm/running.ts';
import { tensor } from '../../core/tensor/tensor.ts';
import { BATCHES, TRAINED } from '../../core/training/course.ts';
import { feed, otherMomentum, trainEvalGap } from '../../core/training/feed.ts';

interface Course {
  readonly mean: number[][];
  readonly var: number[][];
  readonly train: number[];
  readonly eval: number[];
  readonly largest: number;
}

const fixture = JSON.parse(
  readFileSync(new URL('../fixtures/training.json', import.meta.url), 'utf8'),
) as Record<'momentum' | 'cumulative' | 'frozen', Course>;

const batches = trainingBatches();

describe.each([
  ['momentum 0.1', fixture.momentum, { momentum: 0.1, freezeFrom: null }],
  ['momentum None', fixture.cumulative, { momentum: null, freezeFrom: null }],
  ['eval from batch 10 on', fixture.frozen, { momentum: 0.1, freezeFrom: 10 }],
])('batches fed one by one with %s', (_, course, options) => {
  const fed = feed(batches.slice(0, BATCHES), options);

  test('leave the running statistics that PyTorch has after every batch', () => {
    expect(fed).toHaveLength(course.mean.length);
    // a float32 layer's buffers are float32: half a step of values of up to 20 is 1e-6
    fed.forEach(({ running }, i) => {
      running.mean.forEach((value, c) => expect(value).toBeCloseTo(course.mean[i]?.[c] ?? NaN, 5));
      running.var.forEach((value, c) => expect(value).toBeCloseTo(course.var[i]?.[c] ?? NaN, 5));
    });
  });

  test('make eval differ from train on a fresh batch as in PyTorch', () => {
    const [fresh, last] = [batches[BATCHES], fed.at(-1)];
    if (!fresh || !last) throw new Error('expected one batch more than are fed');
    const gap = trainEvalGap(fresh, last.running);
    course.train.forEach((value, c) => expect(gap.train.data[c]).toBeCloseTo(value, 5));
    course.eval.forEach((value, c) => expect(gap.eval.data[c]).toBeCloseTo(value, 5));
  });
});

test('the momentum of the other convention is one minus this one, without rounding noise', () => {
  // 1 − 0.99 is 0.010000000000000009 in float64
  expect(otherMomentum(0.99)).toBe(0.01);
  expect(otherMomentum(0.1)).toBe(0.9);
});

describe('a batch of one channel, 1 … 8, through a new layer with momentum 0.1', () => {
  const batch = tensor(Float32Array.from([1, 2, 3, 4, 5, 6, 7, 8]), [8, 1], ['N', 'C']);
  // By hand, running statistics from 0 and 1; 42 / 7 = 6 is the unbiased variance of 1 … 8.
  const expected = {
    // 0.1 · 4.5; 0.9 + 0.1 · 6
    BatchNorm1d: { mean: 0.45, variance: 1.5 },
    BatchRenorm: { mean: 0.45, variance: 1.5 },
    // Chunks of four, one after another: means 2.5 and 6.5, unbiased variances 5 / 3 both.
    // 0.9 · 0.25 + 0.65; 0.9 · (0.9 + 1 / 6) + 1 / 6
    GhostBatchNorm: { mean: 0.875, variance: 0.96 + 1 / 6 },
    // The last two are padding: 1 … 6 have the mean 3.5 and the unbiased variance 17.5 / 5.
    MaskedBatchNorm1d: { mean: 0.35, variance: 1.25 },
    FrozenBatchNorm2d: { mean: 0, variance: 1 },
  };

  test.each(TRAINED)('leaves the running statistics of %s', (layer) => {
    const [fed] = feed([batch], { layer, momentum: 0.1, freezeFrom: null });
    expect(fed?.running.mean[0]).toBeCloseTo(expected[layer].mean, 6);
    expect(fed?.running.var[0]).toBeCloseTo(expected[layer].variance, 6);
  });

  test('BatchRenorm within its limits gives in train what it gives in eval: x / √(1 + 0.001)', () => {
    // r = √(5.25 + eps) / √(1 + eps) = 2.29, below 3; d = 4.5 / √(1 + eps), below 5
    const gap = trainEvalGap(batch, initialRunning(1), 'BatchRenorm');
    for (const [n, x] of batch.data.entries()) {
      expect(gap.train.data[n]).toBeCloseTo(Number(x) / Math.sqrt(1.001), 5);
      expect(gap.eval.data[n]).toBeCloseTo(Number(x) / Math.sqrt(1.001), 5);
    }
  });
});
