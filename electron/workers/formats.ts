import type { ByteSource } from '../../core/io/byteSource.ts';
import type { Catalog } from '../../core/io/catalog.ts';
import type { ReadOptions } from '../../core/io/elements.ts';
import { npyCatalog } from '../../core/io/npy.ts';
import { npzCatalog } from '../../core/io/npz.ts';
import { safetensorsCatalog } from '../../core/io/safetensors.ts';

/** What lists the tensors of a file, by the file's ending. */
const CATALOGS: Readonly<Record<string, (source: ByteSource, options: ReadOptions) => Catalog>> = {
  npy: npyCatalog,
  npz: npzCatalog,
  safetensors: safetensorsCatalog,
};

/** Endings of files that hold a table of numbers as text. */
const TABLES = ['csv', 'tsv', 'txt'] as const;

/** Endings of the files that can be opened. */
export const EXTENSIONS: readonly string[] = [...Object.keys(CATALOGS), ...TABLES];

export function isTable(extension: string): boolean {
  return TABLES.some((known) => known === extension);
}

/**
 * The tensors of a file by its ending; null for a table, which has to be read to know its size.
 * @throws InputError of the formats
 */
export function catalogOf(
  source: ByteSource,
  extension: string,
  options: ReadOptions,
): Catalog | null {
  const list = CATALOGS[extension];
  return list ? list(source, options) : null;
}
