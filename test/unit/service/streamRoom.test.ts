import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import type * as Fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test, vi } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { streamFile } from '../../../electron/service/streamFile.ts';
import type { WorkerPool } from '../../../electron/workers/pool.ts';

let free = 0;
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof Fs>()),
  statfs: () => Promise.resolve({ bavail: free / 512, bsize: 512 }),
}));

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-room-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a disk without room for the output is told before any work, one with just enough is not', async () => {
  const file = path.join(folder, 'x.npy');
  const output = path.join(folder, 'y.npy');
  // 128 bytes of header and 96 · 4 of values: one block of 512
  writeFileSync(file, writeNpy(tensor(new Float32Array(96), [4, 24])));
  const asked: unknown[] = [];
  const run = (job: unknown) => {
    asked.push(job);
    return Promise.reject(new Error('started'));
  };
  const pool = { run } as unknown as WorkerPool;
  const request = {
    file,
    output,
    spec: { layer: 'LayerNorm', options: {}, mode: 'train' },
  } as const;
  free = 0;
  await expect(streamFile(pool, request)).rejects.toMatchObject({ code: 'unwritable' });
  expect(asked).toEqual([]);
  free = 512;
  await expect(streamFile(pool, request)).rejects.toThrow('started');
  expect(readdirSync(folder)).toEqual(['x.npy']);
});
