import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeFolder } from '../../../electron/service/makeFolder.ts';
import { identityOf, takeAfter, targetOf } from '../../../electron/service/target.ts';
import { isGone, MAKER, sweep } from '../../../electron/service/temporaries.ts';
import { withFileLock } from '../../../electron/service/withFileLock.ts';
import { writableTarget, writeFileAtomic } from '../../../electron/service/writeFileAtomic.ts';
import { readSmallFile } from '../../../electron/service/readSmallFile.ts';
import { onFullDisk, systemError, withFiles } from './faultyDisk.ts';

let folder: string;
const at = (...names: string[]) => path.join(folder, ...names);
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'normscope-writing-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const unwritable = (file: string, reason: string) => ({
  code: 'unwritable',
  message: `${file} cannot be written: ${reason}`,
});

test('on a full disk the file that was there stays, nothing lies beside it, and the words say so', async () => {
  writeFileSync(at('a'), 'before');
  await expect(onFullDisk(() => writeFileAtomic(at('a'), 'after'))).rejects.toMatchObject(
    unwritable(at('a'), 'the disk is full. Make room, or choose another folder.'),
  );
  expect(readdirSync(folder)).toEqual(['a']);
  expect(readFileSync(at('a'), 'utf8')).toBe('before');
});

test('a file that cannot take its place leaves what was there, and nothing beside it', async () => {
  writeFileSync(at('a'), 'before');
  const rename = () => Promise.reject(systemError('EACCES'));
  await expect(
    withFiles({ rename }, () => writeFileAtomic(at('a'), 'after')),
  ).rejects.toMatchObject(
    unwritable(at('a'), `no permission to write in ${folder}. Choose another folder.`),
  );
  expect(readdirSync(folder)).toEqual(['a']);
  expect(readFileSync(at('a'), 'utf8')).toBe('before');
});

test('what has not reached the disk does not take a file’s place', async () => {
  writeFileSync(at('a'), 'before');
  const { open } = fs;
  const unsynced: typeof fs.open = async (...args) => {
    const handle = await open(...args);
    handle.sync = () => Promise.reject(systemError('EIO'));
    return handle;
  };
  await expect(
    withFiles({ open: unsynced }, () => writeFileAtomic(at('a'), 'after')),
  ).rejects.toMatchObject(unwritable(at('a'), 'EIO'));
  expect(readFileSync(at('a'), 'utf8')).toBe('before');
});

test('a file keeps its permissions when it is replaced, a new one has the usual ones', async () => {
  writeFileSync(at('a'), 'before');
  chmodSync(at('a'), 0o604);
  await writeFileAtomic(at('a'), Uint8Array.of(65));
  expect([readFileSync(at('a'), 'utf8'), statSync(at('a')).mode & 0o7777]).toEqual(['A', 0o604]);
  await writeFileAtomic(at('b'), 'b');
  await takeAfter(at('b'), null);
  expect(statSync(at('b')).mode & 0o777).toBe(0o666 & ~process.umask());
});

test('an owner that cannot be handed on is no reason not to write', async () => {
  writeFileSync(at('a'), 'before');
  const owners: number[][] = [];
  const chown = (_: unknown, ...owner: number[]) => {
    owners.push(owner);
    return Promise.reject(systemError('EPERM'));
  };
  await withFiles({ chown }, () => writeFileAtomic(at('a'), 'after'));
  const { uid, gid } = statSync(at('a'));
  expect(owners).toEqual([[uid, gid]]);
  expect(readFileSync(at('a'), 'utf8')).toBe('after');
});

test('a folder, a device and a circle of links are refused as places of a file, each in words', async () => {
  mkdirSync(at('folder'));
  symlinkSync('/dev/null', at('device'));
  symlinkSync(at('round'), at('round'));
  const reasons = {
    folder: 'it is a folder. Give a file name.',
    device: 'it is a device or a pipe. Choose another name.',
    round: 'its symbolic links go round in a circle. Choose another name.',
  };
  for (const [name, reason] of Object.entries(reasons))
    await expect(writableTarget(at(name))).rejects.toMatchObject(unwritable(at(name), reason));
  expect(await writableTarget(at('new'))).toEqual({ path: at('new'), present: null });
});

