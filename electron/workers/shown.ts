import { rowMajorStrides } from '../../core/tensor/strides.ts';
import { numel, type Tensor } from '../../core/tensor/tensor.ts';
import { PIECE, type BlockKernel } from './blockKernel.ts';
import { displayTensor, MOST_CELLS } from './displayTensor.ts';
import type { ShownTensor } from './jobs.ts';
import { meansOf, type Blocks } from './poolBlocks.ts';
import { BlockSummary, summarizeLarge } from './summarizeLarge.ts';

/** Prepares what is shown of a tensor. */
export type Show = (x: Tensor) => Omit<ShownTensor, 'tensor'>;

/** By plain loops. */
export const showPlainly: Show = (x) => ({
  display: displayTensor(x),
  summary: summarizeLarge(x.data),
});

/** Rows that are shorter are done before the kernel is called for each. */
const LEAST_ROW = 32;

/** By the kernel where it is worth it: one look at each value for its block and for the summary. */
export function createShow(kernelOf: () => BlockKernel | null): Show {
  return (x) => {
    const { data, shape } = x;
    const large = data.length > MOST_CELLS && (shape.at(-1) ?? 1) >= LEAST_ROW;
    const kernel = large && data instanceof Float32Array ? kernelOf() : null;
    if (!kernel) return showPlainly(x);
    const found = new BlockSummary();
    const display = displayTensor(x, (_, sizes, pool) =>
      poolByKernel(kernel, { ...x, data: data as Float32Array }, sizes, pool, found),
    );
    return { display, summary: found.summary };
  };
}

type Float32Tensor = Tensor & { readonly data: Float32Array };

/** poolBlocks(), and what it passes is added to a summary. */
function poolByKernel(
  kernel: BlockKernel,
  x: Float32Tensor,
  sizes: readonly number[],
  pool: readonly number[],
  found: BlockSummary,
): Blocks {
  const blocks = numel(sizes);
  kernel.begin(blocks);
  const width = x.shape.at(-1)!;
  const along = pool.at(-1)!;
  // Whole rows, or a part of one that ends with a block: both are powers of two.
  const piece = width < PIECE ? Math.floor(PIECE / width) * width : PIECE;
  const firstBlock = blockOfRow(x.shape, sizes, pool);
  for (let start = 0; start < x.data.length; start += width * Math.ceil(piece / width)) {
    const end = Math.min(start + width * Math.ceil(piece / width), x.data.length);
    for (let from = start; from < end; from += piece) {
      const to = Math.min(from + piece, end);
      kernel.load(x.data, from, to);
      const moments = { count: to - from, ...kernel.moments(to - from) };
      if (!found.add(moments)) found.addAny(x.data.subarray(from, to));
      for (let at = from; at < to;) {
        const inRow = at % width;
        const stop = Math.min(to, at - inRow + width);
        const block = firstBlock((at - inRow) / width) + Math.floor(inRow / along);
        kernel.add(at - from, stop - from, along, block);
        at = stop;
      }
    }
  }
  const { sum, min, max } = kernel.blocks(blocks);
  return { mean: meansOf(sum, x.shape, sizes, pool), min, max };
}

/** The block in which a row of the innermost axis begins. */
function blockOfRow(
  shape: readonly number[],
  sizes: readonly number[],
  pool: readonly number[],
): (row: number) => number {
  const strides = rowMajorStrides(sizes);
  return (row) => {
    let block = 0;
    for (let axis = shape.length - 2; axis >= 0; axis--) {
      const size = shape[axis]!;
      block += Math.floor((row % size) / pool[axis]!) * strides[axis]!;
      row = Math.floor(row / size);
    }
    return block;
  };
}
