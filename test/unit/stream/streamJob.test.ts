import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeNpy } from '../../../core/io/npy.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { streamJob } from '../../../electron/workers/stream/streamJob.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'normscope-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file that is cut off while it is streamed is named', async () => {
  const file = path.join(folder, 'x.npy');
  writeFileSync(file, writeNpy(tensor(new Float32Array(40_000), [100, 4, 100])));
  const job = {
    kind: 'stream',
    path: file,
    name: 'mine.npy',
    temporary: path.join(folder, 'half'),
    output: path.join(folder, 'y.npy'),
    spec: { layer: 'BatchNorm1d', options: {}, mode: 'train' },
    state: {},
    memoryBytes: 40_000,
    convertIntegers: false,
  } as const;
  const cut = () => truncateSync(file, 1000);
  await expect(streamJob(job, cut, () => null)).rejects.toMatchObject({
    code: 'fileUnreadable',
    message: expect.stringMatching(/^mine\.npy: the file became shorter/) as string,
    details: { file: 'mine.npy' },
  });
});
