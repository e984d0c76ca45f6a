import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import type { OneView } from '../../../core/pages/oneView.ts';
import type { PageSubject, SubjectOf } from '../../../core/pages/subject.ts';
import type { TensorRef } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { TensorInfo } from '../../../electron/ipc/types.ts';
import {
  documentOf,
  filesBeside,
  isAboutRun,
  readDocument,
} from '../../../electron/service/documents.ts';
import { toldOf, toldOfFile, withTensors } from '../../../electron/service/documentTensors.ts';
import { lessonOfDocument } from '../../../electron/service/lessonOfDocument.ts';
import { sha256 } from '../../../electron/service/report.ts';
import { TensorStore } from '../../../electron/service/tensors.ts';
import type { WorkerPool } from '../../../electron/workers/pool.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-found-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A store without a pool. */
const storeOf = (run: unknown = () => Promise.reject(new Error('no pool'))) =>
  new TensorStore(
    { run } as WorkerPool,
    () => Promise.resolve(2 ** 30),
    () => Promise.resolve([]),
  );
const hold = (store: TensorStore, name: string, values: readonly number[]) =>
  store.hold(name, tensor(Float32Array.from(values), [values.length], ['C']), 'x = 0', { name });
const hash = (...values: number[]) => sha256(Float32Array.from(values));

const gone: TensorRef = { kind: 'file', handle: 'file-1' };
const nlp: TensorRef = { kind: 'example', id: 'nlp' };
const pair = (more: object = {}): SubjectOf<'verification'> => ({
  ...{ kind: 'verification', x: gone, y: nlp, entry: 0, view: INITIAL_VIEW },
  ...more,
});

/** Looks for the tensors of a page. @returns the refs, and what was to be brought */
async function found(
  tensors: TensorStore,
  given: unknown,
  more: {
    bring?: () => void;
    located?: readonly TensorInfo[];
    subject?: SubjectOf<'verification'>;
  } = {},
) {
  const sources: string[] = [];
  const bring = (source: string) => {
    sources.push(source);
    more.bring?.();
    return Promise.resolve();
  };
  const finder = {
    tensors,
    bring,
    name: 'page.json',
    ...(more.located && { located: more.located }),
  };
  const subject = await withTensors(finder, given, more.subject ?? pair());
  return { subject, sources };
}

test('a tensor of a page is the open one of its name, shape and values; an example stays', async () => {
  const tensors = storeOf();
  hold(tensors, 'x.npy', [1, 2]);
  const right = hold(tensors, 'x.npy', [1, 3]);
  const given = { x: await toldOf(tensors, right.ref) };
  expect(given.x).toEqual({ name: 'x.npy', shape: [2], sha256: hash(1, 3) });
  const { subject, sources } = await found(tensors, given);
  expect(subject).toEqual(pair({ x: right.ref }));
  expect(sources).toEqual([]);
});

test('a file that is called otherwise now is known by its hash, where its member is the same', async () => {
  const tensors = storeOf();
  const renamed = hold(tensors, 'new.npz: w', [1, 3]);
  const told = { shape: [2], sha256: hash(1, 3) };
  const { subject } = await found(tensors, { x: { ...told, name: 'old.npz: w' } });
  expect(subject.x).toEqual(renamed.ref);
  const other = { x: { ...told, name: 'old.npz: v' } };
  await expect(found(tensors, other)).rejects.toMatchObject({ code: 'pageTensor' });
  // without a hash the name decides
  const unhashed = { x: { shape: [2], name: 'old.npz: w' } };
  await expect(found(tensors, unhashed)).rejects.toMatchObject({ code: 'pageTensor' });
  const named = { x: { shape: [2], name: 'new.npz: w' } };
  expect((await found(tensors, named)).subject.x).toEqual(renamed.ref);
});

test('a tensor that is not open is looked for in the file of its name, and then among those that a person located', async () => {
  const tensors = storeOf();
  const given = { x: { name: 'x.npz: w', shape: [2], sha256: hash(5, 6) } };
  let brought: TensorInfo | undefined;
  const bring = () => void (brought = hold(tensors, 'x.npz: w', [5, 6]));
  const { subject, sources } = await found(tensors, given, { bring });
  expect(sources).toEqual(['x.npz']);
  expect(subject.x).toEqual(brought?.ref);

  const empty = storeOf();
  const any = hold(empty, 'any.npy', [5, 6]);
  expect((await found(empty, given, { located: [any] })).subject.x).toEqual(any.ref);
  // without a hash only a member of the same name will do
  const unhashed = { x: { name: 'x.npz: w', shape: [2] } };
  await expect(found(empty, unhashed, { located: [any] })).rejects.toThrow();
  const member = hold(empty, 'y.npz: w', [5, 6]);
  expect((await found(empty, unhashed, { located: [member] })).subject.x).toEqual(member.ref);
});

