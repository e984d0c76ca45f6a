import { offsetOf, rowMajorStrides } from '../../core/tensor/strides.ts';
import { integersOf, type Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/**
 * The cell that a report explains when nothing else is asked for: the one in the middle; of images the one in the
 * middle of the first channel, which no other channel hides.
 */
export function middleCell(shape: readonly number[]): number {
  const behind = shape.length > 3 ? shape.length - 2 : 0;
  return offsetOf(
    rowMajorStrides(shape),
    shape.map((size, axis) => (axis < behind ? 0 : Math.floor((size - 1) / 2))),
  );
}

/**
 * The cell of `--pin 0,2,1`, as a flat position; null for `--pin none`.
 * @param shape      of the input as it is fed
 * @param otherwise  without the flag
 * @throws UsageError when the index does not name a cell
 */
export function pinOf(
  flags: Flags,
  shape: readonly number[],
  otherwise: number | null,
): number | null {
  const text = flags.values.get('pin');
  if (text === undefined) return otherwise;
  if (text.toLowerCase() === 'none') return null;
  const index = integersOf('pin', text);
  if (index.length === shape.length && index.every((at, axis) => at >= 0 && at < shape[axis]!))
    return offsetOf(rowMajorStrides(shape), index);
  throw new UsageError(
    `--pin: expected an index into the shape (${shape.join(', ')}), or none, got "${text}".`,
  );
}
