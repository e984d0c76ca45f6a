import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { synthetic } from '../../../core/examples/synthetic.ts';
import {
  DISTRIBUTIONS,
  MOST_VALUES,
  type SyntheticSpec,
} from '../../../core/examples/syntheticSpec.ts';

interface Case {
  readonly spec: SyntheticSpec;
  readonly script: string;
  readonly values: readonly number[];
}
const { cases } = JSON.parse(
  readFileSync(new URL('../../fixtures/synthetic.json', import.meta.url), 'utf8'),
) as { cases: readonly Case[] };

test.each(cases.map((one) => [one.spec.distribution, one.spec.shape.join(' × '), one] as const))(
  'a %s tensor of %s is PyTorch’s, bit for bit, and its lines are those that made it there',
  (_, __, { spec, script, values }) => {
    const made = synthetic(spec);
    expect(made.script).toBe(script);
    expect(made.tensor.shape).toEqual(spec.shape);
    expect(Array.from(made.tensor.data)).toEqual(values);
  },
);

test('every distribution is among the cases', () => {
  expect(new Set(cases.map(({ spec }) => spec.distribution))).toEqual(new Set(DISTRIBUTIONS));
});

test.each([[[]], [[MOST_VALUES, 2]]])('a shape of %o is refused', (shape) => {
  expect(() => synthetic({ shape, distribution: 'normal', seed: 0 })).toThrow(/smaller sizes/);
});
