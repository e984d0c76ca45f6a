import { InputError } from '../../errors.ts';
import { bytesOf, type ByteSource } from '../byteSource.ts';
import { damagedPickle, PickleCursor } from '../pickle/cursor.ts';
import type { PickleBuilders } from '../pickle/machine.ts';
import { unpickle } from '../pickle/unpickle.ts';
import { itemsOf, thingIn, type PickleValue } from '../pickle/values.ts';
import { LONGEST_PICKLE, missingStorage, type TorchFile } from './archive.ts';
import { torchBuilders } from './globals.ts';
import { TorchStorage } from './parts.ts';
import type { StoredBytes } from './readView.ts';
import { torchBytes } from './types.ts';

const MAGIC = 0x1950a86a20f9469cfc6cn;
const PROTOCOL = 1001;
/** Bytes before a storage: its count. */
const COUNT = 8;

/**
 * A file of torch.save before version 1.6: pickles one after the other, then the storages. What it says of its machine's byte order
 * counts for its Python alone: storages are little-endian.
 * @throws InputError torch-magic, torch-storage, pickle-damaged
 * @source PyTorch, torch/serialization.py, _legacy_save; torch/csrc/serialization.cpp
 */
export function readTorchLegacy(source: ByteSource): TorchFile {
  const types = new Map<string, string>();
  const builders = rememberingTypes(types);
  let at = 0;
  const next = (): PickleValue => {
    const cursor = new PickleCursor(source, at, at + LONGEST_PICKLE);
    const value = unpickle(cursor, builders);
    at = cursor.at;
    return value;
  };
  if (next() !== MAGIC) throw noTorch();
  if (next() !== PROTOCOL) throw damagedPickle('another protocol of PyTorch than 1001');
  next();
  const value = next();
  const keys = itemsOf(next());
  if (!keys?.every((key) => typeof key === 'string')) throw damagedPickle('no list of storages');
  const places = new Map<string, StoredBytes>();
  for (const key of keys) {
    const width = torchBytes(types.get(key) ?? '');
    if (width === null) throw damagedPickle(`a storage "${key.slice(0, 40)}" of no type`);
    const size = countAt(source, at) * width;
    places.set(key, { from: at + COUNT, bytes: Math.min(size, source.size - at - COUNT) });
    at += COUNT + size;
  }
  return {
    value,
    littleEndian: true,
    storage(key) {
      const place = places.get(key);
      if (!place) throw missingStorage(key);
      return place;
    },
  };
}

/** A key's type is known from the tensors alone. */
function rememberingTypes(types: Map<string, string>): PickleBuilders {
  const builders = torchBuilders();
  return {
    ...builders,
    outside(id) {
      const value = builders.outside(id);
      const storage = thingIn(value, TorchStorage);
      if (storage) types.set(storage.key, storage.dtype);
      return value;
    },
  };
}

function countAt(source: ByteSource, at: number): number {
  const bytes = bytesOf(source, at, COUNT);
  if (bytes.length < COUNT)
    throw new InputError(
      'torch-truncated',
      `the PyTorch file is cut off: expected a storage at byte ${at}, got its end at ${source.size}. Copy or save it again.`,
      { expected: at + COUNT, got: source.size },
    );
  const view = new DataView(bytes.buffer);
  return view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
}

function noTorch(): InputError {
  return new InputError(
    'torch-magic',
    'this is a pickle, but none of torch.save: expected tensors. Save them with torch.save(model.state_dict(), path).',
  );
}
