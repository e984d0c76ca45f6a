import { summarize, type Summary } from '../../core/tensor/summary.ts';
import type { TensorData } from '../../core/tensor/tensor.ts';

/** Values of a block: both passes over it find it in the cache. */
const BLOCK = 4096;

/** Moments of the finite values so far. */
interface Totals {
  count: number;
  mean: number;
  /** Σ(x − mean)² */
  squares: number;
  min: number;
  max: number;
  nan: number;
  inf: number;
}

/**
 * summarize() at memory speed for large tensors: block by block, each twice while it lies in the cache, merged pairwise.
 * @source Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 2.1
 */
export function summarizeLarge(data: TensorData): Summary {
  // Squares of float64 values can leave the range of float64: the careful way knows how to scale.
  if (data.length <= BLOCK || data instanceof Float64Array) return summarize(data);
  const totals: Totals = {
    count: 0,
    mean: 0,
    squares: 0,
    min: Infinity,
    max: -Infinity,
    nan: 0,
    inf: 0,
  };
  for (let from = 0; from < data.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, data.length);
    if (!addFiniteBlock(data, from, to, totals)) addBlock(data.subarray(from, to), totals);
  }
  const { count, mean, squares, min, max, nan, inf } = totals;
  if (count === 0) return { min: null, max: null, mean: null, std: null, nan, inf };
  if (min === max) return { min, max, mean: min, std: 0, nan, inf };
  return { min, max, mean, std: Math.sqrt(squares / count), nan, inf };
}

/** Adds a block without NaN and infinities; false, and nothing added, when there are some. */
function addFiniteBlock(data: Float32Array, from: number, to: number, totals: Totals): boolean {
  let { min, max } = totals;
  let sum = 0;
  for (let i = from; i < to; i++) {
    const value = data[i]!;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (sum - sum !== 0) return false;
  const count = to - from;
  const mean = sum / count;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const deviation = data[i]! - mean;
    squares += deviation * deviation;
  }
  totals.min = min;
  totals.max = max;
  merge(totals, count, mean, squares);
  return true;
}

function addBlock(block: Float32Array, totals: Totals): void {
  const { min, max, mean, std, nan, inf } = summarize(block);
  totals.nan += nan;
  totals.inf += inf;
  if (min === null || max === null || mean === null || std === null) return;
  totals.min = Math.min(totals.min, min);
  totals.max = Math.max(totals.max, max);
  const count = block.length - nan - inf;
  merge(totals, count, mean, std * std * count);
}

function merge(totals: Totals, count: number, mean: number, squares: number): void {
  const all = totals.count + count;
  const delta = mean - totals.mean;
  totals.squares += squares + delta * delta * ((totals.count * count) / all);
  totals.mean += delta * (count / all);
  totals.count = all;
}
