import type { TensorData } from '../../../tensor/tensor.ts';

/** Windows over one column of channels, whatever their width: O(1) a window instead of O(width). */
export interface WideWindow {
  /** Takes the column of channels that begins at `from`, its values `stride` apart. */
  load(data: TensorData, from: number, stride: number): void;
  /** Σx² over the channels first…last, both inclusive: at most as many as the window is wide. */
  sum(first: number, last: number): number;
  /** Whether a NaN or infinite value lies among them. */
  spoiled(first: number, last: number): boolean;
}

/**
 * Sums from both ends of blocks as long as the window: every window is the end of one block and the beginning of the
 * next. Nothing is subtracted, so that no digits are lost.
 * @param channels  length of the column
 * @param width     of the window, at least that of every sum that is asked for
 * @source          van Herk 1992, "A fast algorithm for local minimum and maximum filters", with sums
 */
export function wideWindow(channels: number, width: number): WideWindow {
  const upTo = new Float64Array(channels);
  const onFrom = new Float64Array(channels);
  const notFinite = new Uint32Array(channels + 1);
  return {
    load(data, from, stride) {
      for (let c = 0; c < channels; c++) {
        const value = data[from + c * stride]!;
        upTo[c] = (c % width === 0 ? 0 : upTo[c - 1]!) + value * value;
        notFinite[c + 1] = notFinite[c]! + (Number.isFinite(value) ? 0 : 1);
      }
      for (let c = channels - 1; c >= 0; c--) {
        const value = data[from + c * stride]!;
        const ends = c === channels - 1 || (c + 1) % width === 0;
        onFrom[c] = (ends ? 0 : onFrom[c + 1]!) + value * value;
      }
    },
    sum(first, last) {
      // a part of one block only: its beginning, or the end of the last block
      if (first % width === 0) return upTo[Math.min(last, first + width - 1)]!;
      if (Math.floor(first / width) === Math.floor(last / width)) return onFrom[first]!;
      return onFrom[first]! + upTo[last]!;
    },
    spoiled: (first, last) => notFinite[last + 1]! > notFinite[first]!,
  };
}
