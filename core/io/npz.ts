import { InputError } from '../errors.ts';
import type { ReadOptions } from './elements.ts';
import { readNpy, type NpyFile } from './npy.ts';
import { listZip, readZipEntry } from './zip.ts';

const SUFFIX = '.npy';

/**
 * The names of the arrays in a .npz archive, in the archive's order and without ".npy".
 * @param bytes  the whole archive
 * @throws InputError zip-magic, zip-damaged, or npz-empty when it holds no array
 */
export function listNpz(bytes: Uint8Array): string[] {
  const names = listZip(bytes)
    .map((entry) => entry.name)
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length));
  if (names.length === 0)
    throw new InputError(
      'npz-empty',
      'the archive holds no array: expected at least one member that ends in .npy. Write it with numpy.savez(path, x=x).',
    );
  return names;
}

/**
 * Reads one array of a .npz archive.
 * @param bytes    the whole archive, of numpy.savez or numpy.savez_compressed
 * @param name     as listNpz gives it; may be left out when there is only one
 * @param options  see readNpy
 * @throws InputError npz-member for an unknown or missing name, what the archive or readNpy gives
 */
export function readNpz(bytes: Uint8Array, name?: string, options: ReadOptions = {}): NpyFile {
  const names = listNpz(bytes);
  const wanted = name ?? (names.length === 1 ? names[0] : undefined);
  const entry = listZip(bytes).findLast((member) => member.name === `${wanted}${SUFFIX}`);
  if (wanted === undefined || !entry)
    throw new InputError(
      'npz-member',
      `expected the name of an array in the archive (${names.join(', ')}), got ${name ?? 'none'}.`,
      { names: names.join(', '), got: name ?? '' },
    );
  return readNpy(readZipEntry(bytes, entry), options);
}
