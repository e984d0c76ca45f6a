import { closeSync, openSync, utimesSync, writeSync } from 'node:fs';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readNpy, writeNpy } from '../../../core/io/npy.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerSpec, LayerState, NormResult } from '../../../core/norm/spec.ts';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { permute } from '../../../core/tensor/permute.ts';
import { dtypeOf, numel, tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import { plainKernel, type ChunkKernel } from '../../../electron/workers/stream/chunkKernel.ts';
import { npySource } from '../../../electron/workers/stream/npySource.ts';
import {
  streamNormalize,
  type Streamed,
} from '../../../electron/workers/stream/streamNormalize.ts';
import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import { differenceOfMeans, firstDifference, relativeDifference } from '../engine/closeness.ts';
import { startEngine, type EngineForTest } from '../engine/engineForTest.ts';
import { streamedIn } from './streamedIn.ts';

let engine: EngineForTest;
let folder: string;
beforeAll(async () => {
  engine = await startEngine([1]);
  folder = await mkdtemp(path.join(tmpdir(), 'normscope-stream-'));
}, 120_000);
afterAll(async () => {
  await engine.close();
  await rm(folder, { recursive: true });
});

/** numpy.save of float16 between −4 and 4 that look random. */
function halvesNpy(shape: readonly number[]): Uint8Array {
  const bytes = Buffer.from(writeNpy(tensor(new Float32Array(numel(shape)), shape)));
  bytes.write('<f2', bytes.indexOf('<f4'));
  const start = bytes.length - numel(shape) * 4;
  for (let i = 0; i < numel(shape); i++) {
    const bits = Math.imul(i, 0x9e3779b1) >>> 12;
    bytes.writeUInt16LE((bits & 0x8000) | (bits % 0x4400), start + 2 * i);
  }
  return bytes.subarray(0, start + numel(shape) * 2);
}

const train = (layer: LayerSpec['layer'], options: LayerSpec['options'] = {}): LayerSpec => ({
  layer,
  options,
  mode: 'train',
});

/** numpy.save of the tensor in Fortran order: the data of the reversed axes under the same shape. */
function fortranNpy(x: Tensor): Uint8Array {
  const reversed = permute(
    x,
    x.shape.map((_, axis) => x.shape.length - 1 - axis),
  );
  const bytes = writeNpy(reversed);
  const text = Buffer.from(bytes).toString('latin1');
  const shape = `(${x.shape.join(', ')})`;
  const wrong = `(${reversed.shape.join(', ')})`;
  const at = text.indexOf(`'fortran_order': False, 'shape': ${wrong}`);
  const entry = `'fortran_order': True, 'shape': ${shape}`.padEnd(
    `'fortran_order': False, 'shape': ${wrong}`.length,
  );
  expect(at).toBeGreaterThan(0);
  Buffer.from(bytes.buffer).write(entry, at, 'latin1');
  return bytes;
}

const streamed = (bytes: Uint8Array, spec: LayerSpec, memoryBytes: number, state?: LayerState) =>
  streamedIn(folder, engine, bytes, spec, memoryBytes, state);

const values = (shape: readonly number[], seed: number) =>
  randn(manualSeed(seed), [numel(shape)]).data.map((value, i) => value * 2 + (i % 7));
const single = (shape: readonly number[], seed = 1) =>
  tensor(Float32Array.from(values(shape, seed)), shape);
const double = (shape: readonly number[], seed = 1) =>
  tensor(Float64Array.from(values(shape, seed)), shape);

const LAYERS: readonly (readonly [spec: LayerSpec, shape: readonly number[], passes: number])[] = [
  [train('BatchNorm1d'), [19, 6, 11], 2],
  [train('BatchNorm1d'), [301, 13], 2],
  [train('BatchNorm2d', { momentum: null }), [9, 4, 7, 5], 2],
  [train('BatchNorm3d'), [5, 3, 4, 3, 6], 2],
  [train('SyncBatchNorm', { replicas: [3, 6] }), [9, 4, 7], 2],
  [train('LayerNorm', { normalized_shape: [120] }), [19, 6, 120], 1],
  [train('LayerNorm', { normalized_shape: [6, 40] }), [19, 6, 40], 1],
  [train('RMSNorm', { normalized_shape: [120] }), [19, 6, 120], 1],
  [train('GroupNorm', { num_groups: 3 }), [17, 6, 15, 4], 1],
  [train('InstanceNorm1d', { affine: true, track_running_stats: true }), [19, 6, 111], 1],
  [train('InstanceNorm2d'), [9, 4, 17, 15], 1],
  [train('UnbiasedBatchNorm'), [19, 6, 11], 2],
  [train('EpsOutsideBatchNorm'), [19, 6, 11], 2],
];

/** So small that every file is several chunks, cut in the middle of an axis, and the statistics still fit. */
const smallMemory = (x: Tensor, { plan }: NormResult) =>
  Math.max(2 * 96 * plan.groups, (x.data.byteLength / 5) * 8);

function compare(got: Streamed & { output: Tensor }, wanted: NormResult): void {
  expect(got.output.shape).toEqual(wanted.output.shape);
  expect(dtypeOf(got.output)).toBe(dtypeOf(wanted.output));
  const asResult = { ...wanted, output: got.output };
  expect(firstDifference(asResult, wanted)).toBeNull();
  if (got.statistics && wanted.statistics) {
    expect(differenceOfMeans(got.statistics.mean, wanted.statistics)).toBeLessThan(2e-7);
    expect(relativeDifference(got.statistics.rstd, wanted.statistics.rstd)).toBeLessThan(1e-6);
  }
  expect(got.runningAfter?.numBatchesTracked).toBe(wanted.runningAfter?.numBatchesTracked);
  if (got.runningAfter && wanted.runningAfter)
    expect(relativeDifference(got.runningAfter.var, wanted.runningAfter.var)).toBeLessThan(1e-6);
}

test.each(LAYERS)('%o on (%s), float16: as in memory', async (spec, shape) => {
  const bytes = halvesNpy(shape);
  const x = readNpy(bytes).tensor;
  const wanted = normalize(spec, x);
  compare(await streamed(bytes, spec, smallMemory(x, wanted)), wanted);
});

for (const [spec, shape, passes] of LAYERS) {
  const name = `${spec.layer} on (${shape.join(', ')})`;
  test(`${name}, float32, C order: as in memory, in ${passes} pass(es)`, async () => {
    const x = single(shape);
    const wanted = normalize(spec, x);
    const got = await streamed(writeNpy(x), spec, smallMemory(x, wanted));
    compare(got, wanted);
    expect(got.passes).toBe(passes);
  });
  test(`${name}, float32, Fortran order: as in memory`, async () => {
    const x = single(shape);
    const wanted = normalize(spec, x);
    compare(await streamed(fortranNpy(x), spec, smallMemory(x, wanted)), wanted);
  });
  test(`${name}, float64, both orders: as in memory`, async () => {
    const x = double(shape);
    const wanted = normalize(spec, x);
    compare(await streamed(writeNpy(x), spec, smallMemory(x, wanted)), wanted);
    compare(await streamed(fortranNpy(x), spec, smallMemory(x, wanted)), wanted);
  });
}

test('the parameters of a layer are cut like the values', async () => {
  const spec = train('LayerNorm', { normalized_shape: [6, 40] });
  const x = single([19, 6, 40]);
  const weight = single([240], 2).data;
  const bias = single([240], 3).data;
  const wanted = normalize(spec, x, { weight, bias });
  const bytes = smallMemory(x, wanted);
  compare(await streamed(writeNpy(x), spec, bytes, { weight, bias }), wanted);
  compare(await streamed(fortranNpy(x), spec, bytes, { weight, bias }), wanted);
});

test('eval takes the running statistics, in one pass', async () => {
  const running = {
    mean: Float64Array.of(1, -2, 3),
    var: Float64Array.of(4, 0.25, 1),
    numBatchesTracked: 7,
  };
  const spec: LayerSpec = { layer: 'BatchNorm1d', options: {}, mode: 'eval' };
  const x = single([50, 3, 9]);
  const wanted = normalize(spec, x, { running });
  const got = await streamed(writeNpy(x), spec, smallMemory(x, wanted), { running });
  compare(got, wanted);
  expect(got.passes).toBe(1);
  // (x − 1) / √(4 + 1e-5) of the first value
  const first = ((x.data[0] ?? 0) - 1) / Math.sqrt(4 + 1e-5);
  expect(got.output.data[0]).toBeCloseTo(first, 6);
});

test('the window of LocalResponseNorm goes over whole slices, in both orders', async () => {
  const spec: LayerSpec = { layer: 'LocalResponseNorm', options: { size: 3 }, mode: 'train' };
  const x = single([21, 5, 4, 6]);
  const wanted = normalize(spec, x);
  const bytes = (x.data.byteLength / 5) * 8;
  expect((await streamed(writeNpy(x), spec, bytes)).output.data).toEqual(wanted.output.data);
  const turned = await streamed(fortranNpy(x), spec, bytes);
  expect(turned.output.data).toEqual(wanted.output.data);
});

test('a NaN spoils the channel that holds it and no other', async () => {
  const x = single([19, 3, 11]);
  x.data[11 * 3 * 9 + 11] = NaN;
  const spec = train('BatchNorm1d');
  const { output } = await streamed(writeNpy(x), spec, (x.data.byteLength / 5) * 8);
  const spoiled = (channel: number) =>
    output.data.filter((value, i) => Math.floor(i / 11) % 3 === channel && Number.isNaN(value));
  expect([0, 1, 2].map((channel) => spoiled(channel).length)).toEqual([0, 19 * 11, 0]);
});

test('a large offset costs no digits over the chunks', async () => {
  // Two values 1e6 ± 1 in turn: mean 1e6, variance 1, output ±1 / √(1 + 1e-5).
  const x = tensor(
    Float32Array.from({ length: 4000 }, (_, i) => 1e6 + (i % 2 === 0 ? 1 : -1)),
    [100, 1, 40],
  );
  const got = await streamed(writeNpy(x), train('BatchNorm1d'), 6400);
  expect(got.statistics?.mean[0]).toBe(1e6);
  expect(got.statistics?.variance[0]).toBeCloseTo(1, 9);
  expect(got.output.data[0]).toBeCloseTo(1 / Math.sqrt(1 + 1e-5), 6);
});

test('statistics that need more than half of the memory are refused with what to do', async () => {
  const x = single([40, 400]);
  const spec = train('BatchNorm1d');
  await expect(streamed(writeNpy(x), spec, 400 * 96)).rejects.toThrow(
    /statistics of this layer alone need .* Raise the limit/,
  );
});

test('the bits are those of the engine on the whole tensor where one pass is enough', async () => {
  const [crew] = engine.crews;
  for (const [spec, shape] of [
    [train('LayerNorm', { normalized_shape: [256] }), [64, 16, 256]],
    [train('InstanceNorm2d'), [32, 16, 24, 24]],
    [train('GroupNorm', { num_groups: 4 }), [32, 16, 24, 24]],
  ] as const) {
    const x = single(shape);
    const whole = normalizeFast(engine.memory, crew!, spec, x);
    const got = await streamed(writeNpy(x), spec, (x.data.byteLength / 5) * 8);
    expect(got.output.data.every((value, i) => Object.is(value, whole.output.data[i]))).toBe(true);
  }
});

test('a file that changes between its two passes is an error, not half of each', async () => {
  const bytes = writeNpy(single([19, 6, 11]));
  const from = path.join(folder, 'changing.npy');
  await writeFile(from, bytes);
  // A clock of files may stand still for some milliseconds.
  utimesSync(from, 1, 1);
  const input = await open(from);
  try {
    const source = await npySource(input, false);
    const changing: ChunkKernel = {
      ...plainKernel,
      room: (length) => new Float32Array(length),
      moments(plan, part) {
        // In place: the file keeps its length.
        const file = openSync(from, 'r+');
        writeSync(file, Uint8Array.of(1), 0, 1, 200);
        closeSync(file);
        return plainKernel.moments(plan, part);
      },
    };
    const task = {
      spec: train('BatchNorm1d'),
      state: {},
      axes: ['N', 'C', 'L'],
      memoryBytes: 8_000,
    };
    const sink = { write: () => Promise.resolve(), flush: () => Promise.resolve() };
    await expect(
      streamNormalize(source, sink, task, changing, () => undefined),
    ).rejects.toMatchObject({ code: 'fileChanged' });
  } finally {
    await input.close();
  }
});
