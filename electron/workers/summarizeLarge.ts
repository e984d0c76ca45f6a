import { summarize, type Summary } from '../../core/tensor/summary.ts';
import type { TensorData } from '../../core/tensor/tensor.ts';

/** Values of a block: both passes over it find it in the cache. */
const BLOCK = 4096;

/** What is known of a block of finite values. */
export interface BlockMoments {
  readonly count: number;
  readonly sum: number;
  /** Σ(x − mean)² */
  readonly squares: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A summary out of those of blocks, merged pairwise.
 * @source Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 2.1
 */
export class BlockSummary {
  #count = 0;
  #mean = 0;
  #squares = 0;
  #min = Infinity;
  #max = -Infinity;
  #nan = 0;
  #inf = 0;

  /** Adds a block of finite values; false, and nothing is added, when the sum says that some are not. */
  add({ count, sum, squares, min, max }: BlockMoments): boolean {
    if (sum - sum !== 0) return false;
    if (min < this.#min) this.#min = min;
    if (max > this.#max) this.#max = max;
    const all = this.#count + count;
    const delta = sum / count - this.#mean;
    this.#squares += squares + delta * delta * ((this.#count * count) / all);
    this.#mean += delta * (count / all);
    this.#count = all;
    return true;
  }

  /** Adds a block in which there may be NaN and infinities. */
  addAny(block: Float32Array): void {
    const { min, max, mean, std, nan, inf } = summarize(block);
    this.#nan += nan;
    this.#inf += inf;
    if (min === null || max === null || mean === null || std === null) return;
    const count = block.length - nan - inf;
    this.add({ count, sum: mean * count, squares: std * std * count, min, max });
  }

  get summary(): Summary {
    const [nan, inf] = [this.#nan, this.#inf];
    const [min, max] = [this.#min, this.#max];
    if (this.#count === 0) return { min: null, max: null, mean: null, std: null, nan, inf };
    if (min === max) return { min, max, mean: min, std: 0, nan, inf };
    return { min, max, mean: this.#mean, std: Math.sqrt(this.#squares / this.#count), nan, inf };
  }
}

/** summarize() at memory speed for large tensors: block by block, each twice while it lies in the cache. */
export function summarizeLarge(data: TensorData): Summary {
  // Squares of float64 values can leave the range of float64: the careful way knows how to scale.
  if (data.length <= BLOCK || data instanceof Float64Array) return summarize(data);
  const found = new BlockSummary();
  for (let from = 0; from < data.length; from += BLOCK) {
    const to = Math.min(from + BLOCK, data.length);
    if (!found.add(momentsOf(data, from, to))) found.addAny(data.subarray(from, to));
  }
  return found.summary;
}

function momentsOf(data: Float32Array, from: number, to: number): BlockMoments {
  let [min, max] = [Infinity, -Infinity];
  let sum = 0;
  for (let i = from; i < to; i++) {
    const value = data[i]!;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const count = to - from;
  const mean = sum / count;
  let squares = 0;
  for (let i = from; i < to; i++) {
    const deviation = data[i]! - mean;
    squares += deviation * deviation;
  }
  return { count, sum, squares, min, max };
}
