import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { readNpy, writeNpy } from '../../../core/io/npy.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { serviceForTest } from './serviceForTest.ts';

const fixture = (name: string) =>
  fileURLToPath(new URL(`../../fixtures/npy/${name}`, import.meta.url));

const given = serviceForTest();
const { pathOf, call, answer } = given;

function request(
  layer: LayerName,
  options: LayerOptions = {},
  more: Partial<ComputeRequest> = {},
  mode: Mode = 'train',
): ComputeRequest {
  return { tensor: { kind: 'example', id: 'nlp' }, spec: { layer, options, mode }, ...more };
}

function file(name: string, bytes: Uint8Array | string): string {
  const at = pathOf(name);
  writeFileSync(at, bytes);
  return at;
}

async function openOne(at: string) {
  given.host.files = [at];
  const [info] = await answer('tensor.open');
  if (!info) throw new Error('nothing was opened');
  return info;
}

const rounded = (values: Iterable<number>) => [...values].map((value) => value.toFixed(4));

test('the NLP example under BatchNorm1d has the statistics and outputs of the notebook', async () => {
  const { plan, statistics, x, y } = await answer('layer.compute', request('BatchNorm1d'));
  expect([plan.reducedAxes, plan.groups, plan.groupSize]).toEqual([['N', 'L'], 5, 8]);
  expect(rounded(statistics?.mean ?? [])).toEqual(
    '0.6264 -0.1400 -0.0431 0.0626 -0.0629'.split(' '),
  );
  expect(rounded(statistics?.variance ?? [])).toEqual(
    '1.6543 0.9625 1.1125 1.2423 1.0358'.split(' '),
  );
  expect(rounded(x!.data).slice(0, 4)).toEqual('1.9269 1.4873 0.9007 -2.1055'.split(' '));
  expect(rounded(y.data).slice(0, 4)).toEqual('1.0112 0.6694 0.2133 -2.1240'.split(' '));
  expect(rounded(y.data).slice(-4)).toEqual('1.2202 -0.3651 -1.3004 -1.2020'.split(' '));
});

test('a run’s programs come when they are asked for', async () => {
  const programs = await answer('layer.programs', request('BatchNorm1d'));
  expect(programs.map(({ id }) => id)).toEqual(['pytorch', 'numpy', 'keras', 'flax', 'onnx']);
  expect(programs[0]?.code).toContain('BatchNorm1d(5');
});

test('fed as (N, L, C) the channels of BatchNorm1d are the positions: a layout is applied before the layer', async () => {
  const layout = ['N', 'L', 'C'];
  const { plan, x } = await answer('layer.compute', request('BatchNorm1d', {}, { layout }));
  expect(plan.shape).toEqual([2, 4, 5]);
  expect(plan.groups).toBe(4);
  // x[0, 0, :] of the notebook's transposed view
  expect(rounded(x!.data).slice(0, 5)).toEqual('1.9269 0.6784 -0.7521 -0.7279 1.6423'.split(' '));
});

test('a changed option uses the same input, a changed edit another', async () => {
  const one = await answer('layer.compute', request('BatchNorm1d', { eps: 0.5 }));
  const two = await answer('layer.compute', request('BatchNorm1d', { eps: 2 }));
  expect(two.x).toEqual(one.x);
  expect(two.y).not.toEqual(one.y);
  const edited = request('BatchNorm1d', { eps: 2 }, { edits: [[0, 9]] });
  expect((await answer('layer.compute', edited)).x!.data[0]).toBe(9);
});

test('edits count cells in the stored order, whatever the layout', async () => {
  const more = { layout: ['N', 'L', 'C'], edits: [[4, 100]] as const };
  const { x } = await answer(
    'layer.compute',
    request('LayerNorm', { normalized_shape: [5] }, more),
  );
  // flat 4 of (2, 5, 4) is channel 1 at position 0, which is second in (N, L, C)
  expect(x!.data[1]).toBe(100);
  const { x: unchanged } = await answer('layer.compute', request('BatchNorm1d'));
  expect(rounded(unchanged!.data)[4]).toBe('0.6784');
});

