import { indexOf } from '../../../core/tensor/strides.ts';
/** A box of a tensor's view that lies in one piece in the file. */
export interface Chunk {
  /** First value, counted from the start of the data. */
  readonly at: number;
  readonly length: number;
  /** First index and number of indices along every dimension. */
  readonly from: readonly number[];
  readonly sizes: readonly number[];
}

/** Product of sizes from `first` on. */
export function volume(sizes: readonly number[], first = 0): number {
  return sizes.slice(first).reduce((product, size) => product * size, 1);
}

/**
 * Cuts row-major values into boxes, in the order in which they lie: one dimension is cut, those outside it are taken one
 * index at a time, those inside it whole.
 * @param sizes  of the dimensions, outermost first
 * @param most   values in a chunk; at least 1
 */
export function* chunksOf(sizes: readonly number[], most: number): Generator<Chunk> {
  const total = volume(sizes);
  if (total <= most) {
    if (total > 0) yield { at: 0, length: total, from: sizes.map(() => 0), sizes: [...sizes] };
    return;
  }
  let cut = 0;
  while (volume(sizes, cut + 1) > most) cut++;
  const inside = volume(sizes, cut + 1);
  const along = sizes[cut] ?? 1;
  const step = Math.max(1, Math.floor(most / inside));
  const outside = sizes.slice(0, cut);
  const repeats = volume(outside);
  for (let outer = 0; outer < repeats; outer++) {
    const index = indexOf(outside, outer);
    for (let start = 0; start < along; start += step) {
      const count = Math.min(step, along - start);
      yield {
        at: (outer * along + start) * inside,
        length: count * inside,
        from: [...index, start, ...sizes.slice(cut + 1).map(() => 0)],
        sizes: [...index.map(() => 1), count, ...sizes.slice(cut + 1)],
      };
    }
  }
}
