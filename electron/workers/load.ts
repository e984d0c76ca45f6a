import { open, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { decode } from './decode.ts';
import { fileError } from './fileError.ts';
import type { LoadedTensor, LoadJob } from './jobs.ts';
import type { ReportProgress } from './progress.ts';
import { readInto } from './readInto.ts';
import { readPlainNpy } from './readPlainNpy.ts';
import { sharedTensor } from './sharedTensor.ts';
import { typeName } from './typeName.ts';

/** Largest file that is held in memory. */
export const LARGEST_FILE = 2 ** 31 - 1;

/** Extensions of the files that can be opened. */
export const EXTENSIONS = ['npy', 'npz', 'safetensors', 'csv', 'tsv', 'txt'] as const;

/**
 * Reads the tensors of a file.
 * @throws InputError fileMissing, fileUnreadable, fileTooLarge, fileKind, and those of the formats; each names the file
 */
export async function load(job: LoadJob, report: ReportProgress): Promise<LoadedTensor[]> {
  const { path: at, name: file = at } = job;
  const extension = path.extname(at).slice(1).toLowerCase();
  if (!EXTENSIONS.some((known) => known === extension))
    throw new InputError(
      'fileKind',
      `${file}: expected a file that ends in ${EXTENSIONS.map((known) => `.${known}`).join(', ')}, got "${path.basename(file)}".`,
      { file },
    );
  try {
    const handle = await open(at, 'r');
    try {
      return await read(handle, extension, job, report);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (!(error instanceof InputError)) throw isSystemError(error) ? fileError(file, error) : error;
    throw new InputError(error.code, `${file}: ${error.message}`, { ...error.details, file });
  }
}

async function read(
  handle: FileHandle,
  extension: string,
  { convertIntegers }: LoadJob,
  report: ReportProgress,
): Promise<LoadedTensor[]> {
  const stat = await handle.stat();
  const { size } = stat;
  if (size > LARGEST_FILE)
    throw new InputError(
      'fileTooLarge',
      `it has ${size} bytes; at most ${LARGEST_FILE} can be opened at once. Save a part of it, e.g. x[:8].`,
      { size, limit: LARGEST_FILE },
    );
  if (extension === 'npy' && stat.isFile()) {
    const plain = await readPlainNpy(handle, size, report);
    if (plain) return [{ ...plain, member: '', dtype: typeName(plain.dtype) }];
  }
  const bytes = stat.isFile() ? new Uint8Array(size) : new Uint8Array(await handle.readFile());
  if (stat.isFile()) await readInto(handle, bytes, 0, report);
  return decode(bytes, extension, convertIntegers).map((loaded) => ({
    ...loaded,
    tensor: sharedTensor(loaded.tensor),
  }));
}

const isSystemError = (error: unknown): boolean => error instanceof Error && 'syscall' in error;
