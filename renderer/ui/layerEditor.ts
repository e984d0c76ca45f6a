import type { LayerRow, OptionRow } from '../../core/norm/layerRow.ts';
import type { LayerName } from '../../core/norm/layers.ts';
import type { LayerOptions, OptionValue } from '../../core/norm/view.ts';

/** A layer that is being chosen for an input, with its options: what the picker and the form work on. */
export interface LayerEditor {
  readonly row: LayerRow<LayerName>;
  /** Every option as it stands. */
  readonly options: LayerOptions;
  readonly changedOptions: LayerOptions;
  /** The input in the order in which the layer is fed. */
  readonly fedShape: readonly number[];
  readonly fedAxes: readonly string[];
  setLayer(layer: LayerName): void;
  /** Sets an option; undefined puts it back to its default. */
  setOption(name: string, value: OptionValue | undefined): void;
  resetOptions(): void;
}

/** Options with one set; undefined puts it back to its default. */
export function optionsWith(
  options: LayerOptions,
  name: string,
  value: OptionValue | undefined,
): LayerOptions {
  const { [name]: _, ...others } = options;
  return value === undefined ? others : { ...others, [name]: value };
}

/** Positions of axes with one put in or taken out, in order; null for none where the option may be None. */
export function axesWith(
  axes: OptionValue | undefined,
  axis: number,
  { nullable }: OptionRow,
): OptionValue {
  const chosen = new Set(chosenAxes(axes));
  if (!chosen.delete(axis)) chosen.add(axis);
  return chosen.size === 0 && nullable ? null : [...chosen].sort((a, b) => a - b);
}

/** Positions that an option for axes holds. */
export function chosenAxes(value: OptionValue | undefined): readonly number[] {
  return Array.isArray(value) ? (value as readonly number[]) : [];
}
