import type { Trained } from '../../core/training/course.ts';

/** Whose momentum is written: PyTorch's is the share of the new batch, Keras's that of the old value. */
export const CONVENTIONS = ['pytorch', 'keras'] as const;

export type Convention = (typeof CONVENTIONS)[number];

/** Shares of the eight samples of a batch among devices. */
export const SHARES: readonly (readonly number[])[] = [
  [4, 4],
  [2, 6],
  [3, 5],
  [2, 2, 4],
  [2, 2, 2, 2],
];

/** What changes the numbers of a training: all that can be undone. Plain data, never mutated. */
export interface TrainingSettings {
  /** As PyTorch means it; null is None. */
  readonly momentum: number | null;
  /** First batch, from 0, in eval mode; null for none. */
  readonly freezeFrom: number | null;
  readonly shares: readonly number[];
  readonly layer: Trained;
}

export const FIRST_SETTINGS: TrainingSettings = {
  momentum: 0.1,
  freezeFrom: null,
  shares: SHARES[1] ?? [4, 4],
  layer: 'BatchNorm1d',
};