test('a link to a file that is not there yet, by way of another link, is written through', async () => {
  mkdirSync(at('real'));
  symlinkSync('real', at('there'));
  symlinkSync(path.join('there', 'x'), at('one'));
  symlinkSync('one', at('two'));
  expect((await targetOf(at('two'))).path).toBe(at('real', 'x'));
  await writeFileAtomic(at('two'), 'x');
  expect(readFileSync(at('real', 'x'), 'utf8')).toBe('x');
  expect((await targetOf(at('nowhere', 'x'))).path).toBe(at('nowhere', 'x'));
});

test('a file is told from others by what it is, a place by where it leads', async () => {
  writeFileSync(at('a'), '');
  const { dev, ino } = statSync(at('a'), { bigint: true });
  expect(await identityOf(at('a'))).toBe(`${dev}:${ino}`);
  expect(await identityOf(at('.', 'new'))).toBe(at('new'));
  symlinkSync(at('round'), at('round'));
  expect(await identityOf(at('round'))).toBe(at('round'));
  // some network disks number all files 0
  const stat = () => Promise.resolve({ dev: 1n, ino: 0n });
  const told = await withFiles({ stat } as never, () => identityOf(at('a')));
  expect(told).toBe(at('a'));
});

test.each([
  ['win32', true],
  ['darwin', true],
  ['linux', false],
])('on %s two names that differ in case alone are one place: %s', async (platform, same) => {
  const real = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...real, value: platform });
  try {
    expect((await identityOf(at('New'))) === (await identityOf(at('nEW')))).toBe(same);
  } finally {
    Object.defineProperty(process, 'platform', real);
  }
});

test('folders are made as far as they are missing, and are no error when they are there', async () => {
  await makeFolder(at('a', 'b', 'c'));
  await makeFolder(at('a', 'b', 'c'));
  expect(statSync(at('a', 'b', 'c')).isDirectory()).toBe(true);
  writeFileSync(at('file'), '');
  await expect(makeFolder(at('file'))).rejects.toMatchObject(
    unwritable(at('file'), 'a file stands where a folder is needed. Choose another folder.'),
  );
  await expect(makeFolder(at('file', 'b'))).rejects.toMatchObject(
    unwritable(at('file'), 'a file stands where a folder is needed. Choose another folder.'),
  );
});

test('two that make the same folder at once both have it', async () => {
  const { mkdir } = fs;
  const late: typeof fs.mkdir = (async (name: string) => {
    await mkdir(name);
    throw systemError('EEXIST');
  }) as typeof fs.mkdir;
  await withFiles({ mkdir: late }, () => makeFolder(at('a')));
  expect(existsSync(at('a'))).toBe(true);
});

test('a folder that takes no entries, as /proc, is one without permission', async () => {
  const mkdir = () => Promise.reject(systemError('ENOENT'));
  await expect(withFiles({ mkdir }, () => makeFolder(at('a')))).rejects.toMatchObject(
    unwritable(at('a'), `no permission to write in ${folder}. Choose another folder.`),
  );
  const full = () => Promise.reject(systemError('ENOSPC'));
  await expect(withFiles({ mkdir: full }, () => makeFolder(at('a')))).rejects.toMatchObject(
    unwritable(at('a'), 'the disk is full. Make room, or choose another folder.'),
  );
});

test('a small file that cannot be read is none', async () => {
  writeFileSync(at('a'), 'a');
  const { open } = fs;
  const broken: typeof fs.open = async (...args) => {
    const handle = await open(...args);
    handle.stat = (() => Promise.reject(systemError('EIO'))) as typeof handle.stat;
    return handle;
  };
  expect(await withFiles({ open: broken }, () => readSmallFile(at('a'), 9))).toBeNull();
});

/** Does work on a clock on which every look at it takes so many milliseconds. */
async function onQuickClock<T>(step: number, work: () => Promise<T>): Promise<T> {
  const { now } = Date;
  const start = now();
  let looks = 0;
  Date.now = () => start + step * looks++;
  try {
    return await work();
  } finally {
    Date.now = now;
  }
}

