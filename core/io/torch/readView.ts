import { InputError } from '../../errors.ts';
import { numel, tensor, type Tensor } from '../../tensor/tensor.ts';
import { bytesOf, streamFrom, type ByteSource } from '../byteSource.ts';
import { arrayFor, decodeInto, type ElementType } from '../elements.ts';
import { readArray, readTurned, type Room } from '../npyData.ts';
import { byteLength } from '../shape.ts';
import type { StoredView } from './parts.ts';

/** A storage in a file: where it begins, and the bytes of it that there are. */
export interface StoredBytes {
  readonly from: number;
  readonly bytes: number;
}

/** A view that shows each number of its storage so often is none that anybody keeps. */
const MOST_REPEATS = 1000;

function refuse(why: string): InputError {
  return new InputError(
    'torch-view',
    `its sizes and strides do not fit its storage: ${why}. The file is damaged; save it again with torch.save.`,
    { dtype: 'a view outside of its storage', why },
  );
}

/**
 * Stops at views that reach beyond their storage, or repeat it without end.
 * @throws InputError torch-view, torch-shape
 */
export function checkView(
  { offset, size, stride }: StoredView,
  type: ElementType,
  { bytes }: StoredBytes,
): void {
  byteLength('torch', size, type.bytes);
  const count = numel(size);
  if (count === 0) return;
  const last = size.reduce((sum, length, axis) => sum + (length - 1) * (stride[axis] ?? 0), offset);
  const held = Math.floor(bytes / type.bytes);
  if (!Number.isSafeInteger(last) || last >= held)
    throw refuse(`element ${last} of ${held} is asked for`);
  if (count > MOST_REPEATS * held) throw refuse(`${count} values are made of ${held}`);
}

function isContiguous({ size, stride }: StoredView): boolean {
  let expected = 1;
  for (let axis = size.length - 1; axis >= 0; axis--) {
    if (size[axis] !== 1 && stride[axis] !== expected) return false;
    expected *= size[axis] ?? 1;
  }
  return true;
}

/**
 * The numbers of a view. Contiguous ones are read as they lie; of others the part of the storage between the first and the last is walked once.
 * @param view  checked by checkView
 * @returns     row-major
 */
export function readView(
  source: ByteSource,
  view: StoredView,
  type: ElementType,
  { from }: StoredBytes,
  room: Room = arrayFor,
): Tensor {
  const { offset, size } = view;
  // A view of no numbers has none to begin with: where its offset points nobody has checked.
  const start = numel(size) === 0 ? 0 : offset * type.bytes;
  if (numel(size) === 0 || isContiguous(view))
    return readArray(streamFrom(source, from + start), { type, shape: size }, room);
  const order = orderOf(view);
  if (!order) return readStrided(source, view, type, from, room);
  const shape = order.map((axis) => size[axis]!);
  const places = size.map((_, axis) => order.indexOf(axis));
  return readTurned(streamFrom(source, from + start), { type, shape }, places, room);
}

/** The axes as they lie, outermost first, of a view that takes every number of its stretch once; null for any other. */
function orderOf({ size, stride }: StoredView): number[] | null {
  const step = (axis: number) => (size[axis] === 1 ? 0 : stride[axis]!);
  const order = size.map((_, axis) => axis).sort((a, b) => step(b) - step(a));
  let expected = 1;
  for (const axis of order.toReversed()) {
    if (size[axis] === 1) continue;
    if (stride[axis] !== expected) return null;
    expected *= size[axis]!;
  }
  return order;
}

/** Bytes that are read at once, where many of them count and where few do. */
const WINDOW = 2 ** 20;
const SMALL_WINDOW = 2 ** 14;
const SPARSE = 16;

function readStrided(
  source: ByteSource,
  { offset, size, stride }: StoredView,
  type: ElementType,
  from: number,
  room: Room,
): Tensor {
  const count = numel(size);
  const data = room(type, count);
  const outStride = size.map((_, axis) => numel(size.slice(axis + 1)));
  // In the order of the storage, so that it is walked from its beginning to its end.
  const axes = size
    .map((length, axis) => ({ length, step: stride[axis] ?? 0, out: outStride[axis] ?? 1 }))
    .sort((a, b) => b.step - a.step);
  const span = axes.reduce((sum, { length, step }) => sum + (length - 1) * step, 1);
  const width = Math.max(
    1,
    Math.floor((span > SPARSE * count ? SMALL_WINDOW : WINDOW) / type.bytes),
  );
  const at = axes.map(() => 0);
  let window = arrayFor(type, 0);
  let begins = 0;
  let position = offset;
  let target = 0;
  for (let done = 0; done < count; done++) {
    if (position < begins || position >= begins + window.length) {
      begins = position;
      const length = Math.min(width, offset + span - position);
      const raw = bytesOf(source, from + begins * type.bytes, length * type.bytes);
      window = arrayFor(type, length);
      decodeInto(raw, type, window);
    }
    data[target] = window[position - begins]!;
    for (let axis = axes.length - 1; axis >= 0; axis--) {
      const { length, step, out } = axes[axis]!;
      position += step;
      target += out;
      if (++at[axis]! < length) break;
      position -= length * step;
      target -= length * out;
      at[axis] = 0;
    }
  }
  return tensor(data, size);
}
