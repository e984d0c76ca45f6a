import { InputError } from '../errors.ts';
import type { Tensor } from '../tensor/tensor.ts';
import { sourceOf, streamFrom, type ByteSource } from './byteSource.ts';
import type { Catalog, ListedTensor } from './catalog.ts';
import { requireFloat, type ReadOptions } from './elements.ts';
import { readArray, type Room } from './npyData.ts';
import { readNpyHeader, type NpyHeader } from './npyHeader.ts';

/** A .npy file's tensor and how the file stored it. */
export interface NpyFile {
  /** float64 where the file is float64, float32 otherwise; row-major whatever the file's order. */
  readonly tensor: Tensor;
  /** NumPy's type string of the file, e.g. "<f4". */
  readonly dtype: string;
  readonly fortranOrder: boolean;
}

/**
 * The one tensor of a .npy file, by its header.
 * @param options  convertIntegers: take integers and booleans as float32 instead of refusing them
 * @throws InputError what parseNpyHeader gives, integer-dtype, npy-truncated or npy-trailing
 */
export function npyCatalog(
  npy: ByteSource | Uint8Array,
  options: ReadOptions = {},
): Catalog & { readonly header: NpyHeader } {
  const source = sourceOf(npy);
  const header = readNpyHeader(streamFrom(source, 0), source.size);
  requireFloat(header.type, options);
  checkDataBytes(header, source.size - header.dataOffset);
  const { shape, type, descr } = header;
  const listed: ListedTensor = { member: '', shape, type, dtype: descr };
  return {
    header,
    tensors: [listed],
    skipped: [],
    read: (_: ListedTensor, room?: Room) =>
      readArray(streamFrom(source, header.dataOffset), header, room),
  };
}

/**
 * Reads a .npy file.
 * @param bytes  the whole file
 * @throws InputError as npyCatalog does
 */
export function readNpy(bytes: Uint8Array, options: ReadOptions = {}): NpyFile {
  const { header, tensors, read } = npyCatalog(bytes, options);
  const { descr: dtype, fortranOrder } = header;
  return { tensor: read(tensors[0]!), dtype, fortranOrder };
}

/**
 * Checks that a file holds as much data as its header says.
 * @param present  bytes after the header
 * @throws InputError npy-truncated or npy-trailing
 */
export function checkDataBytes(header: NpyHeader, present: number): void {
  const { shape, descr, dataBytes } = header;
  const size = { shape: `(${shape.join(', ')})`, dtype: descr, expected: dataBytes, got: present };
  if (present < dataBytes)
    throw new InputError(
      'npy-truncated',
      `the .npy file is cut off: shape ${size.shape} of '${size.dtype}' needs ${dataBytes} bytes of data, got ${present}. Copy or save it again.`,
      size,
    );
  if (present > dataBytes)
    throw new InputError(
      'npy-trailing',
      `the .npy file is too long: shape ${size.shape} of '${size.dtype}' needs ${dataBytes} bytes of data, got ${present}. ` +
        'Save each array into a file of its own, or several with numpy.savez.',
      size,
    );
}

/** numpy.save leaves room for the first size to grow to this many digits. */
const GROWTH_DIGITS = 21;
const ALIGNMENT = 64;

/**
 * The bytes that `numpy.save(path, x)` writes: version 1.0, little-endian, C order, header padded to 64 bytes.
 * @param x  float32 ('<f4') or float64 ('<f8') tensor
 */
export function writeNpy(x: Tensor): Uint8Array {
  const wide = x.data instanceof Float64Array;
  const header = npyHeader(wide ? '<f8' : '<f4', x.shape);
  const width = wide ? 8 : 4;
  const bytes = new Uint8Array(header.length + x.data.length * width);
  bytes.set(header);
  const view = new DataView(bytes.buffer, header.length);
  if (wide) x.data.forEach((value, i) => view.setFloat64(i * width, value, true));
  else x.data.forEach((value, i) => view.setFloat32(i * width, value, true));
  return bytes;
}

/**
 * The header alone, for a writer that streams the data after it.
 * @param descr  NumPy's type string, e.g. "<f4"
 * @param shape  size of every axis
 * @param fortranOrder  the data will come with the first axis fastest
 */
export function npyHeader(
  descr: string,
  shape: readonly number[],
  fortranOrder = false,
): Uint8Array {
  const sizes = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(', ')})`;
  const dict = `{'descr': '${descr}', 'fortran_order': ${fortranOrder ? 'True' : 'False'}, 'shape': ${sizes}, }`;
  const growing = fortranOrder ? shape.at(-1) : shape[0];
  const room = growing === undefined ? 0 : GROWTH_DIGITS - String(growing).length;
  const least = 10 + dict.length + room + 1;
  // numpy adds a whole block where none is needed
  const total = least + (ALIGNMENT - (least % ALIGNMENT));
  const bytes = new Uint8Array(total).fill(0x20);
  bytes.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
  new DataView(bytes.buffer).setUint16(8, total - 10, true);
  for (let i = 0; i < dict.length; i++) bytes[10 + i] = dict.charCodeAt(i);
  bytes[total - 1] = 0x0a;
  return bytes;
}
