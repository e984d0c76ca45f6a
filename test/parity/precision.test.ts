import { expect, test } from 'vitest';
import { precisionOf, withOffset, type Formula } from '../../core/explain/precision.ts';
import { recordedTorch } from '../../core/explain/recordedTorch.ts';
import { notebookExamples } from '../../core/examples/notebook.ts';
import { teachingTensors } from '../../core/examples/teaching.ts';
import fixture from '../fixtures/precision.json' with { type: 'json' };

/** The script writes NaN by name. */
const numbers = (found: readonly (number | string)[]) => found.map(Number);

function inOrder(formula: Formula, values: readonly number[]): number[] {
  const { mean, variance, rstd, xhat } = precisionOf(formula, values, values[0]!, fixture.eps);
  return [mean, variance, rstd, xhat];
}

test('the naive formula and Welford’s in float32 are numpy’s to the last bit', () => {
  for (const { values, naive, welford } of fixture.cases) {
    expect(inOrder('naive32', values)).toEqual(numbers(naive));
    expect(inOrder('welford32', values)).toEqual(numbers(welford));
  }
});

test('on the example with a large offset the naive variance is negative and the output NaN', () => {
  const found = fixture.cases.find(({ tensor, offset }) => tensor === 'offset' && offset === 0)!;
  // numpy: −32 for a true variance of 1.04e-4
  expect(inOrder('naive32', found.values).slice(1)).toEqual([-32, NaN, NaN]);
});

test('two passes in float64 agree with exact fractions to 1e-12 of the variance', () => {
  for (const { values, exact } of fixture.cases) {
    const [mean, variance] = exact as [number, number];
    const found = precisionOf('twoPass', values, values[0]!, fixture.eps);
    expect(Math.abs(found.mean - mean)).toBeLessThanOrEqual(4e-16 * Math.abs(mean));
    expect(Math.abs(found.variance - variance)).toBeLessThanOrEqual(1e-12 * variance);
  }
});

test('the values with an offset are PyTorch’s, and so are the recorded outputs, to the last bit', () => {
  const examples = [...notebookExamples(), ...teachingTensors()];
  for (const { tensor: id, channel, offset, values, torch, torchOutputs } of fixture.cases) {
    const { data, shape } = examples.find((example) => example.id === id)!.tensor;
    const [, channels = 1, length = 1] = shape;
    const own = [...data].filter((_, i) => Math.floor(i / length) % channels === channel);
    expect([...withOffset(own, offset)]).toEqual(values);
    const recorded = values.map((value) => recordedTorch(id, channel, offset, value)!);
    expect(recorded.map(({ xhat }) => xhat)).toEqual(torchOutputs);
    const [mean, variance, rstd] = torch.map(Math.fround);
    expect(recorded[0]).toMatchObject({ mean, variance, rstd });
  }
});

test('nothing is made up where nothing was recorded', () => {
  expect(recordedTorch('nlp', 0, 5, 5)).toBeNull();
  expect(recordedTorch('image', 0, 0, 0)).toBeNull();
});
