import type { TensorData } from '../../../tensor/tensor.ts';
import type { WindowPlan } from '../../spec.ts';
import { MOST_FLOAT32 } from '../../notice.ts';
import { noWindowTroubles, type WindowTroubles } from './notices.ts';
import { windowReach } from './reach.ts';

/** Wider windows are summed by blocks; any usual one is added up as it stands. */
const WIDEST_DIRECT = 64;

/**
 * LocalResponseNorm: y = x / (k + α · Σx² / size)^β over a window of neighbouring channels.
 *
 * Channels beyond the edge count as 0 and the sum is divided by `size` all the same.
 * @param data  float32[numel] or float64[numel], row-major (N, C, *)
 * @param from  first sample, inclusive
 * @param to    last sample, exclusive
 * @param out   cells of samples from…to are written; must not be `data`
 * @param found troubles are added to it
 * @source      torch/nn/functional.py, local_response_norm
 */
export function localResponse(
  data: TensorData,
  plan: WindowPlan,
  from: number,
  to: number,
  out: TensorData,
  found: WindowTroubles = noWindowTroubles(),
): void {
  const channelAxis = plan.reducedDims[0] ?? 1;
  const channels = plan.shape[channelAxis]!;
  const plane = plan.shape.slice(channelAxis + 1).reduce((product, n) => product * n, 1);
  const { below, above } = windowReach(plan.size, channels);
  const most = data instanceof Float64Array ? Number.MAX_VALUE : MOST_FLOAT32;
  const divide = (at: number, squares: number) =>
    data[at]! / (plan.k + (plan.alpha * squares) / plan.size) ** plan.beta;
  const isFine = (squares: number, y: number) =>
    (squares <= most && y - y === 0) || plan.beta === 0;

  function narrow(origin: number, channel: number): void {
    const first = Math.max(0, channel - below);
    const last = Math.min(channels - 1, channel + above);
    for (let i = 0; i < plane; i++) {
      let squares = 0;
      for (let c = first; c <= last; c++) {
        const value = data[origin + c * plane + i]!;
        squares += value * value;
      }
      const at = origin + channel * plane + i;
      out[at] = divide(at, squares);
      const y = out[at];
      if (isFine(squares, y)) continue;
      let spoiled = false;
      for (let c = first; c <= last; c++)
        if (!Number.isFinite(data[origin + c * plane + i]!)) spoiled = true;
      judge(found, squares, y, spoiled, most);
    }
  }

  function wide(origin: number, column: WideWindow): void {
    for (let i = 0; i < plane; i++) {
      column.load(data, origin + i, plane);
      for (let channel = 0; channel < channels; channel++) {
        const first = Math.max(0, channel - below);
        const last = Math.min(channels - 1, channel + above);
        const squares = column.sum(first, last);
        const at = origin + channel * plane + i;
        out[at] = divide(at, squares);
        const y = out[at];
        if (!isFine(squares, y)) judge(found, squares, y, column.spoiled(first, last), most);
      }
    }
  }

  const width = below + above + 1;
  const column = width > WIDEST_DIRECT ? wideWindow(channels, width) : null;
  for (let sample = from; sample < to; sample++) {
    const origin = sample * channels * plane;
    if (column) wide(origin, column);
    else for (let channel = 0; channel < channels; channel++) narrow(origin, channel);
  }
}

/** A cell whose output is not as it should be, counted by the reason. */
function judge(
  found: WindowTroubles,
  squares: number,
  y: number,
  spoiled: boolean,
  most: number,
): void {
  if (spoiled) found.notFinite++;
  else if (squares === Infinity) found.overflow++;
  else if (squares > most) found.float32Overflow++;
  if (!spoiled && squares !== Infinity && y - y !== 0) found.noPower++;
}

/** Windows over one column of channels, whatever their width: O(1) a window instead of O(width). */
interface WideWindow {
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
function wideWindow(channels: number, width: number): WideWindow {
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
