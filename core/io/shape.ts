import { InputError, type ErrorCode } from '../errors.ts';
import { shown } from './shown.ts';

/** NumPy's own limit since version 2. */
const MAX_RANK = 64;

/** Formats with a text for a shape that cannot be. */
type ShapedFormat = ErrorCode extends infer Code
  ? Code extends `${infer Format}-shape`
    ? Format
    : never
  : never;

/**
 * The number of bytes that a shape asks for.
 * @param format  name of the file format, the first part of the error's code
 * @param shape   sizes as the file gives them
 * @param bytes   size of an element
 * @throws InputError "<format>-shape" for negative or fractional sizes, too many axes, or more than 2^53 bytes
 */
export function byteLength(format: ShapedFormat, shape: readonly unknown[], bytes: number): number {
  const sizes = `(${shape
    .slice(0, 8)
    .map((size) => shown(String(size), 24))
    .join(', ')}${shape.length > 8 ? ', …' : ''})`;
  const refuse = (expected: string, got: string) =>
    new InputError(
      `${format}-shape` as const,
      `the file's shape is ${sizes}: expected ${expected}, got ${got}. The file is damaged; write it again.`,
      { shape: sizes },
    );
  if (shape.length > MAX_RANK) throw refuse(`at most ${MAX_RANK} axes`, `${shape.length}`);
  let total = bytes;
  for (const size of shape) {
    if (!Number.isSafeInteger(size) || (size as number) < 0)
      throw refuse('whole sizes from 0 to 2^53', shown(String(size), 40));
    total *= size as number;
  }
  if (!Number.isSafeInteger(total)) throw refuse('at most 2^53 bytes', `${total} bytes`);
  return total;
}
