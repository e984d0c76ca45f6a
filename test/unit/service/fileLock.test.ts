import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { withFileLock } from '../../../electron/service/withFileLock.ts';
import { onFullDisk } from './faultyDisk.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'normscope-lock-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));

test('a lock for which the disk has no room is not left behind, to be waited for', async () => {
  const lock = path.join(folder, 'a.lock');
  const full = onFullDisk(() => withFileLock(lock, () => Promise.resolve(1)));
  await expect(full).rejects.toMatchObject({ code: 'ENOSPC' });
  expect(fs.existsSync(lock)).toBe(false);
  expect(await withFileLock(lock, () => Promise.resolve(2))).toBe(2);
  expect(fs.existsSync(lock)).toBe(false);
});