test('the trace of a cell and a slice read the same run', async () => {
  const asked = request('BatchNorm1d');
  const trace = await answer('layer.trace', { request: asked, flat: 6 });
  expect(rounded([trace.x, trace.mean, trace.y])).toEqual('-0.0431 -0.1400 0.0988'.split(' '));
  const slice = await answer('tensor.slice', {
    request: asked,
    which: 'y',
    rowAxis: 1,
    colAxis: 2,
    index: [1, 0, 0],
    rows: [3, 5],
    cols: [1, 99],
  });
  expect([slice.rows, slice.cols]).toEqual([
    [3, 5],
    [1, 4],
  ]);
  expect(rounded(slice.values)).toEqual('0.7479 -0.0114 1.9775 -0.3651 -1.3004 -1.2020'.split(' '));
  expect([...slice.flat]).toEqual([33, 34, 35, 37, 38, 39]);
});

test('γ, β and running statistics of a request are used', async () => {
  const state = {
    weight: [2, 2, 2, 2, 2],
    bias: [1, 1, 1, 1, 1],
    runningMean: [0, 0, 0, 0, 0],
    runningVar: [4, 4, 4, 4, 4],
  };
  const reply = await answer(
    'layer.compute',
    request('BatchNorm1d', { eps: 0 }, { state }, 'eval'),
  );
  // x / √4 · 2 + 1
  expect(reply.y.data[0]).toBeCloseTo((reply.x!.data[0] ?? NaN) + 1, 6);
  expect(reply.runningAfter?.numBatchesTracked).toBe(0);
});

test.each([
  ['an eps that is no number', request('BatchNorm1d', { eps: '1' }), 'badOption'],
  ['a wrong channel count', request('BatchNorm1d', { num_features: 6 }), 'wrongSize'],
  ['a wrong rank', request('BatchNorm2d'), 'rank'],
  [
    'a weight of the wrong length',
    request('BatchNorm1d', {}, { state: { weight: [1] } }),
    'stateSize',
  ],
  [
    'an option that the layer does not have',
    request('BatchNorm1d', { groups: 2 }),
    'unknownOption',
  ],
  [
    'a layout that forgets an axis',
    request('BatchNorm1d', {}, { layout: ['N', 'C'] }),
    'badLayout',
  ],
  [
    'a layout that names an axis twice',
    request('BatchNorm1d', {}, { layout: ['N', 'N', 'C'] }),
    'badLayout',
  ],
  ['a cell that does not exist', request('BatchNorm1d', {}, { edits: [[40, 0]] }), 'badEdit'],
  [
    'an example that does not exist',
    { ...request('BatchNorm1d'), tensor: { kind: 'example', id: 'audio' } },
    'unknownTensor',
  ],
  [
    'a file that was never opened',
    { ...request('BatchNorm1d'), tensor: { kind: 'file', handle: 'abc' } },
    'unknownTensor',
  ],
])('%s is answered by a code and one clear sentence', async (_, asked, code) => {
  const reply = await call('layer.compute', asked);
  expect(reply).toMatchObject({ ok: false, code });
  if (!reply.ok) expect(reply.message).toMatch(/^[^\n]{20,}$/);
});

test.each([
  ['a trace', 'layer.trace', { request: request('BatchNorm1d'), flat: 40 }, 'badCell'],
  [
    'a picture',
    'report.export',
    {
      request: request('BatchNorm1d'),
      view: INITIAL_VIEW,
      format: 'png',
      scale: 9,
      language: 'en',
    },
    'badRequest',
  ],
  [
    'a slice',
    'tensor.slice',
    {
      request: request('BatchNorm1d'),
      which: 'x',
      rowAxis: 1,
      colAxis: 1,
      index: [0, 0, 0],
      rows: [0, 1],
      cols: [0, 1],
    },
    'badSlice',
  ],
] as const)('%s of what does not exist is refused', async (_, name, argument, code) => {
  expect(await call(name, argument)).toMatchObject({ ok: false, code });
});

