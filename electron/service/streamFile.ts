import { rm, stat, statfs } from 'node:fs/promises';
import path from 'node:path';
import type { LayerSpec } from '../../core/norm/spec.ts';
import { DEFAULT_SETTINGS, settings } from '../../core/settings.ts';
import type { ComputeRequest } from '../../core/request.ts';
import { unwritable } from '../workers/fileError.ts';
import type { StreamResult } from '../workers/jobs.ts';
import { HELD_COPIES, LARGEST_FILE } from '../workers/load.ts';
import type { RunOptions, WorkerPool } from '../workers/pool.ts';
import { mergedState } from '../../core/requestState.ts';
import { takeAfter } from './target.ts';
import { sweep, temporaryFor } from './temporaries.ts';
import { moveInto, writableTarget } from './writeFileAtomic.ts';

/** Memory for a streamed file unless a setting says otherwise, and the least that it can be. */
export const DEFAULT_MEMORY_BYTES = DEFAULT_SETTINGS.memoryLimit * 2 ** 20;
export const LEAST_MEMORY_BYTES = (settings.fields.memoryLimit.bounds.min ?? 0) * 2 ** 20;

/** A .npy file to normalize into another. */
export interface StreamRequest {
  readonly file: string;
  /** What a person knows the file by; its path when left out. */
  readonly name?: string;
  readonly output: string;
  readonly spec: LayerSpec;
  readonly state?: ComputeRequest['state'];
  /** Names of the axes as they lie in the file. */
  readonly axes?: readonly string[];
  readonly convertIntegers?: boolean;
  readonly memoryBytes?: number;
}

/** True for a .npy file that would take more than the memory limit if all of it were held, or that no array can hold. */
export async function isLargeNpy(
  file: string,
  memoryBytes: number = DEFAULT_MEMORY_BYTES,
): Promise<boolean> {
  if (path.extname(file).toLowerCase() !== '.npy') return false;
  const found = await stat(file).catch(() => null);
  if (!found?.isFile()) return false;
  return found.size * HELD_COPIES > memoryBytes || found.size > LARGEST_FILE;
}

/**
 * Normalizes a .npy file of any size into another, which is there whole or not at all.
 * @param options  id cancels it
 * @throws InputError of the job, unwritable, cancelled
 */
export async function streamFile(
  pool: WorkerPool,
  request: StreamRequest,
  options: RunOptions = {},
): Promise<StreamResult> {
  const { file, output, spec, axes, name, convertIntegers = false } = request;
  const { path: target, present } = await writableTarget(output);
  const folder = path.dirname(target);
  await checkRoom(file, folder, output);
  await sweep(folder);
  const temporary = temporaryFor(target);
  try {
    const result = await pool.run<'stream'>(
      {
        kind: 'stream',
        path: file,
        temporary,
        output,
        convertIntegers,
        spec,
        state: mergedState(request, 'float64'),
        memoryBytes: request.memoryBytes ?? DEFAULT_MEMORY_BYTES,
        ...(axes ? { axes } : {}),
        ...(name === undefined ? {} : { name }),
      },
      options,
    );
    await takeAfter(temporary, present);
    await moveInto(output, { temporary, target });
    return result;
  } finally {
    // A worker that was stopped may hold the file for a moment longer.
    await rm(temporary, { force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

/** Better to know at once than after minutes. The output is about as large as the input. */
async function checkRoom(file: string, folder: string, output: string): Promise<void> {
  const input = await stat(file).catch(() => null);
  const disk = await statfs(folder).catch(() => null);
  if (!input || !disk) return;
  const free = disk.bavail * disk.bsize;
  if (free < input.size) throw unwritable(output, { code: 'ENOSPC' });
}
