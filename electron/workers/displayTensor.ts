import { numel, type Tensor } from '../../core/tensor/tensor.ts';
import type { DisplayTensor } from '../../core/figure/displayTensor.ts';
import { poolBlocks } from './poolBlocks.ts';

/** Tensors up to this many cells are drawn cell by cell; larger ones are pooled to at most as many. */
export const MOST_CELLS = 262_144;
/** Most cells along one axis: more than a screen has pixels for, and pictures stop at some 16,000. */
export const MOST_ALONG = 2048;

/**
 * What of a tensor is drawn: all of it, or means, minima and maxima of blocks of `pool` cells.
 * @param blocksOf  what finds them
 */
export function displayTensor(x: Tensor, blocksOf = poolBlocks): DisplayTensor {
  const pool = poolOf(x.shape, x.axes);
  const { axes, shape: fullShape } = x;
  if (pool.every((size) => size === 1))
    return { data: x.data.slice(), shape: fullShape, axes, pool, fullShape };
  const shape = sizesOf(fullShape, pool);
  const { mean, min, max } = blocksOf(x, shape, pool);
  return { data: mean, shape, axes, pool, fullShape, extremes: { min, max } };
}

/** Samples and channels have names of their own: up to so many, a block does not mix them. */
const NAMED = ['N', 'C'];
const MOST_NAMED = 128;
/** Until planes have become so small. */
const FEW = 8;

/** Halves the longest axes until few enough cells are left, samples and channels last. */
function poolOf(shape: readonly number[], axes: readonly string[]): number[] {
  const pool = shape.map(() => 1);
  for (;;) {
    const sizes = sizesOf(shape, pool);
    const long = sizes.map((size) => (size > MOST_ALONG ? size : 0));
    const tooLong = long.some((size) => size > 0);
    if (numel(sizes) <= MOST_CELLS && !tooLong) return pool;
    const free = sizes.map((size, axis) =>
      size > (NAMED.includes(axes[axis] ?? '') ? MOST_NAMED : FEW) ? size : 0,
    );
    const among = tooLong ? long : free.some((size) => size > 0) ? free : sizes;
    const longest = among.indexOf(Math.max(...among));
    pool[longest] = (pool[longest] ?? 1) * 2;
  }
}

function sizesOf(shape: readonly number[], pool: readonly number[]): number[] {
  return shape.map((size, axis) => Math.ceil(size / (pool[axis] ?? 1)));
}
