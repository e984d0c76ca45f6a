import { zipSync } from 'fflate';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { inRoot } from '../../../build/paths.mjs';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';
import { npyHeader, writeNpy } from '../../../core/io/npy.ts';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import { writeLesson } from '../../../core/lessons/document.ts';
import type { ComputeRequest } from '../../../core/request.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import type { HostEvents } from '../../../electron/ipc/contract.ts';
import { together } from '../../../electron/service/openFiles.ts';
import { isLesson } from '../../../electron/service/openLesson.ts';
import { FakeHost, WholeHost } from './fakeHost.ts';
import { serviceForTest } from './serviceForTest.ts';

const given = serviceForTest();
const { answer, call } = given;
const own = mkdtempSync(path.join(tmpdir(), 'normscope-opening-'));
afterAll(() => rmSync(own, { recursive: true }));

function write(name: string, content: Uint8Array | string): string {
  const at = path.join(own, name);
  mkdirSync(path.dirname(at), { recursive: true });
  writeFileSync(at, content);
  return at;
}
const npy = (...values: number[]) =>
  writeNpy(tensor(Float32Array.from(values), [2, values.length / 2], ['N', 'C']));
const integers = Buffer.concat([
  npyHeader('<i8', [2]),
  new Uint8Array(BigInt64Array.of(1n, 2n).buffer),
]);

/** Opens files in a window that can do everything. @returns what it was told, by the names of what was told */
async function opened(...files: string[]) {
  const host = new WholeHost();
  await given.service.openPaths(host, files);
  const events = <E extends keyof HostEvents>(name: E) =>
    host.events.flatMap(([event, what]) => (event === name ? [what as HostEvents[E]] : []));
  const told = (what: string) =>
    host.told.flatMap(([name, ...rest]) => (name === what ? [rest] : []));
  return { host, events, told };
}

test('pictures are opened as one tensor, in the place of the first; other files are each their own', () => {
  const host = new FakeHost();
  expect(together(host, ['a.npy', '1.png', 'b.npy', '2.JPG'])).toEqual([
    ['a.npy'],
    ['1.png', '2.JPG'],
    ['b.npy'],
  ]);
  expect(together(host, ['1.png', 'a.npy'])).toEqual([['1.png'], ['a.npy']]);
  expect(together(host, [])).toEqual([]);
  // by what a person knows them by
  const named = new WholeHost();
  named.nameOf = (file) => `${file}.png`;
  expect(together(named, ['1', '2'])).toEqual([['1', '2']]);
});

test('several pictures are one tensor by the names that a person knows, and stay at hand together', async () => {
  const files = ['grey.png', 'colour.png'].map((name) =>
    write(`pictures/${name}`, readFileSync(inRoot(`test/fixtures/images/${name}`))),
  );
  const { host, events, told } = await opened(...files);
  const [[info]] = events('opened') as [[HostEvents['opened'][number]]];
  expect(info).toMatchObject({
    name: 'called grey.png + 1',
    indexNames: { N: ['called grey.png', 'called colour.png'] },
  });
  expect(told('filesRead')).toEqual([[]]);
  given.host = host;
  const image = { width: 4, height: 4, scale: 'unit' };
  const [again] = await answer('file.reopen', { handle: info.file, image });
  expect(again).toMatchObject({ shape: [2, 3, 4, 4], image });
  await answer('tensor.close', [again!.ref]);
  expect(told('filesRead').at(-1)).toEqual(files);
});

test('a file that is opened is told by its name and handle, and is not the document', async () => {
  const file = write('x.npy', npy(1, 2, 3, 4));
  const { events, told } = await opened(file);
  expect(events('opened')).toMatchObject([
    [{ name: 'called x.npy', file: expect.stringMatching(/^[0-9a-f]{32}$/) as string }],
  ]);
  expect(told('fileOpened')).toEqual([[file, false]]);
  expect(told('filesRead')).toEqual([[]]);
});

test('a file that another way of reading may mend stays at hand, any other is let go', async () => {
  const [mendable, broken] = [write('i.npy', integers), write('b.npy', 'no array')];
  const { host, events, told } = await opened(mendable, broken);
  const [first, second] = events('failed');
  expect(first).toMatchObject({ code: 'integer-dtype' });
  expect(second?.details).not.toHaveProperty('handle');
  expect(told('filesRead')).toEqual([[], [broken]]);
  given.host = host;
  const handle = first?.details['handle'];
  expect(await answer('file.reopen', { handle, convertIntegers: true })).toHaveLength(1);
});

test('a table that cannot be read stays at hand, and a preview is of its window alone', async () => {
  const { host, events } = await opened(write('t.csv', 'x;y\n1,5;NA\n2,5;3\n'));
  const [failed] = events('failed');
  expect(failed?.code).toMatch(/^csv-/);
  given.host = host;
  const { lines } = await answer('file.preview', { handle: failed?.details['handle'] });
  expect(lines.length).toBeGreaterThan(0);
});