test('what is not there is told by name, shape and hash, and what to do', async () => {
  const tensors = storeOf();
  hold(tensors, 'x.npy', [1, 2, 3]);
  const sha = hash(1, 2);
  await expect(
    found(tensors, { x: { name: 'x.npy', shape: [2], sha256: sha } }),
  ).rejects.toMatchObject({
    code: 'pageTensor',
    message: `page.json is about x.npy, shape (2), SHA-256 ${sha}, which is not here. Put the file beside the document, or name it with --input.`,
    details: { file: 'page.json', tensor: 'x.npy', shape: '2', source: 'x.npy', sha256: sha },
  });
  const nothing = found(tensors, null);
  await expect(nothing).rejects.toMatchObject({
    message:
      'page.json is about a file, shape (), which is not here. Put the file beside the document, or name it with --input.',
    details: { tensor: '?', source: '' },
  });
  await expect(nothing).rejects.not.toHaveProperty('details.sha256');
  const sources = { x: { name: 'pair.npz: a: b', shape: [9] } };
  await expect(found(tensors, sources)).rejects.toMatchObject({ details: { source: 'pair.npz' } });
});

test('a checkpoint is known by a tensor and all vectors of its file, with their names', async () => {
  const member = (name: string, shape: readonly number[], value: number) => ({
    ...{ member: name, shape, dtype: 'float32', bytes: 0 },
    value,
  });
  const tensorsOf = (...values: readonly [number, number, number]) => {
    const members = [
      member('w', [2, 2], values[0]),
      member('b', [2], values[1]),
      member('m', [2, 1], values[2]),
    ];
    const run = (job: { kind: string; member?: string }) => {
      if (job.kind === 'open')
        return Promise.resolve({ stamp: '', tensors: members, only: null, skipped: [] });
      const { shape, value } = members.find((one) => one.member === job.member)!;
      const size = shape.reduce((product, each) => product * each, 1);
      return Promise.resolve({ tensor: tensor(new Float32Array(size).fill(value), shape) });
    };
    return storeOf(run);
  };
  const told = async (...values: readonly [number, number, number]) => {
    const store = tensorsOf(...values);
    const { tensors } = await store.open('/c.npz');
    return toldOfFile(store, tensors[0]!.ref);
  };
  const first = await told(1, 2, 3);
  const lines = `${hash(1, 1, 1, 1)}\nb ${hash(2, 2)}`;
  expect(first).toEqual({
    name: 'c.npz: w',
    shape: [2, 2],
    sha256: sha256(new TextEncoder().encode(lines)),
  });
  expect(await told(1, 9, 3)).not.toEqual(first);
  // what is no vector does not count, beside the tensor itself
  expect(await told(1, 2, 9)).toEqual(first);
  expect(await told(9, 2, 3)).not.toEqual(first);
});

test('of the files in which a tensor may be those open when they are not yet; one that was named and cannot be opened is told', async () => {
  const opened: string[] = [];
  const run = (job: { path: string }) => {
    opened.push(job.path);
    if (!job.path.endsWith('good.npy')) return Promise.reject(new Error('cannot'));
    const x = tensor(Float32Array.of(1), [1]);
    const listed = { member: '', shape: [1], dtype: 'float32', bytes: 4 };
    return Promise.resolve({ stamp: '', tensors: [listed], only: { tensor: x }, skipped: [] });
  };
  const store = storeOf(run);
  await filesBeside(store, [], '/here')('/far/away/missing.npy');
  expect(opened).toEqual(['/here/missing.npy']);
  await filesBeside(store, ['/named/good.npy'], '/here')('good.npy');
  await filesBeside(store, ['/named/good.npy'], '/here')('good.npy');
  expect(opened.slice(1)).toEqual(['/named/good.npy', '/here/good.npy']);
  await expect(filesBeside(store, ['/named/bad.npy'], '/here')('x')).rejects.toThrow('cannot');
});

const file = (name: string, value: unknown) => {
  const at = path.join(folder, name);
  writeFileSync(at, typeof value === 'string' ? value : JSON.stringify(value));
  return at;
};

test('a document that is no JSON says so and why; a newer one is refused as that', async () => {
  await expect(readDocument(file('a.json', '{'), 'called a')).rejects.toMatchObject({
    code: 'badReport',
    message: expect.stringMatching(/^called a: expected a JSON report of Normscope\. .+/) as string,
    details: { file: 'called a' },
  });
  await expect(readDocument(file('b.json', { schemaVersion: 9 }), 'b')).rejects.toMatchObject({
    code: 'newerReport',
  });
  expect(await readDocument(file('c.json', [1]), 'c')).toEqual([1]);
});

