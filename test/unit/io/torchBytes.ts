import { zipSync } from 'fflate';

/** Opcodes of pickle by hand: a text is its characters, a number one byte. */
export function pickle(...parts: readonly (string | number | Uint8Array)[]): Uint8Array {
  const bytes = parts.map((part) =>
    typeof part === 'string'
      ? Uint8Array.from(part, (character) => character.charCodeAt(0))
      : typeof part === 'number'
        ? Uint8Array.of(part)
        : part,
  );
  return joined(bytes);
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

export const uint32 = (value: number) => new Uint8Array(Uint32Array.of(value).buffer);

/** BINUNICODE */
export const text = (value: string) => pickle('X', uint32(value.length), value);
const int = (value: number) => pickle('J', uint32(value));
const ints = (values: readonly number[]) => pickle('(', ...values.map(int), 't');

export interface StoredAs {
  readonly storage?: string;
  readonly key?: string;
  readonly count?: number;
  readonly offset?: number;
  readonly size?: readonly number[];
  readonly stride?: readonly number[];
}

/** A tensor as torch.save pickles it. */
export function tensorPickle({
  storage = 'FloatStorage',
  key = '0',
  count = 6,
  offset = 0,
  size = [2, 3],
  stride = [3, 1],
}: StoredAs = {}): Uint8Array {
  return pickle(
    'ctorch._utils\n_rebuild_tensor_v2\n(',
    pickle('(', text('storage'), `ctorch\n${storage}\n`, text(key), text('cpu'), int(count), 'tQ'),
    int(offset),
    ints(size),
    ints(stride),
    0x89,
    'ccollections\nOrderedDict\n)RtR',
  );
}

/** A dict of one entry. */
export const entry = (name: string, value: Uint8Array) => pickle('}', text(name), value, 's');

export const floats = (values: readonly number[]) =>
  new Uint8Array(Float32Array.from(values).buffer);

/** What torch.save writes around a pickle: a zip with nothing packed. */
export function archive(
  value: Uint8Array,
  storages: Readonly<Record<string, Uint8Array>> = { '0': floats([1, 2, 3, 4, 5, 6]) },
  level: 0 | 9 = 0,
): Uint8Array {
  const members: Record<string, Uint8Array> = { 'x/data.pkl': pickle(0x80, 2, value, '.') };
  for (const [key, bytes] of Object.entries(storages)) members[`x/data/${key}`] = bytes;
  return zipSync(members, { level });
}