test('of members that are passed over at most 500 are told, and how many there are', async () => {
  const members = Object.fromEntries(
    Array.from({ length: 501 }, (_, i) => [`i${i}.npy`, new Uint8Array(integers)]),
  );
  const file = write('many.npz', zipSync({ 'x.npy': npy(1, 2), ...members }, { level: 0 }));
  const { events } = await opened(file);
  const [skipped] = events('skipped');
  expect([skipped?.members.length, skipped?.total]).toEqual([500, 501]);
  expect(skipped?.file).toBe('called many.npz');
  const none = await opened(write('y.npy', npy(1, 2)));
  expect(none.events('skipped')).toEqual([]);
});

test('a list of numbers in JSON is a tensor, an object is a document', async () => {
  const list = await opened(write('list.JSON', ' [[1, 2], [3, 4]]'));
  expect(list.events('opened')).toMatchObject([[{ shape: [2, 2] }]]);
  const object = await opened(write('object.JSON', '{"a": 1}'));
  expect(object.events('failed')).toMatchObject([{ code: 'badReport' }]);
  const missing = await opened(path.join(own, 'missing.json'));
  expect(missing.events('failed')).toMatchObject([{ code: 'fileMissing' }]);
});

test('a lesson is known by its format, in the first kilobyte of a .json', async () => {
  const format = '"format" : "normscope-lesson"';
  expect(await isLesson(write('l.JSON', `{${format}`))).toBe(true);
  expect(await isLesson(write('l.txt', `{${format}`))).toBe(false);
  expect(await isLesson(write('m.json', `{${' '.repeat(1024)}${format}`))).toBe(false);
  expect(await isLesson(write('n.json', '{"format": "normscope-page"'))).toBe(false);
  expect(await isLesson(path.join(own, 'missing.json'))).toBe(false);
});

test('a lesson is told with the place where it lies, and saved there again', async () => {
  const file = write('lesson.json', writeLesson(LONG_LESSONS[0]!));
  const { host, events, told } = await opened(file);
  const [lesson] = events('lesson');
  expect(lesson).toMatchObject({ name: 'called lesson.json', place: expect.any(String) as string });
  expect(told('fileOpened')).toEqual([[file, false]]);
  expect(told('filesRead')).toEqual([[file]]);
  const over: string[] = [];
  Object.assign(host, {
    saveOver: (at: string) => {
      over.push(at);
      return Promise.resolve({ path: at });
    },
  });
  given.host = host;
  const { place } = lesson!;
  const argument = { lesson: LONG_LESSONS[0], language: 'ko', place, as: false };
  expect(await answer('lesson.save', argument)).toEqual({ path: file, place });
  expect(over).toEqual([file]);
  // another window does not know the place
  given.host = new FakeHost();
  const elsewhere = await answer('lesson.save', argument);
  expect(elsewhere?.path).toMatch(/^\/chosen\/.*\.lesson\.normscope\.json$/);
  expect(given.host.saved).toMatchObject([{ extension: 'json', description: 'Normscope 레슨' }]);
});

test('what is wrong with a lesson is said by the name that a person knows, and what to do', async () => {
  const text = writeLesson(LONG_LESSONS[0]!);
  const wrong = write('w.json', text.replace('"pinned": 9', '"pinned": "nine"'));
  const cut = write('c.json', text.slice(0, 900));
  const { events } = await opened(wrong, cut);
  const [broken, json] = events('failed');
  expect(broken).toMatchObject({ code: 'lesson-broken', details: { file: 'called w.json' } });
  expect(broken?.message).toMatch(
    /^called w\.json: the lesson cannot be read\. .*pinned.* Nothing was changed; open another copy of it\.$/,
  );
  expect(json).toMatchObject({ code: 'lesson-json', details: { file: 'called c.json' } });
  expect(json?.message).toMatch(/^called c\.json: /);
});

async function report(request: ComputeRequest, name: string, listed = true): Promise<string> {
  const asked = { request, view: INITIAL_VIEW, format: 'json', scale: 1, language: 'en' } as const;
  const json = JSON.parse(new TextDecoder().decode(await given.service.exported(asked))) as {
    input: { values?: unknown };
  };
  if (!listed) delete json.input.values;
  return write(name, JSON.stringify(json));
}
const spec = { layer: 'BatchNorm1d', options: {}, mode: 'train' } as const;

