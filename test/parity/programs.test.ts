import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { LAYERS } from '../../core/norm/layers.ts';
import type { NormResult } from '../../core/norm/spec.ts';
import { oldMomentum } from '../../core/report/snippets/layerFacts.ts';
import type { TensorData } from '../../core/tensor/tensor.ts';
import { firstMismatch, FLOAT32 } from './closeTo.ts';
import { unpacked, type Outcome, type PackedArray } from './packed.ts';
import {
  RECORD_FILE,
  shownPrograms,
  type ProgramRecord,
  type ShownProgram,
} from './shownPrograms.ts';

/** Frameworks whose programs keep running statistics wherever the layer does. */
const KEEPING: readonly string[] = ['pytorch', 'numpy'];

const { programs: recorded } = (
  existsSync(RECORD_FILE)
    ? JSON.parse(gunzipSync(readFileSync(RECORD_FILE)).toString())
    : { programs: {} }
) as ProgramRecord;
/** All programs that the tests of layers have met: computed layer by layer, so that a layer can be asked alone. */
const met = { keys: new Set<string>(), withStatistics: 0 };

test.each(LAYERS.map(({ name }) => name))(
  'every program of %s is recorded; its framework gave the output that is shown, and left those running statistics',
  (layer) => {
    const shown = shownPrograms(layer);
    for (const { key } of shown) met.keys.add(key);
    const missing = shown.filter(({ key }) => !recorded[key]).map(({ name }) => name);
    expect(
      missing,
      'record them: node test/parity/recordPrograms.mjs <python with torch, keras, jax, flax, onnx, onnxruntime>',
    ).toEqual([]);
    const wrong = shown.flatMap((program) => wrongWith(program, recorded[program.key]!));
    expect(wrong).toEqual([]);
  },
);

test('nothing is recorded that is no longer shown', () => {
  expect(Object.keys(recorded).filter((key) => !met.keys.has(key))).toEqual([]);
});

test('running statistics were compared, not skipped', () => {
  expect(met.withStatistics).toBeGreaterThan(50);
});

function wrongWith(program: ShownProgram, outcome: Outcome): string[] {
  if (!outcome.y) return [`${program.name}: ${outcome.error ?? 'no y'}`];
  const { output, plan } = program.one.result;
  const arrays = [outcome.y, ...(outcome.y_onnxruntime ? [outcome.y_onnxruntime] : [])];
  const after = statisticsAfter(program);
  if (after) met.withStatistics++;
  return [
    ...arrays.flatMap((y) =>
      problems(program, y, output.data, plan.shape, outputType(output.data)),
    ),
    ...(after ? statisticsProblems(program, outcome, after) : []),
  ];
}

function outputType(data: TensorData): PackedArray['dtype'] {
  return data instanceof Float64Array ? 'float64' : 'float32';
}

function problems(
  { name }: ShownProgram,
  array: PackedArray,
  expected: ArrayLike<number>,
  shape: readonly number[],
  dtype: PackedArray['dtype'],
): string[] {
  const mismatch = firstMismatch(unpacked(array), expected, FLOAT32);
  return [
    ...(array.dtype === dtype ? [] : [`${name}: ${array.dtype}, expected ${dtype}`]),
    ...(array.shape.join() === shape.join() ? [] : [`${name}: shape (${array.shape.join()})`]),
    ...(mismatch ? [`${name}: ${mismatch}`] : []),
  ];
}

interface Statistics {
  readonly mean: ArrayLike<number>;
  readonly var: ArrayLike<number>;
}

/** What a program should hold after the call, as far as it says nothing else itself; null where it keeps none. */
function statisticsAfter({ code, one }: ShownProgram): Statistics | null {
  const { plan, runningAfter: after } = one.result;
  if (!plan.tracks || plan.source !== 'batch' || !after) return null;
  if (code.includes('has no momentum=None') || plan.kind !== 'moments') return null;
  const says = code.includes("divided by n, PyTorch's by n - 1");
  return says ? { mean: after.mean, var: dividedByN(one.result, plan.groupSize) } : after;
}

/** new = old·(1 − m) + m·var: the second term, (n − 1)/n of it. */
function dividedByN({ plan, runningBefore, runningAfter }: NormResult, n: number): number[] {
  const kept = oldMomentum(plan) ?? 1;
  return Array.from(runningAfter?.var ?? [], (value, channel) => {
    const old = kept * (runningBefore?.var[channel] ?? 1);
    return old + ((value - old) * (n - 1)) / n;
  });
}

function statisticsProblems(program: ShownProgram, outcome: Outcome, after: Statistics): string[] {
  const { running_mean: mean, running_var: variance } = outcome;
  // InstanceNorm keeps nothing in the others, and what is written out keeps nothing
  if (!mean || !variance)
    return KEEPING.includes(program.framework) ? [`${program.name}: no running statistics`] : [];
  return [
    firstMismatch(unpacked(mean), after.mean, FLOAT32),
    firstMismatch(unpacked(variance), after.var, FLOAT32),
  ].flatMap((problem) => (problem ? [`${program.name}: ${problem}`] : []));
}
