import { strFromU8 } from 'fflate';
import { InputError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { bytesOf, sourceOf, streamFrom, type ByteSource } from './byteSource.ts';
import { listMembers, tensorNamed, type Catalog, type ListedTensor } from './catalog.ts';
import { requireFloat, type ElementType, type ReadOptions } from './elements.ts';
import { readArray } from './npyData.ts';
import { byteLength } from './shape.ts';
import { shown } from './shown.ts';

/** One tensor as the header of a .safetensors file lists it. */
export interface SafetensorsEntry {
  readonly name: string;
  /** The format's own type name: "F32", "BF16" … */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte and byte behind the last, counted from the beginning of the file. */
  readonly begin: number;
  readonly end: number;
}

type Storage = readonly [name: string, kind: ElementType['kind'], bytes: ElementType['bytes']];

const TYPES: Readonly<Record<string, Storage>> = {
  F16: ['float16', 'float', 2],
  BF16: ['bfloat16', 'bfloat', 2],
  F32: ['float32', 'float', 4],
  F64: ['float64', 'float', 8],
  F8_E4M3: ['float8_e4m3fn', 'e4m3', 1],
  F8_E5M2: ['float8_e5m2', 'e5m2', 1],
  BOOL: ['bool', 'bool', 1],
  U8: ['uint8', 'uint', 1],
  U16: ['uint16', 'uint', 2],
  U32: ['uint32', 'uint', 4],
  U64: ['uint64', 'uint', 8],
  I8: ['int8', 'int', 1],
  I16: ['int16', 'int', 2],
  I32: ['int32', 'int', 4],
  I64: ['int64', 'int', 8],
};

/** The format's own limit. */
const MAX_HEADER = 100_000_000;

/**
 * The tensors of a .safetensors file, in the order of their bytes. Only the header is read.
 * @param file  the file
 * @throws InputError safetensors-truncated, safetensors-header or safetensors-shape
 * @source https://github.com/huggingface/safetensors, README "Format"
 */
export function listSafetensors(file: ByteSource | Uint8Array): SafetensorsEntry[] {
  const source = sourceOf(file);
  const { size } = source;
  if (size < 8) throw truncated(8, size);
  const view = new DataView(bytesOf(source, 0, 8).buffer);
  const headerLength = view.getUint32(4, true) * 2 ** 32 + view.getUint32(0, true);
  if (headerLength > MAX_HEADER)
    throw damaged(`a header of ${headerLength} bytes, more than ${MAX_HEADER}`);
  const start = 8 + headerLength;
  if (size < start) throw truncated(start, size);

  const entries = Object.entries(parseHeader(strFromU8(bytesOf(source, 8, headerLength))))
    .filter(([name]) => name !== '__metadata__')
    .map(([name, value]) => readEntry(name, value, start))
    .sort((a, b) => a.begin - b.begin || a.end - b.end);
  let position = start;
  for (const { name, begin, end } of entries) {
    if (begin !== position) throw damaged(`"${name}" at byte ${begin}, not ${position}`);
    position = end;
  }
  if (position > size) throw truncated(position, size);
  if (position < size) throw damaged(`${size - position} bytes that belong to no tensor`);
  return entries;
}

/**
 * The tensors of a .safetensors file that can be normalized, and the others with why not.
 * @param options  convertIntegers: list integers and booleans too
 * @throws InputError safetensors-empty, and what listSafetensors and listMembers give
 */
export function safetensorsCatalog(
  file: ByteSource | Uint8Array,
  options: ReadOptions = {},
): Catalog {
  const source = sourceOf(file);
  const entries = listSafetensors(source);
  if (entries.length === 0)
    throw new InputError(
      'safetensors-empty',
      'the .safetensors file holds no tensor: expected at least one. Write it with safetensors.torch.save_file({"x": x}, path).',
    );
  const begins = new Map<ListedTensor, number>();
  const listed = listMembers(entries, (entry) => {
    const type = storage(entry);
    requireFloat(type, options);
    const found = { member: entry.name, shape: entry.shape, type, dtype: entry.dtype };
    begins.set(found, entry.begin);
    return found;
  });
  return {
    ...listed,
    read(chosen, room) {
      const begin = begins.get(chosen);
      if (begin === undefined)
        throw new RangeError('safetensorsCatalog: expected one of its own tensors');
      return readArray(streamFrom(source, begin), chosen, room);
    },
  };
}

/**
 * Reads one tensor of a .safetensors file.
 * @param bytes    the whole file
 * @param name     as listSafetensors gives it; may be left out when there is only one
 * @param options  convertIntegers: read integers and booleans as float32 instead of refusing them
 * @returns        float64 for F64, float32 for F32, F16 and BF16
 * @throws InputError safetensors-member, safetensors-dtype, integer-dtype, and what safetensorsCatalog gives
 */
export function readSafetensors(
  bytes: Uint8Array,
  name?: string,
  options: ReadOptions = {},
): { readonly tensor: Tensor; readonly dtype: string } {
  const catalog = safetensorsCatalog(bytes, options);
  const listed = tensorNamed(catalog, name, 'safetensors-member');
  return { tensor: catalog.read(listed), dtype: listed.dtype };
}

function storage({ name, dtype }: Pick<SafetensorsEntry, 'name' | 'dtype'>): ElementType {
  const known = Object.hasOwn(TYPES, dtype) ? TYPES[dtype] : undefined;
  if (!known)
    throw new InputError(
      'safetensors-dtype',
      `"${shown(name)}" is stored as ${shown(dtype, 40)}: expected F16, BF16, F32 or F64. Convert first: x.float() in PyTorch.`,
      { name: shown(name), dtype: shown(dtype, 40) },
    );
  return { name: known[0], kind: known[1], bytes: known[2], littleEndian: true };
}

function parseHeader(text: string): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(text);
  } catch {
    throw damaged('a header that is not JSON');
  }
  if (typeof header !== 'object' || header === null || Array.isArray(header))
    throw damaged('a header that is no JSON object');
  return header as Record<string, unknown>;
}

function readEntry(name: string, value: unknown, start: number): SafetensorsEntry {
  const { dtype, shape, data_offsets: offsets } = (value ?? {}) as Record<string, unknown>;
  if (typeof dtype !== 'string' || !Array.isArray(shape) || !Array.isArray(offsets))
    throw damaged(`no dtype, shape and data_offsets for "${name}"`);
  const [from, to] = offsets as unknown[];
  const inOrder =
    offsets.length === 2 && isSize(from) && isSize(to) && from <= to && isSize(start + to);
  if (!inOrder) throw damaged(`data_offsets [${offsets.join(', ')}] for "${name}"`);
  const width = Object.hasOwn(TYPES, dtype) ? TYPES[dtype]![2] : 1;
  const needed = byteLength('safetensors', shape, width);
  if (Object.hasOwn(TYPES, dtype) && to - from !== needed)
    throw damaged(`${to - from} bytes for "${name}", whose shape needs ${needed}`);
  return { name, dtype, shape: shape as number[], begin: start + from, end: start + to };
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function truncated(expected: number, got: number): InputError {
  return new InputError(
    'safetensors-truncated',
    `the .safetensors file is cut off: expected ${expected} bytes, got ${got}. Copy or save it again.`,
    { expected, got },
  );
}

function damaged(why: string): InputError {
  const got = shown(why, 160);
  return new InputError(
    'safetensors-header',
    `this is not a whole .safetensors file: expected a length, a JSON header and the bytes of its tensors, got ${got}. Save it again.`,
    { got },
  );
}
