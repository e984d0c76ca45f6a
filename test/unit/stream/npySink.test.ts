import type { FileHandle } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { npySink } from '../../../electron/workers/stream/npySink.ts';

/** A file of which the disk takes no more; the system says so once. */
function fullDisk() {
  const told: string[] = [];
  const handle = {
    write: (_: Uint8Array, __: number, length: number) => Promise.resolve({ bytesWritten: length }),
    datasync: () => {
      told.push('datasync');
      return Promise.reject(new Error('ENOSPC'));
    },
    sync: () => {
      told.push('sync');
      return Promise.resolve();
    },
  };
  return { handle: handle as unknown as FileHandle, told };
}

/** 64 MiB: the disk is told to take them while more is computed. */
const values = new Float32Array(16 * 2 ** 20);

test('what the disk did not take while more was computed is told by the next write', async () => {
  const { handle } = fullDisk();
  const sink = await npySink(handle, [2, values.length], false, false);
  await sink.write(values, 0);
  await new Promise((resolve) => setImmediate(resolve));
  await expect(sink.write(values, values.length)).rejects.toThrow('ENOSPC');
});

test('what the disk did not take is told at the end at the latest', async () => {
  const { handle, told } = fullDisk();
  const sink = await npySink(handle, [values.length], false, false);
  await sink.write(values, 0);
  await expect(sink.flush()).rejects.toThrow('ENOSPC');
  expect(told).toEqual(['datasync']);
});

test('what is small is flushed once, at the end', async () => {
  const { handle, told } = fullDisk();
  const sink = await npySink(handle, [8], false, false);
  await sink.write(values.subarray(0, 8), 0);
  await sink.flush();
  expect(told).toEqual(['sync']);
});
