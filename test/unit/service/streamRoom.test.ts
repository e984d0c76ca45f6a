import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import type fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import {
  isLargeNpy,
  streamFile,
  type StreamRequest,
} from '../../../electron/service/streamFile.ts';
import { temporaryFor } from '../../../electron/service/temporaries.ts';
import { HELD_COPIES } from '../../../electron/workers/load.ts';
import type { WorkerPool } from '../../../electron/workers/pool.ts';
import { systemError, withFiles } from './faultyDisk.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-room-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const at = (name: string) => path.join(folder, name);
const [file, output] = [at('x.npy'), at('y.npy')];
// 128 bytes of header and 96 · 4 of values: one block of 512
writeFileSync(file, writeNpy(tensor(new Float32Array(96), [4, 24])));
const spec = { layer: 'LayerNorm', options: {}, mode: 'train' } as const;

interface Asked {
  readonly temporary: string;
  readonly [field: string]: unknown;
}
let asked: Asked[] = [];
let options: unknown[] = [];
/** A pool that writes "done" where it is told to, unless that is to fail. */
function poolThat(fails?: Error): WorkerPool {
  const run = (job: Asked, running: unknown) => {
    asked.push(job);
    options.push(running);
    writeFileSync(job.temporary, fails ? 'half' : 'done');
    return fails ? Promise.reject(fails) : Promise.resolve({ passes: 1 });
  };
  return { run } as unknown as WorkerPool;
}
beforeEach(() => {
  asked = [];
  options = [];
  rmSync(output, { force: true });
});

const stream = (request: Partial<StreamRequest> = {}, fails?: Error) =>
  streamFile(poolThat(fails), { file, output, spec, ...request });

/** A disk with so many free bytes. */
function withFree<T>(bytes: number, work: () => Promise<T>): Promise<T> {
  const statfs = (() => Promise.resolve({ bavail: bytes / 512, bsize: 512 })) as unknown;
  return withFiles({ statfs: statfs as typeof fs.statfs }, work);
}

test('a disk without room for the output is told before any work, one with just enough is not', async () => {
  await expect(withFree(0, () => stream())).rejects.toMatchObject({
    code: 'unwritable',
    message: `${output} cannot be written: the disk is full. Make room, or choose another folder.`,
  });
  expect(asked).toEqual([]);
  await withFree(512, () => stream());
  expect(readFileSync(output, 'utf8')).toBe('done');
  expect(readdirSync(folder).sort()).toEqual(['x.npy', 'y.npy']);
});

test('a disk that does not tell its room is tried', async () => {
  const statfs = () => Promise.reject(systemError('ENOSYS'));
  await withFiles({ statfs }, () => stream());
  expect(existsSync(output)).toBe(true);
});

test('the job is told what it takes, and who watches it', async () => {
  await streamFile(poolThat(), { file, output, spec }, { id: 'a' });
  expect(options).toEqual([{ id: 'a' }]);
  expect(asked[0]).toMatchObject({
    kind: 'stream',
    path: file,
    output,
    spec,
    convertIntegers: false,
    memoryBytes: 512 * 2 ** 20,
  });
  for (const field of ['axes', 'name']) expect(asked[0]).not.toHaveProperty(field);
  expect(path.dirname(asked[0]!.temporary)).toBe(folder);
  await stream({ name: 'called x', axes: ['N', 'C'], convertIntegers: true, memoryBytes: 7 });
  expect(asked[1]).toMatchObject({
    name: 'called x',
    axes: ['N', 'C'],
    convertIntegers: true,
    memoryBytes: 7,
  });
});

test('a job that fails leaves the file that was there, and nothing beside it', async () => {
  writeFileSync(output, 'before');
  await expect(stream({}, new Error('stopped'))).rejects.toThrow('stopped');
  expect(readFileSync(output, 'utf8')).toBe('before');
  expect(readdirSync(folder).sort()).toEqual(['x.npy', 'y.npy']);
});

test('an output that takes the place of a file has its permissions', async () => {
  writeFileSync(output, 'before');
  chmodSync(output, 0o640);
  await stream();
  expect([readFileSync(output, 'utf8'), statSync(output).mode & 0o777]).toEqual(['done', 0o640]);
});

test('an output that cannot be moved into its place says so, and leaves nothing', async () => {
  const rename = () => Promise.reject(systemError('EACCES'));
  await expect(withFiles({ rename }, () => stream())).rejects.toMatchObject({
    code: 'unwritable',
    message: `${output} cannot be written: no permission to write in ${folder}. Choose another folder.`,
  });
  expect(readdirSync(folder)).toEqual(['x.npy']);
});

test('what a process that is gone has left beside the output is cleared away', async () => {
  const left = temporaryFor(output).replace(`-${process.pid}-`, `-${2 ** 30}-`);
  writeFileSync(left, 'left');
  await stream();
  expect(existsSync(left)).toBe(false);
});

test('a large file is a .npy that would take more than the memory limit as often as it is held', async () => {
  const most = 512 * HELD_COPIES;
  expect(await isLargeNpy(file, most)).toBe(false);
  expect(await isLargeNpy(file, most - 1)).toBe(true);
  expect(await isLargeNpy(file)).toBe(false);
  const upper = at('U.NPY');
  writeFileSync(upper, readFileSync(file));
  expect(await isLargeNpy(upper, 1)).toBe(true);
  const other = at('x.npz');
  writeFileSync(other, readFileSync(file));
  expect(await isLargeNpy(other, 1)).toBe(false);
  expect(await isLargeNpy(at('missing.npy'), 1)).toBe(false);
  expect(await isLargeNpy(folder, 1)).toBe(false);
  for (const name of [upper, other]) rmSync(name);
});
