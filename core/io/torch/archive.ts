import { strFromU8 } from 'fflate';
import { InputError } from '../../errors.ts';
import { bytesOf, type ByteSource } from '../byteSource.ts';
import { PickleCursor } from '../pickle/cursor.ts';
import { unpickle } from '../pickle/unpickle.ts';
import type { PickleValue } from '../pickle/values.ts';
import { shown } from '../shown.ts';
import { listZip, type ZipEntry } from '../zip.ts';
import { memberStart } from '../zipMember.ts';
import { torchBuilders } from './globals.ts';
import type { StoredBytes } from './readView.ts';

/** Bytes of a pickle: some 200 a tensor. */
export const LONGEST_PICKLE = 64 * 2 ** 20;

/** What a file of PyTorch holds, before anything of its numbers is read. */
export interface TorchFile {
  readonly value: PickleValue;
  readonly littleEndian: boolean;
  /**
   * Where the numbers of a storage lie.
   * @throws InputError torch-storage when there is none of that key, zip-damaged
   */
  readonly storage: (key: string) => StoredBytes;
}

const PICKLE = 'data.pkl';

function damaged(why: string): InputError {
  const got = shown(why, 160);
  return new InputError(
    'torch-archive',
    `this is no whole file of torch.save: expected an archive with data.pkl and its storages, got ${got}. Copy it again, or save it again with torch.save.`,
    { got },
  );
}

/** Where a member lies that is stored as it is, as torch.save writes all of them. */
function placeOf(source: ByteSource, entry: ZipEntry): StoredBytes {
  if (entry.method !== 0)
    throw damaged(`"${shown(entry.name)}" packed, where PyTorch stores it as it is`);
  return { from: memberStart(source, entry), bytes: entry.bytes };
}

/**
 * A file of torch.save since version 1.6: a zip archive with one root folder of any name.
 * @throws InputError torch-archive, zip-damaged, pickle-damaged
 * @source PyTorch, torch/serialization.py, _save and _load
 */
export function readTorchArchive(source: ByteSource): TorchFile {
  const entries = new Map<string, ZipEntry>();
  for (const entry of listZip(source)) {
    if (entries.has(entry.name)) throw damaged(`two members named "${shown(entry.name)}"`);
    entries.set(entry.name, entry);
  }
  const pickles = [...entries.keys()].filter(
    (name) => name === PICKLE || (name.endsWith(`/${PICKLE}`) && name.split('/').length === 2),
  );
  const [pickle, second] = pickles;
  if (pickle === undefined) throw damaged('no data.pkl');
  if (second !== undefined) throw damaged('more than one data.pkl');
  const root = pickle.slice(0, -PICKLE.length);
  const { from, bytes } = placeOf(source, entries.get(pickle)!);
  if (bytes > LONGEST_PICKLE) throw damaged(`a data.pkl of ${bytes} bytes`);
  const order = entries.get(`${root}byteorder`);
  const place = order ? placeOf(source, order) : { from: 0, bytes: 0 };
  const big = strFromU8(bytesOf(source, place.from, Math.min(16, place.bytes)), true).trim();
  return {
    value: unpickle(new PickleCursor(source, from, from + bytes), torchBuilders()),
    littleEndian: big !== 'big',
    storage(key) {
      const entry = entries.get(`${root}data/${key}`);
      if (!entry) throw missingStorage(key);
      return placeOf(source, entry);
    },
  };
}

/** @throws never; the caller throws it */
export function missingStorage(key: string): InputError {
  return new InputError(
    'torch-storage',
    `its numbers are not in the file: there is no storage "${shown(key)}". Copy it again, or save it again with torch.save.`,
    { key: shown(key), dtype: 'numbers missing' },
  );
}
