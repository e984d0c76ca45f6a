import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { fullState } from '../../../core/norm/layerState.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerState, Mode, Notice, StateShapes } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { numel } from '../../../core/tensor/tensor.ts';

/** How many values γ, β and the running statistics have; shape and one value for all of what comes in beside x. */
interface Given {
  readonly weight?: number;
  readonly bias?: number;
  readonly running?: readonly [mean: number, variance: number, batches: number];
  readonly shapes?: StateShapes;
  readonly inputs?: Readonly<Record<string, readonly [shape: number[], value: number]>>;
}

type Case = readonly [
  layer: LayerName,
  options: LayerOptions,
  mode: Mode,
  shape: readonly number[],
  axes: string | null,
  given?: Given,
];

const [, ...cases] = readFileSync(new URL('said.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split(/\n+(?=== \["[A-Z])/)
  .map((text) => text.split('\n').map((line) => line.replace(/^== /, '')));

test.each(cases.map(([head = '', ...lines]) => [head, lines] as const))('%s', (head, lines) => {
  expect(saidOf(JSON.parse(head) as Case)).toEqual(lines);
});

/** What is said of a layer on a shape: why it is refused, or its silent traps. */
function saidOf([layer, options, mode, shape, axes, given]: Case): string[] {
  try {
    const plan = planLayer({ layer, options, mode }, shape, axes ? [...axes] : undefined);
    fullState(plan, stateOf(given ?? {}), 'float32');
    return plan.warnings.map(lineOf);
  } catch (error) {
    if (error instanceof InputError) return [`refused: ${lineOf(error)}`];
    throw error;
  }
}

const lineOf = ({ code, message, details }: Pick<Notice, 'code' | 'message' | 'details'>) =>
  `${code} | ${message} | ${JSON.stringify(details)}`;

const ones = (count: number) => new Float64Array(count).fill(1);

function stateOf({ weight, bias, running, shapes, inputs = {} }: Given): LayerState {
  return {
    ...(weight !== undefined && { weight: ones(weight) }),
    ...(bias !== undefined && { bias: ones(bias) }),
    ...(running && {
      running: { mean: ones(running[0]), var: ones(running[1]), numBatchesTracked: running[2] },
    }),
    ...(shapes && { shapes }),
    inputs: Object.fromEntries(
      Object.entries(inputs).map(([name, [size, value]]) => [
        name,
        { shape: size, data: ones(numel(size)).map(() => value) },
      ]),
    ),
  };
}
