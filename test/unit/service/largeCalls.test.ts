import { linkSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import { npyHeader } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { LargeFiles } from '../../../electron/service/largeFiles.ts';
import { SettingsStore } from '../../../electron/service/settings.ts';
import { TensorStore } from '../../../electron/service/tensors.ts';
import { LARGEST_FILE } from '../../../electron/workers/load.ts';
import type { RunOptions, WorkerPool } from '../../../electron/workers/pool.ts';
import { WholeHost } from './fakeHost.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-large-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);
const MEBIBYTE = 2 ** 20;

/** A file that says it is long, and is, but takes no room on the disk. */
function sparse(name: string, mebibytes: number): string {
  const header = npyHeader('<f4', [mebibytes, 2 ** 18]);
  writeFileSync(at(name), header);
  truncateSync(at(name), header.length + mebibytes * MEBIBYTE);
  return at(name);
}

type Job = Readonly<Record<string, unknown>> & { readonly kind: string };
const spec = { layer: 'LayerNorm', options: {}, mode: 'train' } as const;
const x = tensor(new Float32Array(4), [2, 2]);
const only = {
  stamp: '',
  skipped: [],
  only: { tensor: x },
  tensors: [{ member: '', shape: [2, 2], dtype: 'float32', bytes: 16 }],
};
const statistics = {
  mean: Float64Array.from({ length: 20 }, (_, i) => i),
  variance: Float64Array.from({ length: 20 }, (_, i) => i * i),
};
const streamed = {
  plan: { layer: 'LayerNorm' },
  statistics,
  passes: 2,
  milliseconds: 5,
  bytes: 99,
  warnings: ['w'],
};

/** Large files over a pool that answers so; a job that waits is ended by its cancelling. */
function largeOver(answers: Readonly<Record<string, unknown>> = {}) {
  const all: Readonly<Record<string, unknown>> = {
    open: only,
    loadPart: { tensor: x, dtype: 'float32' },
    stream: streamed,
    ...answers,
  };
  const jobs: Job[] = [];
  const waiting = new Map<string, (error: Error) => void>();
  const run = (job: Job, options: RunOptions) => {
    jobs.push(job);
    if (job.kind === 'stream') writeFileSync(String(job['temporary']), 'y');
    const answer = all[job.kind];
    if (answer !== 'wait')
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    options.onProgress?.(1, 2);
    return new Promise((_, reject) => waiting.set(options.id!, reject));
  };
  const cancel = (id: string) => {
    waiting.get(id)?.(new InputError('cancelled', 'The computation was cancelled.'));
    return waiting.delete(id);
  };
  const pool = { run, cancel } as unknown as WorkerPool;
  const settings = new SettingsStore(null);
  const tensors = new TensorStore(
    pool,
    () => Promise.resolve(2 ** 29),
    () => Promise.resolve([]),
  );
  let number = 0;
  const large = new LargeFiles({ pool, tensors, settings, newJob: () => `job-${++number}` });
  return { large, jobs, waiting, settings };
}

const ends = (host: WholeHost) =>
  host.events.filter(([name]) => name === 'progress').map(([, what]) => what);

test('a file is large from where it would be held four times beyond the limit', async () => {
  const { large, settings } = largeOver();
  await settings.set({ memoryLimit: 128 });
  expect(await large.isLarge(sparse('under.npy', 31))).toBe(false);
  expect(await large.isLarge(sparse('over.npy', 33))).toBe(true);
  await settings.set({ memoryLimit: 512 });
  expect(await large.isLarge(at('over.npy'))).toBe(false);
});

test('a large file is told by its name alone, without its folder, and whether it can be held', async () => {
  const { large } = largeOver();
  const host = new WholeHost();
  const file = sparse('x.npy', 3);
  expect(await large.hold(host, file, `/some/folder/x.npy`)).toEqual({
    ...{ handle: expect.stringMatching(/^[0-9a-f]{32}$/) as string, name: 'x.npy' },
    ...{ shape: [3, 2 ** 18], axes: ['N', 'C'], dtype: 'float32', fortranOrder: false },
    ...{ bytes: 3 * MEBIBYTE + npyHeader('<f4', [3, 2 ** 18]).length, canHold: true },
  });
  writeFileSync(at('most.npy'), npyHeader('|i1', [LARGEST_FILE - 128]));
  truncateSync(at('most.npy'), LARGEST_FILE);
  expect(await large.hold(host, at('most.npy'), 'most')).toMatchObject({ canHold: true });
  expect(await large.hold(host, sparse('huge.npy', 2049), 'huge')).toMatchObject({
    canHold: false,
  });
  await expect(large.hold(host, at('none.npy'), 'called n')).rejects.toMatchObject({
    code: 'fileMissing',
    message: expect.stringContaining('called n') as string,
  });
});

test('a part and the whole are opened by the handle, beyond the memory limit; their end is told', async () => {
  const { large, jobs } = largeOver();
  const host = new WholeHost();
  const file = sparse('x.npy', 3);
  const { handle } = await large.hold(host, file, 'x.npy');
  const [part] = await large.openPart(host, { handle, from: 1, to: 3 });
  expect(part).toMatchObject({ name: 'x.npy[1:3]', shape: [2, 2] });
  const [whole] = await large.openWhole(host, { handle, convertIntegers: true });
  expect(whole).toMatchObject({ name: 'x.npy', shape: [2, 2] });
  expect(jobs).toEqual([
    { kind: 'loadPart', path: file, name: 'x.npy', from: 1, to: 3, convertIntegers: false },
    { kind: 'open', path: file, name: 'x.npy', convertIntegers: true, memoryBytes: null },
  ]);
  const end = { label: 'x.npy', done: 1, total: 1, bytesPerSecond: 0, secondsLeft: 0 };
  expect(ends(host)).toEqual([
    { job: 'job-1', ...end },
    { job: 'job-2', ...end },
  ]);
  const integers = await large.openPart(host, { handle, from: 0, to: 1, convertIntegers: true });
  expect(integers).toHaveLength(1);
  expect(jobs[2]).toMatchObject({ convertIntegers: true });
  await large.openWhole(host, { handle });
  expect(jobs[3]).toMatchObject({ convertIntegers: false });
});

/** A host with a place for the output, and what became of it. */
function hostWith(place: string | null) {
  const host = new WholeHost();
  const became: string[] = [];
  const placed: object[] = [];
  host.placeFor = (request) => {
    placed.push(request);
    if (place === null) return Promise.resolve(null);
    return Promise.resolve({
      path: place,
      done: () => Promise.resolve({ path: `called ${became.push('done')}` }),
      dropped: () => Promise.resolve(void became.push('dropped')),
    });
  };
  return { host, became, placed };
}
const run = { spec, convertIntegers: true };

test('a file is normalized into a place by its name and layer; the first statistics are told', async () => {
  const { large, jobs } = largeOver();
  const { host, became, placed } = hostWith(at('y.npy'));
  const { handle } = await large.hold(host, sparse('x.NPY', 3), 'x.NPY');
  expect(await large.normalize(host, { handle, ...run })).toEqual({
    ...{ path: 'called 1', plan: streamed.plan, passes: 2, milliseconds: 5, bytes: 99 },
    mean: Array.from({ length: 16 }, (_, i) => i),
    variance: Array.from({ length: 16 }, (_, i) => i * i),
    warnings: ['w'],
  });
  expect(became).toEqual(['done']);
  expect(placed).toEqual([
    { name: 'x-LayerNorm.npy', extension: 'npy', description: 'NumPy 배열' },
  ]);
  expect(jobs[0]).toMatchObject({
    ...{ kind: 'stream', path: at('x.NPY'), name: 'x.NPY', output: at('y.npy'), spec },
    ...{ axes: ['N', 'C'], convertIntegers: true, memoryBytes: 512 * MEBIBYTE },
  });
  expect(ends(host)).toMatchObject([{ label: 'LayerNorm · x.NPY', done: 1, total: 1 }]);
});

test('of a layer without statistics none are told', async () => {
  const { large } = largeOver({ stream: { ...streamed, statistics: null } });
  const { host } = hostWith(at('y.npy'));
  const { handle } = await large.hold(host, sparse('x.npy', 3), 'x.npy');
  expect(await large.normalize(host, { handle, ...run })).toMatchObject({
    mean: null,
    variance: null,
  });
});

test.each([
  ['system', 'ko-KR', 'NumPy 배열'],
  ['system', 'KO', 'NumPy 배열'],
  ['system', 'de-DE', 'NumPy array'],
  ['en', 'ko-KR', 'NumPy array'],
  ['ko', 'en-GB', 'NumPy 배열'],
] as const)('the dialog in %s of a system in %s says %s', async (language, locale, description) => {
  const { large, settings } = largeOver();
  await settings.set({ language });
  const { host, placed } = hostWith(null);
  Object.assign(host, { locale });
  const { handle } = await large.hold(host, sparse('x.npy', 3), 'x.npy');
  expect(await large.normalize(host, { handle, ...run })).toBeNull();
  expect(placed).toMatchObject([{ description }]);
});

test('the file itself, by another name too, is no place for the output', async () => {
  const { large, jobs } = largeOver();
  const file = sparse('same.npy', 3);
  rmSync(at('link.npy'), { force: true });
  linkSync(file, at('link.npy'));
  for (const place of [file, at('link.npy')]) {
    const { host, became } = hostWith(place);
    const { handle } = await large.hold(host, file, 'same.npy');
    await expect(large.normalize(host, { handle, ...run })).rejects.toMatchObject({
      code: 'sameFile',
      message: 'The output cannot take the place of the file that is read. Choose another name.',
    });
    expect(became).toEqual(['dropped']);
  }
  expect(jobs).toEqual([]);
});

test('a run that fails gives its place back, and the next one may begin', async () => {
  const { large } = largeOver({ stream: new InputError('npy-complex', 'too short') });
  const { host, became } = hostWith(at('y.npy'));
  const { handle } = await large.hold(host, sparse('x.npy', 3), 'x.npy');
  for (const _ of [1, 2])
    await expect(large.normalize(host, { handle, ...run })).rejects.toThrow('too short');
  expect(became).toEqual(['dropped', 'dropped']);
  expect(ends(host)).toHaveLength(2);
});

test('one file is normalized at a time, and ends when its window goes', async () => {
  const { large, waiting } = largeOver({ stream: 'wait' });
  const { host, became } = hostWith(at('y.npy'));
  const other = hostWith(at('z.npy')).host;
  const { handle } = await large.hold(host, sparse('x.npy', 3), 'x.npy');
  const others = await large.hold(other, sparse('z.npy', 3), 'z.npy');
  const ended = large.normalize(host, { handle, ...run });
  const refused = {
    code: 'largeBusy',
    message: 'Another file is being normalized. Wait until it is done, or cancel it.',
  };
  await expect(large.normalize(other, { handle: others.handle, ...run })).rejects.toMatchObject(
    refused,
  );
  await expect.poll(() => waiting.size).toBe(1);
  await large.forget(other);
  expect(waiting.size).toBe(1);
  let idle = false;
  const whenIdle = large.idle().then(() => (idle = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(idle).toBe(false);
  const caught = expect(ended).rejects.toMatchObject({ code: 'cancelled' });
  await large.forget(host);
  await caught;
  await whenIdle;
  expect(became).toEqual(['dropped']);
  expect(() => large.openWhole(host, { handle })).toThrow(
    'This file is no longer at hand. Open it again.',
  );
});

test('a handle is of use to its own window alone', async () => {
  const { large } = largeOver();
  const [host, other] = [new WholeHost(), new WholeHost()];
  const { handle } = await large.hold(host, sparse('x.npy', 3), 'x.npy');
  const unknown = { code: 'unknownFile' };
  expect(() => large.openPart(other, { handle, from: 0, to: 1 })).toThrow(/no longer at hand/);
  await expect(large.normalize(other, { handle, ...run })).rejects.toMatchObject(unknown);
  await large.forget(other);
  expect(await large.openWhole(host, { handle })).toHaveLength(1);
});