test.each([
  ['that is missing', () => pathOf('nothing.npy'), 'fileMissing'],
  ['that is a folder', () => given.folder, 'fileUnreadable'],
  ['of another kind', () => file('notes.md', '# notes'), 'fileKind'],
  ['of text with a .npy ending', () => file('text.npy', 'hello, world'), /npy/],
  ['without a byte', () => file('empty.npy', ''), /npy/],
  [
    'that is cut off',
    () => file('cut.npy', writeNpy(tensor(new Float32Array(40), [2, 5, 4])).subarray(0, 200)),
    /npy/,
  ],
  ['of integers', () => fixture('int-i4-little.npy'), 'integer-dtype'],
  ['of complex numbers', () => fixture('bad-complex.npy'), /npy/],
] as const)('a file %s is refused in words that name it', async (_, at, code) => {
  const name = at();
  given.host.files = [name];
  const reply = await call('tensor.open');
  expect(reply).toMatchObject({
    ok: false,
    code: typeof code === 'string' ? code : (expect.stringMatching(code) as string),
  });
  if (!reply.ok) expect(reply.message).toContain(path.basename(name));
});

test.each([
  ['Fortran order', 'little-f4-fortran.npy', 'float32'],
  ['float64', 'little-f8.npy', 'float64'],
  ['big-endian float16', 'big-f2.npy', 'float16'],
] as const)('a .npy file of %s can be normalized', async (_, name, dtype) => {
  const info = await openOne(fixture(name));
  expect([info.shape, info.axes]).toEqual([
    [2, 3, 4],
    ['N', 'C', 'L'],
  ]);
  expect(info.dtype).toBe(dtype);
  const reply = await answer('layer.compute', { ...request('BatchNorm1d'), tensor: info.ref });
  expect(reply.plan.groups).toBe(3);
  expect(reply.y.data).toBeInstanceOf(name.includes('f8') ? Float64Array : Float32Array);
});

test('every tensor of an archive is opened, by the name it has there', async () => {
  given.host.files = [fixture('deflated.npz')];
  const opened = await answer('tensor.open');
  expect(opened.map(({ name, shape, dtype }) => [name, shape, dtype])).toEqual([
    ['deflated.npz: a/b', [4, 50], 'float32'],
    ['deflated.npz: y', [2, 3, 4], 'float64'],
  ]);
  for (const info of opened) expect(await answer('tensor.describe', info.ref)).toEqual(info);
});

test('integers beside a tensor in an archive, such as labels, are passed over', async () => {
  const info = await openOne(fixture('stored.npz'));
  expect(info.name).toBe('stored.npz: x');
  expect(given.host.files).toHaveLength(1);
});

test('one bad file among several does not keep the others from opening', async () => {
  given.host.files = [fixture('one.npy'), pathOf('missing.npy'), fixture('little-f4.npy')];
  expect((await answer('tensor.open')).map(({ name }) => name)).toEqual([
    'one.npy',
    'little-f4.npy',
  ]);
  expect(given.host.events).toMatchObject([['failed', { code: 'fileMissing' }]]);
});

test('a cancelled dialog opens nothing', async () => {
  expect(await answer('tensor.open')).toEqual([]);
});

test('of dropped files the good ones open, and the bad one is told', async () => {
  const missing = pathOf('missing.npy');
  await given.service.openPaths(given.host, [
    fixture('one.npy'),
    missing,
    fixture('little-f4.npy'),
  ]);
  expect(given.host.events.map(([event]) => event)).toEqual(['opened', 'failed', 'opened']);
  expect(given.host.events[1]?.[1]).toMatchObject({ code: 'fileMissing' });
});

