import type { ByteSource } from '../../core/io/byteSource.ts';
import type { Catalog } from '../../core/io/catalog.ts';
import type { ReadOptions } from '../../core/io/elements.ts';
import { npyCatalog } from '../../core/io/npy.ts';
import { npzCatalog } from '../../core/io/npz.ts';
import { isTorchFile, refuseNoTable } from '../../core/io/recognize.ts';
import { safetensorsCatalog } from '../../core/io/safetensors.ts';
import { torchCatalog } from '../../core/io/torch/torchCatalog.ts';

/** What lists the tensors of a file, by the file's ending. */
const CATALOGS: Readonly<Record<string, (source: ByteSource, options: ReadOptions) => Catalog>> = {
  npy: npyCatalog,
  npz: npzCatalog,
  safetensors: safetensorsCatalog,
  pt: torchCatalog,
  pth: torchCatalog,
  ckpt: torchCatalog,
  bin: torchCatalog,
};

/** Endings of files that hold a table of numbers as text. */
const TABLES = ['csv', 'tsv', 'txt'] as const;

/** Those of tables, as a message lists them. */
export const TABLE_ENDINGS = TABLES.map((ending) => `.${ending}`).join(', ');

/** Ending of nested lists of numbers, and of reports. */
const LISTS = 'json';

/** Endings of pictures. */
const PICTURES = ['png', 'jpg', 'jpeg', 'webp'] as const;

/** Endings of the files that can be opened. */
export const EXTENSIONS: readonly string[] = [
  ...Object.keys(CATALOGS),
  ...TABLES,
  LISTS,
  ...PICTURES,
];

/** True for a file that holds a picture, by its ending. */
export function isPicture(file: string): boolean {
  const ending = /\.([^./\\]+)$/.exec(file)?.[1]?.toLowerCase();
  return PICTURES.some((known) => known === ending);
}

export function isTable(extension: string): boolean {
  return TABLES.some((known) => known === extension);
}

export function isLists(extension: string): boolean {
  return extension === LISTS;
}

/**
 * The tensors of a file by its ending, or as PyTorch's where its content is; null for a table or lists, which have to be read to know their size.
 * @throws InputError of the formats; misnamed, packed-file
 */
export function catalogOf(
  source: ByteSource,
  extension: string,
  options: ReadOptions,
): Catalog | null {
  const list = isTorchFile(source) ? torchCatalog : CATALOGS[extension];
  if (list) return list(source, options);
  if (isTable(extension)) refuseNoTable(source);
  return null;
}
