import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { INITIAL_VIEW, type ViewState } from '../../../core/figure/state.ts';
import { writeNpy } from '../../../core/io/npy.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { HostEvents } from '../../../electron/ipc/contract.ts';
import { FakeHost } from './fakeHost.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { pathOf } = given;

type Loose = Record<string, Record<string, unknown>>;

/** Writes the JSON report of a request, changed before it is written. @returns its path */
async function saved(
  request: ComputeRequest,
  view: ViewState = INITIAL_VIEW,
  change: (report: Loose) => void = () => {},
): Promise<string> {
  const asked = { request, view, format: 'json', scale: 1, language: 'en' } as const;
  const bytes = await given.service.exported(asked);
  const report = JSON.parse(new TextDecoder().decode(bytes)) as Loose;
  change(report);
  writeFileSync(pathOf('saved.json'), JSON.stringify(report));
  return pathOf('saved.json');
}

async function opened(file: string): Promise<HostEvents['restored']> {
  await given.service.openPaths(given.host, [file]);
  const [event] = given.host.events;
  if (event?.[0] !== 'restored') throw new Error(JSON.stringify(event));
  return event[1];
}

async function refusal(file: string): Promise<HostEvents['failed']> {
  await given.service.openPaths(given.host, [file]);
  const [event] = given.host.events;
  if (event?.[0] !== 'failed') throw new Error(JSON.stringify(event?.[0]));
  return event[1];
}

