import { defaultsFor } from '../../core/norm/defaultsFor.ts';
import { layerRow } from '../../core/norm/layers.ts';
import type { LayerEditor } from '../ui/layerEditor.ts';
import type { Compare } from './compare.svelte.ts';
import type { Run } from './run.ts';

/**
 * One layer of the comparison as the form edits it.
 * @param fedShape  sizes of the input in the order in which the layer is fed
 */
export function runEditor(
  compare: Compare,
  { id, layer, options }: Run,
  fedShape: readonly number[],
  fedAxes: readonly string[],
): LayerEditor {
  const row = layerRow(layer);
  return {
    row,
    options: { ...defaultsFor(row, fedShape, fedAxes), ...options },
    changedOptions: options,
    fedShape,
    fedAxes,
    setLayer: (chosen) => compare.setLayer(id, chosen),
    setOption: (name, value) => compare.setOption(id, name, value),
    resetOptions: () => compare.resetOptions(id),
  };
}
