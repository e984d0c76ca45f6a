import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { writeNpy } from '../../../core/io/npy.ts';
import { fits } from '../../../core/norm/fits.ts';
import { optionRow } from '../../../core/norm/layerRow.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerSpec, LayerState, NormResult } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { startEngine, type EngineForTest } from '../engine/engineForTest.ts';
import { streamedIn } from './streamedIn.ts';

let engine: EngineForTest;
let folder: string;
beforeAll(async () => {
  engine = await startEngine([1]);
  folder = await mkdtemp(path.join(tmpdir(), 'normscope-notices-'));
}, 120_000);
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

const SHAPES = [
  [12, 4, 3, 5],
  [12, 4, 6],
  [24, 6],
  [12, 4, 2, 3, 2],
];

/** What breaks things, cell by cell. */
const VALUES: Readonly<Record<string, (cell: number) => number>> = {
  plain: (i) => ((i * 7) % 11) - 3,
  'a NaN': (i) => (i === 5 ? NaN : ((i * 7) % 11) - 3),
  infinity: (i) => (i === 5 ? -Infinity : ((i * 7) % 11) - 3),
  'float32 overflow': (i) => (((i * 7) % 11) - 3) * 1e19,
  'float64 overflow': (i) => (((i * 7) % 11) - 3) * 1e160,
  'float64 underflow': (i) => (((i * 7) % 11) - 3) * 1e-200,
  'an offset': (i) => (((i * 7) % 11) - 3) / 3 + 1e5,
  constant: () => 3,
  zeros: () => 0,
};

/** State that spoils, of those tensors that the layer has. */
function statesOf({ weight, bias, runningBefore: running, plan }: NormResult): LayerState[] {
  const one = <T extends Float32Array | Float64Array>(values: T, value: number) => {
    const copy = values.slice() as T;
    copy[copy.length - 1] = value;
    return copy;
  };
  if (plan.parametersFrom) return [{}];
  return [
    {},
    ...(weight ? [{ weight: one(weight, NaN) }, { weight: one(weight, 3e38) }] : []),
    ...(bias ? [{ bias: one(bias, Infinity) }] : []),
    ...(running ? [{ running: { ...running, var: one(running.var, NaN) } }] : []),
    ...(running ? [{ running: { ...running, mean: one(running.mean, Infinity) } }] : []),
  ];
}

const told = ({ warnings }: Pick<NormResult, 'warnings'>) => warnings.map(({ message }) => message);

async function streamedNotices(x: Tensor, spec: LayerSpec, state: LayerState) {
  try {
    const bytes = Math.max(8_000, x.data.byteLength * 2);
    return told(await streamedIn(folder, engine, writeNpy(x), spec, bytes, state));
  } catch (error) {
    // what has to be whole has no stream
    if (error instanceof InputError && error.code === 'memoryLimit') return null;
    throw error;
  }
}

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s tells as much of a stream as of a tensor in memory',
  async (layer, row) => {
    const shape = SHAPES.find((each) => fits(row, each) === null)!;
    const axes = shape.map((_, i) => 'NCDHW'[i] ?? '');
    const count = shape.reduce((a, b) => a * b, 1);
    const edges: LayerOptions[] = [{}, ...(optionRow(row, 'eps') ? [{ eps: 0 }] : [])];
    for (const Type of [Float32Array, Float64Array])
      for (const [name, value] of Object.entries(VALUES)) {
        const x = tensor(Type.from(Array.from({ length: count }, (_, i) => value(i))), shape, axes);
        for (const mode of ['train', 'eval'] as const)
          for (const options of edges) {
            const spec: LayerSpec = { layer, options, mode };
            const plain = normalize(spec, x);
            if ((plain.drawn ?? []).length > 0) continue;
            for (const state of name === 'plain' ? statesOf(plain) : [{}]) {
              const streamed = await streamedNotices(x, spec, state);
              if (streamed === null) continue;
              expect(streamed, `${name}, ${Type.name}, ${mode}`).toEqual(
                told(normalize(spec, x, state)),
              );
            }
          }
      }
  },
  60_000,
);
