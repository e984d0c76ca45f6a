import { defaultAxes } from './tensor.ts';

/** What a person called the axes of a tensor of this shape. */
export interface KnownAxes {
  readonly shape: readonly number[];
  readonly axes: readonly string[];
}

/** Widths of embeddings that models have; as a last axis they are features, not positions. */
const WIDTHS: ReadonlySet<number> = new Set([
  128, 192, 256, 320, 384, 512, 640, 768, 896, 1024, 1152, 1280, 1408, 1536, 1664, 1792, 2048, 2304,
  2560, 2880, 3072, 3584, 4096, 5120, 6144, 7168, 8192, 12_288, 16_384,
]);
/** Fewer rows and columns than this are no image. */
const LEAST_IMAGE = 8;
/** An image's longer side is at most so many times its shorter one. */
const LONGEST_SIDE = 3;

/**
 * Names for the axes of a tensor that a file brings without any: what people called those of the same shape, whatever
 * its first size; else channels last where the last size is an embedding's width or an image's channels; else the
 * usual names of the rank. A guess, to be shown as one.
 * @param known  most recent first
 */
export function guessAxes(
  shape: readonly number[],
  known: readonly KnownAxes[] = [],
): readonly string[] {
  return knownAxes(shape, known) ?? [...(bySizes(shape) ?? defaultAxes(shape.length))];
}

/** What people called the axes of such a tensor; undefined where nobody did. */
export function knownAxes(
  shape: readonly number[],
  known: readonly KnownAxes[],
): readonly string[] | undefined {
  return known.find((each) => alike(each, shape))?.axes;
}

/** The known names with those of a shape, which were given last; at most `most`. */
export function withKnown(
  known: readonly KnownAxes[],
  { shape, axes }: KnownAxes,
  most = 64,
): readonly KnownAxes[] {
  return [{ shape, axes }, ...known.filter((each) => !alike(each, shape))].slice(0, most);
}

/** Batches and lengths in front differ from file to file; the sizes behind do not. */
function alike({ shape }: KnownAxes, other: readonly number[]): boolean {
  return shape.length === other.length && shape.every((size, i) => i === 0 || size === other[i]);
}

/**
 * Lengths are powers of two more often than widths are: 768 before 512 is the width. Of two equal sizes neither says
 * anything, and PyTorch's order stands.
 */
function isWiderBefore(before: number, last: number): boolean {
  const power = (size: number) => Number.isInteger(Math.log2(size));
  return before === last || (WIDTHS.has(before) && !power(before) && power(last));
}

function bySizes(shape: readonly number[]): string | null {
  const last = shape.at(-1) ?? 0;
  const channels = (size: number | undefined) => size === 1 || size === 3;
  const image = (height = 0, width = 0) =>
    Math.min(height, width) >= LEAST_IMAGE &&
    Math.max(height, width) <= LONGEST_SIDE * Math.min(height, width);
  switch (shape.length) {
    case 2:
      return null;
    case 3:
      if (channels(shape[0]) && image(shape[1], last)) return 'CHW';
      if (channels(last) && image(shape[0], shape[1])) return 'HWC';
      return WIDTHS.has(last) && !isWiderBefore(shape[1] ?? 0, last) ? 'NLC' : null;
    case 4:
      if (channels(shape[1])) return null;
      if (channels(last) && image(shape[1], shape[2])) return 'NHWC';
      return WIDTHS.has(last) && !WIDTHS.has(shape[1] ?? 0) && shape[1] === shape[2]
        ? 'NHWC'
        : null;
    default:
      return null;
  }
}
