import { open } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { readCsv } from '../../core/io/csv.ts';
import { readNpy } from '../../core/io/npy.ts';
import { listNpz, readNpz } from '../../core/io/npz.ts';
import { listSafetensors, readSafetensors } from '../../core/io/safetensors.ts';
import { dtypeOf } from '../../core/tensor/tensor.ts';
import type { LoadedTensor, LoadJob } from './jobs.ts';

/** Largest file that is held in memory. */
const LARGEST = 2 ** 31 - 1;
/** Most members of an archive that are opened at once. */
const MOST_MEMBERS = 16;

/** Extensions of the files that can be opened. */
export const EXTENSIONS = ['npy', 'npz', 'safetensors', 'csv', 'tsv', 'txt'] as const;

/**
 * Reads the tensors of a file.
 * @throws InputError fileMissing, fileUnreadable, fileTooLarge, fileKind, and those of the formats
 */
export async function load({
  path: at,
  name: file = at,
  convertIntegers,
}: LoadJob): Promise<LoadedTensor[]> {
  const extension = path.extname(at).slice(1).toLowerCase();
  if (!EXTENSIONS.some((known) => known === extension))
    throw new InputError(
      'fileKind',
      `${file}: expected a file that ends in ${EXTENSIONS.map((known) => `.${known}`).join(', ')}, got "${path.basename(file)}".`,
      { file },
    );
  const bytes = await readWhole(at, file);
  try {
    return decode(bytes, extension, convertIntegers);
  } catch (error) {
    if (error instanceof InputError)
      throw new InputError(error.code, `${file}: ${error.message}`, { ...error.details, file });
    throw error;
  }
}

async function readWhole(at: string, file: string): Promise<Uint8Array> {
  try {
    const handle = await open(at, 'r');
    try {
      const { size } = await handle.stat();
      if (size > LARGEST)
        throw new InputError(
          'fileTooLarge',
          `${file} has ${size} bytes; at most ${LARGEST} can be opened at once.`,
          { file, size },
        );
      return new Uint8Array(await handle.readFile());
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof InputError ? error : fileError(file, error);
  }
}

/** What the system says about a file, in words. */
export function fileError(file: string, error: unknown): InputError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT')
    return new InputError('fileMissing', `${file}: there is no such file. Check the path.`, {
      file,
    });
  if (code === 'EISDIR')
    return new InputError('fileUnreadable', `${file} is a folder; expected a file.`, { file });
  if (code === 'EACCES' || code === 'EPERM')
    return new InputError('fileUnreadable', `${file}: no permission to read it.`, { file });
  const message = error instanceof Error ? error.message : String(error);
  return new InputError('fileUnreadable', `${file} cannot be read: ${message}`, { file });
}

function decode(bytes: Uint8Array, extension: string, convertIntegers: boolean): LoadedTensor[] {
  const options = { convertIntegers };
  switch (extension) {
    case 'npy': {
      const { tensor, dtype } = readNpy(bytes, options);
      return [{ member: '', tensor, dtype: typeName(dtype) }];
    }
    case 'npz':
      return members(listNpz(bytes), (member) => {
        const { tensor, dtype } = readNpz(bytes, member, options);
        return { member, tensor, dtype: typeName(dtype) };
      });
    case 'safetensors':
      return members(listSafetensors(bytes), ({ name }) => {
        const { tensor, dtype } = readSafetensors(bytes, name, options);
        return { member: name, tensor, dtype };
      });
    default: {
      const { tensor } = readCsv(bytes);
      return [{ member: '', tensor, dtype: dtypeOf(tensor) }];
    }
  }
}

/**
 * The tensors of an archive. Integers beside them (labels, counters) are passed over as long as there is anything to normalize.
 * @throws InputError of the first integer when there is nothing else
 */
function members<E>(entries: readonly E[], read: (entry: E) => LoadedTensor): LoadedTensor[] {
  const loaded: LoadedTensor[] = [];
  let refused: InputError | null = null;
  for (const entry of entries) {
    if (loaded.length === MOST_MEMBERS) break;
    try {
      loaded.push(read(entry));
    } catch (error) {
      if (!(error instanceof InputError) || error.code !== 'integer-dtype') throw error;
      refused ??= error;
    }
  }
  if (loaded.length === 0 && refused) throw refused;
  return loaded;
}

const KINDS: Readonly<Record<string, string>> = { f: 'float', i: 'int', u: 'uint', b: 'bool' };

/** NumPy's name of an element type for the code that a file has: "<f4" is float32. */
function typeName(descr: string): string {
  const [, kind = '', bytes = ''] = /^[<>|=]?([fiub])(\d+)$/.exec(descr) ?? [];
  const name = KINDS[kind];
  if (!name) return descr;
  return kind === 'b' ? name : `${name}${Number(bytes) * 8}`;
}
