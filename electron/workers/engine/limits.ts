/** Sizes at which the engine changes its way of working. None depends on the number of threads, so no result does. */
export interface Limits {
  /** Jobs of fewer values stay on one thread: waking a second costs more. */
  readonly spreadFrom: number;
  /** Bytes of input in a chunk: small enough to share evenly and to stop within milliseconds. */
  readonly chunkBytes: number;
  /** Groups of more bytes are divided over the threads, since they stay in no thread's cache. */
  readonly divideFrom: number;
  /** Fewer groups than this are divided, however small, as soon as a job is spread. */
  readonly fewGroups: number;
  /** Values in one part of a divided group. */
  readonly partValues: number;
  /** Bytes of a tile of neighbouring groups, to stay in a second-level cache. */
  readonly tileBytes: number;
  /** Columns of a kept inner run that are done at once: a thread's scratch holds 52 bytes of each. More than a folded row has. */
  readonly widest: number;
}

/** Measured by `npm run bench`. */
export const LIMITS: Limits = {
  spreadFrom: 500_000,
  chunkBytes: 1 << 19,
  divideFrom: 1 << 22,
  fewGroups: 8,
  partValues: 1 << 16,
  tileBytes: 1 << 18,
  widest: 16_384,
};
