import type { LayerName } from '../../core/norm/layers.ts';
import type { Mode } from '../../core/norm/spec.ts';
import type { LayerOptions } from '../../core/norm/view.ts';

/** One layer of the comparison. */
export interface Run {
  readonly id: number;
  readonly layer: LayerName;
  /** Options that differ from the defaults. */
  readonly options: LayerOptions;
  readonly mode: Mode;
  /** Order of the axes in which the layer is fed; null as stored. */
  readonly layout: readonly string[] | null;
}

export const FEWEST_RUNS = 2;
export const MOST_RUNS = 6;
