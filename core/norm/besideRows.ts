import type { InputRow, ViewInput } from './layerRow.ts';
import type { InputDim } from './furtherInput.ts';

/** Tensors that come in beside x, γ, β and running statistics. */

const like = ({ shape, axes }: ViewInput): InputDim[] =>
  shape.map((size, axis) => ({ name: axes[axis] ?? `A${axis}`, size }));
const along =
  (...positions: readonly number[]) =>
  (input: ViewInput): InputDim[] => {
    const dims = like(input);
    return positions.flatMap((axis) => dims[axis] ?? []);
  };

/** z of the shape of x. */
export const GATE: InputRow = { name: 'gate', dims: like, initial: null };

/** 1 where a position of a sample takes part; stored statistics need none. */
export const MASK: InputRow = {
  name: 'mask',
  dims: along(0, 2),
  initial: null,
  used: ({ usesBatch }) => usesBatch,
};

/** Another image, of any height and width. */
export const STYLE: InputRow = {
  name: 'style',
  dims: (input) => [...along(0, 1)(input), { name: 'h', size: null }, { name: 'w', size: null }],
  initial: null,
};

/** The least that a channel's output is. */
export const TAU: InputRow = { name: 'tau', dims: along(1), initial: 0 };

/** EvoNorm's v, which it has where it bends. */
export const V: InputRow = {
  name: 'v',
  dims: along(1),
  initial: 1,
  has: ({ options }) => options.apply_act !== false,
};

const three = (): InputDim[] => [{ name: 'statistics', size: 3 }];
/** Before softmax: of the instance, the layer and the batch. */
export const MEAN_WEIGHT: InputRow = { name: 'mean_weight', dims: three, initial: 1 };
export const VAR_WEIGHT: InputRow = { name: 'var_weight', dims: three, initial: 1 };
