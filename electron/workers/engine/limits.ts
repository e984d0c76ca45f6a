/** Sizes at which the engine changes its way of working. None depends on the number of threads, so no result does. */
export interface Limits {
  /** Jobs of fewer values stay on one thread: waking a second costs more. */
  readonly spreadFrom: number;
  /** Least bytes of input in a chunk. */
  readonly chunkBytes: number;
  /**
   * Most bytes of a chunk whose groups are read while those before them are written: few starts, and still a stop within milliseconds.
   */
  readonly longChunkBytes: number;
  /** Long chunks are cut so that a job has as many, to be shared evenly; fewer where a chunk has to hold several tiles. */
  readonly chunks: number;
  readonly tiledChunks: number;
  /** Groups of more bytes are divided over the threads, since they stay in no thread's cache. */
  readonly divideFrom: number;
  /** Fewer groups than this are divided, however small, as soon as a job is spread. */
  readonly fewGroups: number;
  /** Values in one part of a divided group. */
  readonly partValues: number;
  /**
   * Most bytes of a tile of neighbouring groups: the longer the stretches of memory that are read at a time the better, as long as the
   * tile stays in a cache until it is written.
   */
  readonly tileBytes: number;
  /** Columns of a kept inner run that are done at once: a thread's scratch holds 52 bytes of each. More than a folded row has. */
  readonly widest: number;
}

/** Measured by `npm run bench`. */
export const LIMITS: Limits = {
  spreadFrom: 500_000,
  chunkBytes: 1 << 19,
  longChunkBytes: 6 << 20,
  chunks: 8,
  tiledChunks: 4,
  divideFrom: 1 << 22,
  fewGroups: 8,
  partValues: 1 << 16,
  tileBytes: 1 << 20,
  widest: 16_384,
};