test('a report is the document from now on, a page is not', async () => {
  const file = await report({ tensor: { kind: 'example', id: 'nlp' }, spec }, 'r.json');
  const { events, told } = await opened(file);
  expect(events('restored')).toMatchObject([{ name: 'called r.json' }]);
  expect(told('fileOpened')).toEqual([[file, true]]);
  expect(told('filesRead')).toEqual([[file]]);
  const page = inRoot('test/fixtures/documents/overview-v1.json');
  const other = await opened(page);
  expect(other.events('document')).toMatchObject([{ name: 'called overview-v1.json' }]);
  expect(other.told('fileOpened')).toEqual([[page, false]]);
});

test('a report whose tensor is located is the document, and the file is one that was opened', async () => {
  const x = write('a/x.npy', npy(1, 2, 3, 5));
  const [info] = (await given.service.tensors.open(x)).tensors;
  const file = await report({ tensor: info!.ref, spec }, 'lacking.json', false);
  given.service.tensors.close(info!.ref);
  const { host, events, told } = await opened(file);
  const [failed] = events('failed');
  expect(failed).toMatchObject({ code: 'reportTensor', details: { source: 'x.npy' } });
  expect(failed?.message).toBe(
    'called lacking.json: this report is about x.npy, which is not open as it was then. Open x.npy first, then the report.',
  );
  // it is at hand until its tensor is found
  expect(told('filesRead')).toEqual([[]]);
  given.host = host;
  const handle = failed?.details['handle'];
  expect(await answer('report.locate', handle)).toBe(false);

  host.files = [write('other.npy', npy(1, 2, 3, 6))];
  const refused = await call('report.locate', handle);
  expect(refused).toMatchObject({ ok: false, code: 'notThatTensor' });
  if (!refused.ok)
    expect(refused.message).toMatch(
      /^called other\.npy holds no tensor with the values of x\.npy \(SHA-256 [0-9a-f]{64} as fed\)\. Choose the file as it was when the report was made\.$/,
    );
  expect(told('filesRead').at(-1)).toEqual(host.files);
  expect(told('fileOpened')).toEqual([]);

  host.files = [write('no.npy', 'no array')];
  expect(await call('report.locate', handle)).toMatchObject({ ok: false });
  host.events.length = 0;
  host.files = [x];
  expect(await answer('report.locate', handle)).toBe(true);
  expect(host.events.map(([event]) => event)).toEqual(['opened', 'restored']);
  expect(told('fileOpened')).toEqual([
    [x, false],
    [file, true],
  ]);
  expect(told('filesRead').at(-1)).toEqual([file]);
  expect(await call('report.locate', handle)).toMatchObject({ code: 'unknownFile' });
});

test('a file that shows another fault of the document is let go, and the fault is told', async () => {
  const x = write('b/y.npy', npy(1, 2, 3, 7));
  const [info] = (await given.service.tensors.open(x)).tensors;
  const file = await report({ tensor: info!.ref, spec }, 'broken.json', false);
  given.service.tensors.close(info!.ref);
  const { host, events } = await opened(file);
  const handle = events('failed')[0]?.details['handle'];
  writeFileSync(file, '{');
  given.host = host;
  host.files = [x];
  const before = given.service.tensors.all.length;
  expect(await call('report.locate', handle)).toMatchObject({ ok: false, code: 'badReport' });
  expect(given.service.tensors.all).toHaveLength(before);
});

test('a window that is gone has nothing at hand', async () => {
  const { host, events } = await opened(write('gone.npy', integers));
  const handle = events('failed')[0]?.details['handle'];
  await given.service.forget(host);
  given.host = host;
  expect(await call('file.preview', { handle })).toMatchObject({ code: 'unknownFile' });
});

test('a tensor that is closed by its handle is forgotten, a second time it is not open', async () => {
  const { events } = await opened(write('z.npy', npy(1, 2, 3, 4)));
  const [[info]] = events('opened') as [[HostEvents['opened'][number]]];
  const { handle } = info.ref as { handle: string };
  await given.service.run({ tensor: info.ref, spec });
  expect(given.service.closeTensor(handle)).toBe(true);
  expect(given.service.closeTensor(handle)).toBe(false);
  await expect(given.service.run({ tensor: info.ref, spec })).rejects.toMatchObject({
    code: 'unknownTensor',
  });
});

test('axes that a person named are used where they cannot be kept', async () => {
  const { host, events } = await opened(write('n.npy', npy(1, 2, 3, 4)));
  const [[info]] = events('opened') as [[HostEvents['opened'][number]]];
  given.host = host;
  const { settings } = given.service;
  const set = settings.set.bind(settings);
  settings.set = () => Promise.reject(new Error('full'));
  try {
    const renamed = await answer('tensor.rename', { tensor: info.ref, axes: ['L', 'F'] });
    expect(renamed.axes).toEqual(['L', 'F']);
  } finally {
    settings.set = set;
  }
});
