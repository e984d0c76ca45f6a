/**
 * Sizes at which the engine changes its way of working. How a group is divided does not depend on the number of threads, and so the result
 * does not.
 */
export interface Limits {
  /** Jobs of fewer values stay on one thread: waking a second costs more. */
  readonly spreadFrom: number;
  /** Least bytes of input in a chunk. */
  readonly chunkBytes: number;
  /**
   * Most bytes of a chunk whose groups are read while those before them are written: few starts, and still a stop within milliseconds.
   */
  readonly longChunkBytes: number;
  /** Long chunks are cut so that every thread has as many: more are shared more evenly, fewer hold several tiles. */
  readonly shares: number;
  readonly stridedShares: number;
  /** Groups of more bytes are divided over the threads, since they stay in no thread's cache. */
  readonly divideFrom: number;
  /** Fewer groups than this are divided, however small, as soon as a job is spread. */
  readonly fewGroups: number;
  /** Values in one part of a divided group. */
  readonly partValues: number;
  /**
   * Most bytes of a tile of neighbouring groups, as long as the tile stays in a cache until it is written. Where the runs of a group lie
   * apart, a larger tile reads longer stretches of memory at a time.
   */
  readonly tileBytes: number;
  readonly stridedTileBytes: number;
  /** Columns of a kept inner run that are done at once: a thread's scratch holds 52 bytes of each. More than a folded row has. */
  readonly widest: number;
}

/** Measured by `npm run bench`. */
export const LIMITS: Limits = {
  spreadFrom: 500_000,
  chunkBytes: 1 << 19,
  longChunkBytes: 6 << 20,
  shares: 4,
  stridedShares: 1,
  divideFrom: 1 << 22,
  fewGroups: 8,
  partValues: 1 << 16,
  tileBytes: 1 << 20,
  stridedTileBytes: 1 << 21,
  widest: 16_384,
};
