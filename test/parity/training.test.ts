import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { trainingBatches } from '../../core/training/batches.ts';
import { BATCHES } from '../../core/training/course.ts';
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
