import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as Files from 'node:fs/promises';
import { afterAll, expect, test, vi } from 'vitest';
import { withFileLock } from '../../../electron/service/withFileLock.ts';

let full = false;
vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof Files>();
  const open: typeof real.open = async (...args) => {
    const handle = await real.open(...args);
    const failure = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    if (full) handle.writeFile = () => Promise.reject(failure);
    return handle;
  };
  return { ...real, open };
});

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-lock-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('a lock for which the disk has no room is not left behind, to be waited for', async () => {
  const lock = path.join(folder, 'a.lock');
  full = true;
  await expect(withFileLock(lock, () => Promise.resolve(1))).rejects.toMatchObject({
    code: 'ENOSPC',
  });
  expect(fs.existsSync(lock)).toBe(false);
  full = false;
  expect(await withFileLock(lock, () => Promise.resolve(2))).toBe(2);
  expect(fs.existsSync(lock)).toBe(false);
});