test('work in a lock is done one after another, and the lock is gone afterwards', async () => {
  const lock = at('a.lock');
  const order: string[] = [];
  const work = (name: string) => async () => {
    order.push(`${name} begins`);
    expect(readFileSync(lock, 'utf8')).toBe(MAKER);
    await new Promise((resolve) => setTimeout(resolve, 30));
    order.push(`${name} ends`);
    return name;
  };
  const both = await Promise.all([withFileLock(lock, work('a')), withFileLock(lock, work('b'))]);
  expect(both).toEqual(['a', 'b']);
  expect(order.map((line) => line.split(' ')[1])).toEqual(['begins', 'ends', 'begins', 'ends']);
  expect(readdirSync(folder)).toEqual([]);
  const failing = withFileLock(lock, () => Promise.reject(new Error('no')));
  await expect(failing).rejects.toThrow('no');
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a process that is gone keeps nobody waiting, nor one that is older than any work', async () => {
  const lock = at('a.lock');
  const took = async () => {
    const start = performance.now();
    expect(await withFileLock(lock, () => Promise.resolve(existsSync(lock)))).toBe(true);
    expect(existsSync(lock)).toBe(false);
    return performance.now() - start;
  };
  // process 2³⁰ does not exist
  writeFileSync(lock, MAKER.replace(/\d+$/, String(2 ** 30)));
  expect(await took()).toBeLessThan(1000);
  for (const text of ['', 'ffffffff-1', MAKER]) {
    writeFileSync(lock, text);
    utimesSync(lock, new Date(), new Date(Date.now() - 31_000));
    expect(await took()).toBeLessThan(1000);
  }
});

test('a lock that another keeps is waited for, three seconds at most, and is left to it', async () => {
  const lock = at('a.lock');
  for (const text of ['', 'ffffffff-1', `ffffffff-${2 ** 30}`]) {
    writeFileSync(lock, text);
    const { mtimeMs } = statSync(lock);
    let seen = 0;
    await onQuickClock(100, () => withFileLock(lock, () => Promise.resolve(seen++)));
    expect(seen).toBe(1);
    expect(readFileSync(lock, 'utf8')).toBe(text);
    expect(statSync(lock).mtimeMs).toBe(mtimeMs);
  }
});

test('a lock in a folder that is missing is the system’s error', async () => {
  let seen = 0;
  const work = () => Promise.resolve(seen++);
  await expect(withFileLock(at('missing', 'a.lock'), work)).rejects.toMatchObject({
    code: 'ENOENT',
  });
  expect(seen).toBe(0);
});

test('a file of this process is a former one’s only when it is older than this process, by more than two seconds', async () => {
  const began = Date.now() / 1000 - process.uptime();
  writeFileSync(at('a'), '');
  utimesSync(at('a'), began - 1, began - 1);
  expect(await isGone(process.pid, at('a'))).toBe(false);
  utimesSync(at('a'), began - 3, began - 3);
  expect(await isGone(process.pid, at('a'))).toBe(true);
});

test('a process that may not be asked is there', async () => {
  const kill = Object.getOwnPropertyDescriptor(process, 'kill')!;
  process.kill = () => {
    throw systemError('EPERM');
  };
  try {
    expect(await isGone(2 ** 30, at('a'))).toBe(false);
  } finally {
    Object.defineProperty(process, 'kill', kill);
  }
});

test('folders of processes that are gone are swept with what is in them; what cannot be deleted stays', async () => {
  const gone = `normscope-${MAKER.replace(/\d+$/, String(2 ** 30))}`;
  mkdirSync(at(`${gone}-Ab_1-2`));
  writeFileSync(at(`${gone}-Ab_1-2`, 'x'), '');
  writeFileSync(at(`.${gone}-a.tmp`), '');
  for (const name of [`x${gone}-a`, `${gone}-a.txt`, `${gone}-`, 'other'])
    writeFileSync(at(name), '');
  const rm = () => Promise.reject(systemError('EPERM'));
  await withFiles({ rm }, () => sweep(folder));
  expect(readdirSync(folder)).toHaveLength(6);
  await sweep(folder);
  expect(readdirSync(folder).sort()).toEqual(
    [`${gone}-`, `${gone}-a.txt`, 'other', `x${gone}-a`].sort(),
  );
});
