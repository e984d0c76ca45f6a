/**
 * Sizes at which the engine changes its way of working. How a group is divided does not depend on the number of threads, and so the result
 * does not.
 */
export interface Limits {
  /** Jobs of fewer values stay on one thread: waking a second costs more. */
  readonly spreadFrom: number;
  /** Least bytes of input in a chunk. */
  readonly chunkBytes: number;
  /** Tiles are cut so that every thread has as many at least. */
  readonly shares: number;
  /** Groups of more bytes are divided over the threads, since they stay in no thread's cache. */
  readonly divideFrom: number;
  /** Fewer groups than this are divided, however small, as soon as a job is spread. */
  readonly fewGroups: number;
  /** Values in one part of a divided group. */
  readonly partValues: number;
  /**
   * Most bytes of a tile of neighbouring groups: it is read while the one before it is written, and has to stay in a cache until its
   * turn. Where the runs of a group lie apart, a larger tile reads longer stretches of memory at a time.
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
  shares: 3,
  divideFrom: 1 << 22,
  fewGroups: 8,
  partValues: 1 << 16,
  tileBytes: 1 << 20,
  stridedTileBytes: 1 << 21,
  widest: 16_384,
};
