import { InputError } from '../errors.ts';
import type { TensorData } from '../tensor/tensor.ts';

/** How a file stores one number. */
export interface ElementType {
  /** As NumPy and PyTorch call it: "float16", "int64", "bool" … */
  readonly name: string;
  readonly kind: 'float' | 'bfloat' | 'e4m3' | 'e5m2' | 'int' | 'uint' | 'bool';
  readonly bytes: 1 | 2 | 4 | 8;
  readonly littleEndian: boolean;
}

/** What a reader may do beyond reading floating-point numbers as they are. */
export interface ReadOptions {
  /** Turn integers, booleans and numbers of 8 bits into float32, as `x.float()` does; they are refused otherwise. */
  readonly convertIntegers?: boolean;
  /** The only tensor that is going to be read: no other of an archive's is looked at. */
  readonly only?: string;
}

/**
 * Refuses integers and float8 unless their conversion was asked for: no framework normalizes them either.
 * @throws InputError "integer-dtype"
 */
export function requireFloat(type: ElementType, options: ReadOptions): void {
  if (type.kind === 'float' || type.kind === 'bfloat' || options.convertIntegers) return;
  throw new InputError(
    'integer-dtype',
    `normalization is not defined for ${type.name} values (PyTorch: not implemented for them): ` +
      'expected float16, float32 or float64. Convert first, with x.float() in PyTorch or ' +
      "x.astype('float32') in NumPy, or let them be converted here (--convert on the command line).",
    { dtype: type.name },
  );
}

/** An empty array that holds this type's values: float64 for float64, float32 for all others. */
export function arrayFor(type: ElementType, length: number): TensorData {
  return type.kind === 'float' && type.bytes === 8
    ? new Float64Array(length)
    : new Float32Array(length);
}

/** True for numbers whose bytes are those that memory has. */
export function asInMemory({ kind, bytes, littleEndian }: ElementType): boolean {
  return kind === 'float' && bytes >= 4 && littleEndian === HOST_IS_LITTLE_ENDIAN;
}

/** Bytes that so many values take once they are read. */
export function heldBytes(type: ElementType, length: number): number {
  return length * (type.kind === 'float' && type.bytes === 8 ? 8 : 4);
}

/**
 * Decodes numbers as a file stores them.
 *
 * float16 and bfloat16 fit into float32 exactly; int32 and int64 round to the nearest float32, once.
 * @param bytes  the numbers, with nothing before or after; any alignment
 * @param type   how they are stored
 * @param values  float64 for float64, float32 for all others; at least as many as bytes hold
 */
export function decodeInto(bytes: Uint8Array, type: ElementType, values: TensorData): void {
  const count = Math.floor(bytes.byteLength / type.bytes);
  if (
    type.bytes === 2 &&
    type.littleEndian === HOST_IS_LITTLE_ENDIAN &&
    bytes.byteOffset % 2 === 0
  ) {
    const bits = new Uint16Array(bytes.buffer, bytes.byteOffset, count);
    if (type.kind === 'float') return widenHalves(bits, values);
    if (type.kind === 'bfloat' && values instanceof Float32Array) return widenBrains(bits, values);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = reader(type);
  for (let i = 0; i < count; i++) values[i] = read(view, i * type.bytes);
}

const HOST_IS_LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

type Read = (view: DataView, at: number) => number;

function reader({ kind, bytes, littleEndian: little }: ElementType): Read {
  switch (kind) {
    case 'float':
      if (bytes === 8) return (view, at) => view.getFloat64(at, little);
      if (bytes === 4) return (view, at) => view.getFloat32(at, little);
      return halfReader(little);
    case 'bfloat':
      return bfloatReader(little);
    case 'e4m3':
      return (view, at) => e4m3ToNumber(view.getUint8(at));
    case 'e5m2':
      // The upper half of an IEEE 754 half.
      return (view, at) => halfToNumber(view.getUint8(at) << 8);
    case 'bool':
      return (view, at) => (view.getUint8(at) === 0 ? 0 : 1);
    case 'int':
      if (bytes === 1) return (view, at) => view.getInt8(at);
      if (bytes === 2) return (view, at) => view.getInt16(at, little);
      if (bytes === 4) return (view, at) => view.getInt32(at, little);
      return (view, at) => wide(view, at, little, view.getInt32(at + (little ? 4 : 0), little));
    case 'uint':
      if (bytes === 1) return (view, at) => view.getUint8(at);
      if (bytes === 2) return (view, at) => view.getUint16(at, little);
      if (bytes === 4) return (view, at) => view.getUint32(at, little);
      return (view, at) => wide(view, at, little, view.getUint32(at + (little ? 4 : 0), little));
    default:
      return kind satisfies never;
  }
}

let halves: Float32Array | null = null;

/** There are so few halves that all of them are worked out once. */
const tableOfHalves = () =>
  (halves ??= Float32Array.from({ length: 65_536 }, (_, half) => halfToNumber(half)));

function widenHalves(bits: Uint16Array, values: TensorData): void {
  const table = tableOfHalves();
  for (let i = 0; i < bits.length; i++) values[i] = table[bits[i]!]!;
}

/** bfloat16 is the upper half of a float32. */
function widenBrains(bits: Uint16Array, values: Float32Array): void {
  const words = new Uint32Array(values.buffer, values.byteOffset, bits.length);
  for (let i = 0; i < bits.length; i++) words[i] = bits[i]! << 16;
}

function halfReader(little: boolean): Read {
  const table = tableOfHalves();
  return (view, at) => table[view.getUint16(at, little)] ?? 0;
}

/** The value of an IEEE 754 half: 1 sign, 5 exponent and 10 fraction bits. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? NaN : sign * Infinity;
  return sign * (1024 + fraction) * 2 ** (exponent - 25);
}

/**
 * The value of a float8_e4m3fn: 1 sign, 4 exponent and 3 fraction bits, no infinity.
 * @source Micikevicius et al. 2022, FP8 Formats for Deep Learning, table 1
 */
export function e4m3ToNumber(byte: number): number {
  const sign = byte & 0x80 ? -1 : 1;
  const exponent = (byte >> 3) & 0xf;
  const fraction = byte & 7;
  if (exponent === 15 && fraction === 7) return NaN;
  if (exponent === 0) return sign * fraction * 2 ** -9;
  return sign * (8 + fraction) * 2 ** (exponent - 10);
}

/** bfloat16 is the upper half of a float32. */
function bfloatReader(little: boolean): Read {
  const scratch = new DataView(new ArrayBuffer(4));
  return (view, at) => {
    scratch.setUint16(0, view.getUint16(at, little));
    return scratch.getFloat32(0);
  };
}

/**
 * A 64-bit integer so that the later rounding to float32 is the only one: bits that float64 cannot hold are
 * folded into the lowest that it can, which keeps them from looking like a tie.
 */
function wide(view: DataView, at: number, little: boolean, high: number): number {
  let low = view.getUint32(at + (little ? 0 : 4), little);
  if (Math.abs(high) >= 2 ** 20 && low & 0x7ff) low = (low & ~0x7ff) | 0x800;
  return high * 2 ** 32 + (low >>> 0);
}
