import type { LayerRow } from '../../core/norm/layerRow.ts';
import type { LayerName, LayerOptions, OptionValue } from '../../core/norm/spec.ts';

/** A layer that is being chosen for an input, with its options: what the picker and the form work on. */
export interface LayerEditor {
  readonly row: LayerRow;
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
