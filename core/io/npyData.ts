import { permute } from '../tensor/permute.ts';
import { numel, tensor, type Tensor, type TensorData } from '../tensor/tensor.ts';
import type { ByteStream } from './byteSource.ts';
import { arrayFor, asInMemory, decodeInto, type ElementType } from './elements.ts';

/** Values that are decoded at once. */
const PIECE = 2 ** 18;

/** Gives the array that values go to: float64 for wide ones, float32 otherwise. */
export type Room = (type: ElementType, length: number) => TensorData;

/** How the numbers of an array lie one after the other. */
export interface StoredArray {
  readonly type: ElementType;
  readonly shape: readonly number[];
  /** The first axis is the fastest; false for row-major. */
  readonly fortranOrder?: boolean;
}

/**
 * Reads the numbers of an array piece by piece; where they lie as memory has them, straight into their place.
 * @param stream  at the first number
 * @param room    makes the array; plain memory when left out
 * @returns       row-major
 */
export function readArray(
  stream: ByteStream,
  { type, shape, fortranOrder = false }: StoredArray,
  room: Room = arrayFor,
): Tensor {
  if (fortranOrder && shape.filter((size) => size !== 1).length > 1) {
    // Column-major data is the row-major data of the reversed shape.
    const order = shape.map((_, axis) => shape.length - 1 - axis);
    return readTurned(stream, { type, shape: [...shape].reverse() }, order, room);
  }
  const data = room(type, numel(shape));
  readValues(stream, type, data);
  return tensor(data, shape);
}

/**
 * Reads numbers whose axes lie in another order.
 * @param stored  their type, and their shape as they lie
 * @param order   axis of the stored ones that each axis is
 */
export function readTurned(
  stream: ByteStream,
  { type, shape }: Pick<StoredArray, 'type' | 'shape'>,
  order: readonly number[],
  room: Room = arrayFor,
): Tensor {
  const data = arrayFor(type, numel(shape));
  readValues(stream, type, data);
  return permute(tensor(data, shape), order, () => room(type, data.length));
}

function readValues(stream: ByteStream, type: ElementType, data: TensorData): void {
  if (asInMemory(type)) {
    stream.readInto(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    return;
  }
  const raw = new Uint8Array(Math.min(PIECE, data.length) * type.bytes);
  for (let at = 0; at < data.length; at += PIECE) {
    const values = data.subarray(at, Math.min(at + PIECE, data.length));
    const bytes = raw.subarray(0, values.length * type.bytes);
    stream.readInto(bytes);
    decodeInto(bytes, type, values);
  }
}