test('only a report is the work of Explore: no page and no handout is', () => {
  for (const value of [null, [], {}, { schema: 'normscope-report' }, { format: 'other' }])
    expect(isAboutRun(value)).toBe(true);
  expect(isAboutRun({ schema: 'normscope-handout' })).toBe(false);
  expect(isAboutRun({ format: 'normscope-page' })).toBe(false);
});

/** The page of an overview about a file that is not open, as it is read again. */
async function overview(tensors: TensorStore, more: object) {
  const value = {
    ...{ format: 'normscope-page', formatVersion: 2, version: '1', kind: 'overview' },
    ...{
      subject: { kind: 'overview', tensor: gone, theme: 'dark' },
      picture: { language: 'en', scale: 1 },
    },
    ...{ tensor: 'x.npy', shape: [2, 3], axes: ['N', 'C'], ...more },
  };
  const reader = {
    tensors,
    run: () => Promise.reject(new Error('no run')),
    bring: () => Promise.resolve(),
  };
  const document = await documentOf(reader, value, 'o.json');
  if (document.kind !== 'page' || document.subject.kind !== 'overview')
    throw new Error('no overview');
  return tensors.info(document.subject.tensor);
}

test('an overview finds the open tensor of its name and shape, and else has zeros of that shape', async () => {
  const tensors = storeOf();
  const x = tensors.hold('x.npy', tensor(new Float32Array(6), [2, 3], ['N', 'C']), 'x = 0', {
    name: 'x.npy',
  });
  expect(await overview(tensors, {})).toEqual(x);
  const other = await overview(tensors, { shape: [3, 2] });
  expect(other).toMatchObject({
    name: 'x.npy',
    shape: [3, 2],
    axes: ['N', 'C'],
    script: 'x = torch.zeros(1)',
  });
  expect([...(await tensors.get(other.ref)).tensor.data]).toEqual([0, 0, 0, 0, 0, 0]);
  expect((await overview(tensors, { tensor: 'y.npy' })).name).toBe('y.npy');
});

test.each([
  [{ shape: [2, -1] }],
  [{ shape: [2, 1.5] }],
  [{ axes: ['N'] }],
  [{ axes: undefined }],
  [{ shape: [50_000_001], axes: ['N'] }],
])('an overview whose shape is not told as it has to be is refused: %j', async (more) => {
  await expect(overview(storeOf(), more)).rejects.toMatchObject({
    code: 'badReport',
    message: 'o.json: expected a JSON report of Normscope. The shape of its tensor is not told.',
  });
});

const request = {
  tensor: nlp,
  spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' },
} as const;
const picture = { language: 'en', scale: 1 } as const;

test('views become a lesson of a scene each, by the title that they have together', async () => {
  const tensors = storeOf();
  const report = {
    kind: 'report',
    request,
    view: { ...INITIAL_VIEW, pinned: null },
    picture,
  } as const;
  const comparison: PageSubject = {
    ...{ kind: 'comparison', runs: [request, request], view: INITIAL_VIEW, cell: 3, locked: false },
  };
  const views: OneView[] = [report, { kind: 'page', subject: comparison, picture }];
  const lesson = await lessonOfDocument(tensors, { kind: 'handout', title: 'Both', views }, 'x');
  expect(lesson.title).toEqual({ en: 'Both', ko: 'Both' });
  expect(lesson.scenes).toHaveLength(2);
  const [first, second] = lesson.scenes;
  expect(first).not.toHaveProperty('pinned');
  expect(first).not.toHaveProperty('step');
  expect(second).toMatchObject({ pinned: 3 });
  expect(second?.runs).toHaveLength(2);
  const alone = await lessonOfDocument(tensors, report, 'alone');
  expect(alone.title).toEqual({ en: 'alone', ko: 'alone' });
  const scene = {
    kind: 'page',
    subject: { kind: 'scene', title: alone.title, scene: first! },
    picture,
  } as const;
  expect((await lessonOfDocument(tensors, scene, 'again')).scenes).toEqual([first]);
});

test('a page without cubes is no scene, in words that say what is', async () => {
  const subject = { kind: 'overview', tensor: nlp, theme: 'light' } as const;
  await expect(
    lessonOfDocument(storeOf(), { kind: 'page', subject, picture }, 'x'),
  ).rejects.toMatchObject({
    code: 'lesson-view',
    message:
      'A page of the kind "overview" has no scene: expected a report, a comparison or a lesson. Export it as PDF instead.',
    details: { kind: 'overview' },
  });
});