async function openNpy(name: string, values: readonly number[]): Promise<ComputeRequest> {
  const data = Float32Array.from(values);
  writeFileSync(pathOf(name), writeNpy(tensor(data, [2, 3], ['N', 'C'])));
  const [info] = (await given.service.tensors.open(pathOf(name))).tensors;
  if (!info) throw new Error('nothing was opened');
  return { tensor: info.ref, spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' } };
}

test('a report of an example brings back its layer, layout, edits, parameters, view and step', async () => {
  const request: ComputeRequest = {
    tensor: { kind: 'example', id: 'nlp' },
    layout: ['N', 'L', 'C'],
    edits: [
      [3, 1.5],
      [9, NaN],
    ],
    spec: { layer: 'LayerNorm', options: { normalized_shape: [5], eps: 0.5 }, mode: 'train' },
    state: { weight: [1, 2, 1, 1, 1] },
  };
  const view = { ...INITIAL_VIEW, yaw: 0.25, pinned: 7, step: 4.5 };
  const file = await saved(request, view);
  const { tensor: info, ...rest } = await opened(file);
  expect(info.ref).toEqual(request.tensor);
  // the last axis has 5 values: that is the default
  const spec = { layer: 'LayerNorm', options: { eps: 0.5 }, mode: 'train' };
  const picture = { language: 'en', scale: 1 };
  expect(rest).toEqual({ request: { ...request, spec }, view, picture, name: file });
});

test('running statistics come back with a report of eval', async () => {
  const request: ComputeRequest = {
    tensor: { kind: 'example', id: 'nlp' },
    spec: { layer: 'BatchNorm1d', options: {}, mode: 'eval' },
    state: { runningMean: [1, 0, 0, 0, 0], runningVar: [1, 4, 1, 1, 1], numBatchesTracked: 3 },
  };
  expect((await opened(await saved(request))).request).toEqual(request);
});

test('a report of a file that is open finds it', async () => {
  const request = await openNpy('open.npy', [1, 2, 3, 4, 5, 6]);
  expect((await opened(await saved(request))).request).toEqual(request);
});

test('a report of a file that is not open brings its values, NaN and infinity among them', async () => {
  const request = await openNpy('gone.npy', [1, NaN, 3, -Infinity, 0.1, 6]);
  const file = await saved(request, INITIAL_VIEW, (report) => {
    report.input!.name = 'elsewhere.npy';
  });
  const restored = await opened(file);
  expect(restored.tensor).toMatchObject({
    name: 'saved.json',
    shape: [2, 3],
    axes: ['N', 'C'],
    dtype: 'float32',
  });
  const found = await given.service.run(restored.request);
  const known = await given.service.run(request);
  expect(found.x.data).toEqual(known.x.data);
  expect(restored.request.spec).toEqual(request.spec);
});

test('a report names files by their names alone, and finds one that has moved', async () => {
  const request = await openNpy('moved.npy', [1, 2, 3, 4, 5, 6]);
  const file = await saved(request);
  const text = readFileSync(file, 'utf8');
  expect((JSON.parse(text) as Loose).input).toMatchObject({
    name: 'moved.npy',
    source: 'moved.npy',
  });
  expect(text).not.toContain(given.folder);
  // as reports were written once: with the whole path, of Windows too
  for (const source of ['/home/someone/moved.npy', String.raw`C:\Users\someone\moved.npy`]) {
    given.host = new FakeHost();
    const old = await saved(request, INITIAL_VIEW, (report) => {
      report.input!.source = source;
    });
    expect((await opened(old)).request).toEqual(request);
  }
});

test('a report of the first version opens with its layer, its view and its step', async () => {
  const file = new URL('../../fixtures/kept/report-1.json', import.meta.url);
  writeFileSync(pathOf('first.json'), readFileSync(file));
  const restored = await opened(pathOf('first.json'));
  expect(restored).toMatchObject({
    request: { spec: { layer: 'BatchNorm1d', options: { momentum: null }, mode: 'train' } },
    view: { pinned: 7, step: 4.5 },
  });
  expect(restored.tensor.shape).toEqual([2, 5, 4]);
});

test('a report of a tensor of eleven axes opens again', async () => {
  const shape = [1, 2, 1, 1, 1, 1, 1, 1, 1, 1, 3];
  writeFileSync(pathOf('deep.npy'), writeNpy(tensor(Float32Array.of(1, 2, 3, 4, 5, 6), shape)));
  const { tensors } = await given.service.tensors.open(pathOf('deep.npy'));
  const [info] = tensors;
  const request: ComputeRequest = {
    tensor: info!.ref,
    spec: { layer: 'LayerNorm', options: {}, mode: 'train' },
  };
  expect((await opened(await saved(request))).request).toEqual(request);
  const elsewhere = await saved(request, INITIAL_VIEW, (report) => {
    report.input!.name = 'elsewhere.npy';
  });
  given.host = new FakeHost();
  expect((await opened(elsewhere)).tensor.shape).toEqual(shape);
});

test('changed cells are not changed again in listed values', async () => {
  const plain = await openNpy('edited.npy', [1, 2, 3, 4, 5, 6]);
  const request = { ...plain, edits: [[0, 9]] as const };
  const file = await saved(request, INITIAL_VIEW, (report) => {
    report.input!.name = 'unknown.npy';
  });
  const restored = await opened(file);
  expect(restored.request.edits).toBeUndefined();
  const { x } = await given.service.run(restored.request);
  expect([...x.data]).toEqual([9, 2, 3, 4, 5, 6]);
});

test('a report without values whose tensor is another now is refused by name', async () => {
  const request = await openNpy('other.npy', [1, 2, 3, 4, 5, 6]);
  const file = await saved(request, INITIAL_VIEW, (report) => {
    delete report.input!.values;
    report.input!.sha256 = '0'.repeat(64);
  });
  const { code, message } = await refusal(file);
  expect(code).toBe('reportTensor');
  expect(message).toContain('other.npy');
});

test('what is no report is refused', async () => {
  const good = readFileSync(
    await saved({
      tensor: { kind: 'example', id: 'nlp' },
      spec: { layer: 'RMSNorm', options: {}, mode: 'train' },
    }),
    'utf8',
  );
  const broken = [
    '',
    '{',
    'null',
    '{"schema":"other"}',
    good.replace('"RMSNorm"', '"NoSuchNorm"'),
    good.replace('"mode":"train"', '"mode":"sleep"'),
    good.replace('"dtype":"float32"', '"dtype":"complex"'),
    good.replace('"yaw":', '"yaw":null,"was":'),
    good.replace('"view":{', '"view":{"step":11,'),
    good.replace('"values":[', `"values":[${'['.repeat(80)}"1"${']'.repeat(80)},`),
  ];
  for (const text of broken) {
    expect(text).not.toBe(good);
    given.host = new FakeHost();
    writeFileSync(pathOf('broken.json'), text);
    expect((await refusal(pathOf('broken.json'))).code, text.slice(0, 40)).toBe('badReport');
  }
});

test('a report that is not there is told like any file', async () => {
  expect((await refusal(pathOf('absent.json'))).code).toBe('fileMissing');
});

test('a report of a newer version is refused as that', async () => {
  const request = await openNpy('newer.npy', [1, 2, 3, 4, 5, 6]);
  const newer = await saved(request, INITIAL_VIEW, (report) =>
    Object.assign(report, { schemaVersion: 999 }),
  );
  expect(await refusal(newer)).toMatchObject({
    code: 'newerReport',
    details: { version: 999, known: 1 },
  });
  await expect(given.service.openDocument(newer, [])).rejects.toMatchObject({
    code: 'newerReport',
    message: expect.stringMatching(/newer version of Normscope.*got 999/) as string,
  });
});

test('the tensor of a report is located by its values, whatever its file is called; another one is refused', async () => {
  const values = [1, 2, 3, 4, 5, 6];
  const request = await openNpy('before.npy', values);
  const file = await saved(request, INITIAL_VIEW, ({ input }) => {
    delete input!['values'];
  });
  if (request.tensor.kind === 'file') given.service.closeTensor(request.tensor.handle);
  const { code, details } = await refusal(file);
  expect(code).toBe('reportTensor');
  const handle = String(details['handle']);

  const handlers = given.service.handlers(given.host);
  const locate = handlers['report.locate'];
  given.host.files = [];
  expect(await locate(handle)).toBe(false);

  const other = Float32Array.from([1, 2, 3, 4, 5, 7]);
  writeFileSync(pathOf('other.npy'), writeNpy(tensor(other, [2, 3], ['N', 'C'])));
  given.host.files = [pathOf('other.npy')];
  const before = given.service.tensors.all.length;
  await expect(locate(handle)).rejects.toMatchObject({
    code: 'notThatTensor',
    details: { file: 'other.npy', tensor: 'before.npy' },
  });
  expect(given.service.tensors.all.length).toBe(before);

  const same = Float32Array.from(values);
  writeFileSync(pathOf('renamed.npy'), writeNpy(tensor(same, [2, 3], ['N', 'C'])));
  given.host.files = [pathOf('renamed.npy')];
  expect(await locate(handle)).toBe(true);
  const restored = given.host.events.at(-1);
  expect(restored).toMatchObject([
    'restored',
    { tensor: { name: 'renamed.npy' }, request: { spec: { layer: 'BatchNorm1d' } }, name: file },
  ]);
  // It is at hand no more.
  await expect(locate(handle)).rejects.toMatchObject({ code: 'unknownFile' });
});