test.each(['svg', 'json', 'npy'] as const)(
  'an export as %s reaches the host with a name to suggest',
  async (format) => {
    const asked = {
      request: request('BatchNorm1d'),
      view: INITIAL_VIEW,
      format,
      scale: 1,
      language: 'en',
    };
    expect(await answer('report.export', asked)).toEqual({
      path: `/chosen/nlp-BatchNorm1d.${format}`,
    });
    const bytes = given.host.saved[0]?.bytes ?? new Uint8Array();
    if (format === 'npy') {
      const { tensor: y } = readNpy(bytes);
      expect(y.shape).toEqual([2, 5, 4]);
      expect(rounded(y.data)[0]).toBe('1.0112');
    } else {
      const text = new TextDecoder().decode(bytes);
      expect(text).toContain(format === 'svg' ? '<svg' : '"normscope-report"');
    }
  },
);

test('a cancelled save answers null', async () => {
  given.host.cancelled = true;
  const asked = {
    request: request('BatchNorm1d'),
    view: INITIAL_VIEW,
    format: 'npy',
    scale: 1,
    language: 'en',
  };
  expect(await answer('report.export', asked)).toBeNull();
});

test('the rest of the contract is answered too', async () => {
  expect(await answer('app.info')).toMatchObject({
    name: 'Normscope',
    version: '1.2.3',
    host: 'desktop',
    locale: 'ko-KR',
  });
  expect((await answer('tensor.examples')).map(({ name }) => name)).toHaveLength(4);
  expect(await answer('settings.set', { theme: 'dark' })).toMatchObject({
    theme: 'dark',
    language: 'system',
  });
  expect(await answer('settings.get')).toMatchObject({ theme: 'dark' });
  expect(await answer('text.copy', 'μ')).toBe(true);
  expect(given.host.copied).toEqual(['μ']);
  expect(await answer('window.fullScreen', true)).toBe(true);
  expect(await answer('window.openHelp', 'pytorch')).toBe(true);
  expect(await answer('jobs.cancel', 'no such job')).toBe(false);
});

test('of a large tensor the window gets means of blocks, and exact values on request', async () => {
  const data = Float32Array.from({ length: 4 * 3 * 300 * 200 }, (_, i) => i % 7);
  const info = await openOne(file('large.npy', writeNpy(tensor(data, [4, 3, 300, 200]))));
  const asked = { ...request('BatchNorm2d'), tensor: info.ref };
  const { x, y } = await answer('layer.compute', asked);
  expect(x!.fullShape).toEqual([4, 3, 300, 200]);
  expect(x!.data.length).toBeLessThanOrEqual(262_144);
  expect(y.shape).toEqual(x!.shape);
  const cells = await answer('tensor.slice', {
    request: asked,
    which: 'x',
    rowAxis: 2,
    colAxis: 3,
    index: [3, 2, 0, 0],
    rows: [299, 300],
    cols: [193, 200],
  });
  expect([...cells.values]).toEqual([...data.subarray(-7)]);
});

test('an example brings no condition: γ and β of each sample are drawn and told; a file has to bring its own', async () => {
  const asked = request('AdaLayerNorm', {}, { layout: ['N', 'L', 'C'] });
  const { weight, warnings } = await answer('layer.compute', asked);
  expect(warnings).toHaveLength(2);
  expect(new Set(weight).size).toBeGreaterThan(1);
  const data = Float32Array.from({ length: 40 }, (_, i) => i % 7);
  const { ref } = await openOne(file('own.npy', writeNpy(tensor(data, [2, 4, 5]))));
  const own = await answer('layer.compute', { ...request('AdaLayerNorm'), tensor: ref });
  expect(own.warnings).toEqual([]);
});

test('the input of a run on sentences shows their padding, its output does not', async () => {
  const sentences = ['a b c', 'a'];
  const made = await answer('tensor.sentences', {
    sentences,
    tokens: 'words',
    channels: 1,
    seed: 0,
  });
  const { x, y } = await answer('layer.compute', { ...request('BatchNorm1d'), tensor: made.ref });
  expect([...x!.padded!]).toEqual([0, 0, 0, 0, 1, 1]);
  expect(y.padded).toBeUndefined();
});
