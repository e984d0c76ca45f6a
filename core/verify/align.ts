import { InputError } from '../errors.ts';
import { permute } from '../tensor/permute.ts';
import { numel, type Tensor } from '../tensor/tensor.ts';

/** y with its dimensions in the order of x's. */
export interface Aligned {
  readonly y: Tensor;
  /** Position in y of each dimension of x. */
  readonly order: readonly number[];
}

/** Orders that are tried where sizes alone do not tell. */
const MOST_ORDERS = 6;
const MOST_RANK = 6;

/**
 * The ways in which y may be x's shape with its dimensions in another order, as it lies first: channels-last copies and transposed outputs.
 * @throws InputError verify-shape when there is none
 */
export function alignments(x: Tensor, y: Tensor): Aligned[] {
  const flat = numel(x.shape) === numel(y.shape);
  const bare = y.shape.filter((size) => size !== 1);
  const sameBare = bare.join() === x.shape.filter((size) => size !== 1).join();
  if (sameBare)
    return [
      { y: { ...y, shape: x.shape, axes: x.axes }, order: x.shape.map((_, dim) => dim) },
      ...(x.shape.join() === y.shape.join() ? turned(x, y).slice(1) : []),
    ];
  const found = x.shape.length === y.shape.length && flat ? turned(x, y) : [];
  if (found.length > 0) return found;
  const list = (shape: readonly number[]) => `(${shape.join(', ')})`;
  throw new InputError(
    'verify-shape',
    `x has the shape ${list(x.shape)} and y ${list(y.shape)}: expected the same sizes, in any order. A normalization layer keeps the shape; give the layer's own input and output.`,
    { x: list(x.shape), y: list(y.shape) },
  );
}

function turned(x: Tensor, y: Tensor): Aligned[] {
  const rank = x.shape.length;
  if (rank > MOST_RANK) return [];
  const orders: number[][] = [];
  const visit = (order: readonly number[]): void => {
    const dim = order.length;
    if (dim === rank) orders.push([...order]);
    else
      for (let other = 0; other < rank; other++)
        if (!order.includes(other) && y.shape[other] === x.shape[dim]) visit([...order, other]);
  };
  visit([]);
  // As it lies first, then channels that were moved to the end or back.
  return orders.slice(0, MOST_ORDERS).map((order) => ({ y: lying(x, y, order), order }));
}

function lying(x: Tensor, y: Tensor, order: readonly number[]): Tensor {
  if (order.every((dim, i) => dim === i)) return y;
  return { ...permute(y, order), axes: x.axes };
}
