import { defaultAxes } from '../tensor/tensor.ts';
import type { LayerRow } from './layerRow.ts';
import type { LayerOptions, OptionValue } from './view.ts';

/**
 * Every option of a layer at its default: PyTorch's own, and where PyTorch asks for a value
 * (num_features, normalized_shape, num_groups …) one that suits the input.
 * @param shape  shape of the input
 * @param axes   its axis names; the usual ones when left out
 */
export function defaultsFor(
  row: LayerRow,
  shape: readonly number[],
  axes: readonly string[] = defaultAxes(shape.length),
): LayerOptions {
  const options: Record<string, OptionValue> = {};
  for (const option of row.options)
    options[option.name] = option.derive ? option.derive(shape, axes) : option.default;
  return options;
}
