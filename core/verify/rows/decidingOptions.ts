import { optionRow, type LayerRow } from '../../norm/layerRow.ts';
import type { LayerOptions } from '../../norm/view.ts';

/** Options that decide what the layer makes of x, but for eps, which is told by itself. */
export function decidingOptions(row: LayerRow, options: LayerOptions): LayerOptions {
  return Object.fromEntries(
    Object.entries(options).filter(([name, value]) => {
      const option = optionRow(row, name);
      if (!option) return false;
      const isSwitched = ['boolean', 'choice'].includes(option.kind) && value !== option.default;
      const isGrouped = option.coverings !== undefined && option.kind === 'integer';
      return option.starts !== undefined || option.tried !== undefined || isSwitched || isGrouped;
    }),
  );
}
