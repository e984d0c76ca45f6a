import { writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { pathOf, call, answer } = given;

/** Opens a tensor of zeros but for one value. */
async function opened(shape: readonly number[], at: number, value: number) {
  const data = new Float32Array(shape.reduce((a, b) => a * b));
  data[at] = value;
  const file = pathOf(`${shape.join('x')}.npy`);
  writeFileSync(file, writeNpy(tensor(data, shape)));
  given.host.files = [file];
  const [info] = await answer('tensor.open');
  if (!info) throw new Error('nothing was opened');
  return info.ref;
}

/** Bytes of all arrays, and elements of all lists, that an answer carries. */
function sizeOf(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null) return 8;
  return Object.values(value).reduce<number>((sum, entry) => sum + sizeOf(entry), 0);
}

test('of a tensor of 16 MiB the window gets blocks, a slice and a trace, never the whole', async () => {
  const shape = [64, 256, 256];
  const tensorRef = await opened(shape, 5 * 65_536 + 7 * 256 + 9, 3);
  const request: ComputeRequest = {
    tensor: tensorRef,
    spec: { layer: 'LayerNorm', options: { normalized_shape: [256, 256] }, mode: 'train' },
  };
  const reply = await answer('layer.compute', request);
  // means of at most 262,144 blocks, in float32, of input and output; minima and maxima when they are asked for
  const blocks = 262_144 * 4;
  expect(reply.x!.pool).toEqual([1, 2, 8]);
  expect(sizeOf(reply.x)).toBeLessThan(blocks + 1000);
  expect(sizeOf(reply.y)).toBeLessThan(blocks + 1000);
  // statistics and parameters are lists of at most 4096 numbers
  const { x: _x, y: _y, ...rest } = reply;
  expect(sizeOf(rest)).toBeLessThan(4096 * 8 * 8);
  // sample 5, channel 7 lies in the fourth pair of channels, position 9 in the second eight
  const block = 5 * 128 * 32 + 3 * 32 + 1;
  expect(reply.x!.data[block]).toBe(3 / 16);
  const extremes = await answer('layer.extremes', request);
  expect([extremes.x?.min[block], extremes.x?.max[block]]).toEqual([0, 3]);
  expect(sizeOf(extremes)).toBe(262_144 * 4 * 4);
  // the next layer's reply brings its output alone
  const spec = { layer: 'RMSNorm', options: { normalized_shape: [256] }, mode: 'train' };
  const next = { ...request, spec, holds: [reply.input] };
  const { statistics: _statistics, ...other } = await answer('layer.compute', next);
  expect(sizeOf(other)).toBeLessThan(blocks + 4096 * 8 * 4);

  const slice = { request, which: 'x', rowAxis: 1, colAxis: 2, index: [5, 0, 0] };
  const part = await answer('tensor.slice', { ...slice, rows: [0, 32], cols: [0, 32] });
  expect(part.values[7 * 32 + 9]).toBe(3);
  // a value and an index in float64 for each of 1024 cells
  expect(sizeOf(part)).toBe(1024 * 16 + 4 * 8);
  // the largest that can be asked for at once
  const most = await answer('tensor.slice', { ...slice, rows: [0, 256], cols: [0, 256] });
  expect(sizeOf(most)).toBe(65_536 * 16 + 4 * 8);
  expect(sizeOf(await answer('layer.trace', { request, flat: 100 }))).toBeLessThan(100_000);
});

test('a slice of more than 65,536 cells is refused, and so is one that does not exist', async () => {
  const tensorRef = await opened([2, 300, 300], 0, 1);
  const spec = { layer: 'LayerNorm', options: { normalized_shape: [300, 300] }, mode: 'train' };
  const slice = { request: { tensor: tensorRef, spec }, which: 'y', rowAxis: 1, colAxis: 2 };
  const all = { rows: [0, 300], cols: [0, 300] };
  for (const index of [
    [0, 0, 0],
    [2, 0, 0],
  ]) {
    const reply = await call('tensor.slice', { ...slice, index, ...all });
    expect(reply).toMatchObject({ ok: false, code: 'badSlice' });
  }
});

test('a layer with very many channels answers with the first of its statistics', async () => {
  const tensorRef = await opened([2, 300_000], 0, 1);
  const spec = { layer: 'BatchNorm1d', options: { num_features: 300_000 }, mode: 'train' };
  const reply = await answer('layer.compute', { tensor: tensorRef, spec });
  expect(reply.plan.groups).toBe(300_000);
  const { statistics, weight, bias, runningBefore, runningAfter } = reply;
  const lists = [
    ...[statistics?.mean, statistics?.variance, statistics?.varianceUnbiased, statistics?.rstd],
    ...[weight, bias, runningBefore?.mean, runningBefore?.var, runningAfter?.mean],
    runningAfter?.var,
  ];
  expect(new Set(lists.map((list) => list?.length))).toEqual(new Set([4096]));
  const { x: _x, y: _y, request: _request, ...rest } = reply;
  expect(sizeOf(rest)).toBeLessThan(4096 * 8 * 14);
});
