// What is trained, and on how much.

/** Layers that gather running statistics, or keep those that they were given. */
export const TRAINED = [
  'BatchNorm1d',
  'BatchRenorm',
  'GhostBatchNorm',
  'MaskedBatchNorm1d',
  'FrozenBatchNorm2d',
] as const;
export type Trained = (typeof TRAINED)[number];

/** Samples in a batch. */
export const BATCH_SIZE = 8;
/** Batches that the layer is trained on. */
export const BATCHES = 30;
/** True mean and standard deviation of every channel; all of them exact in float32. */
export const TRUE_MEAN: readonly number[] = [2, -1, 0.5];
export const TRUE_STD: readonly number[] = [1.5, 0.5, 3];
