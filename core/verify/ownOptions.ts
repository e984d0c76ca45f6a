import { optionRow, type LayerRow } from '../norm/layerRow.ts';
import type { LayerOptions } from '../norm/view.ts';

/** Those of the options that a layer has. */
export function ownOptions(row: LayerRow, options: LayerOptions): LayerOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => optionRow(row, name)));
}
