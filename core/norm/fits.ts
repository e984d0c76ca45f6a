import type { InputForm, LayerRow } from './layerRow.ts';
import type { Notice } from './spec.ts';

/** The form in which a layer takes an input of this rank, or null when it takes none. */
export function formOf(row: LayerRow, rank: number): InputForm | null {
  return (
    row.forms.find((form) => form.minRank <= rank && rank <= (form.maxRank ?? Infinity)) ?? null
  );
}

/**
 * Why a layer cannot take an input of this shape, in PyTorch's words and with what to do; null when it can.
 * Only the number of dimensions decides: sizes are the options' concern.
 */
export function fits(row: LayerRow, shape: readonly number[]): Notice | null {
  const rank = shape.length;
  if (formOf(row, rank)) return null;
  const ranks = expectedRanks(row);
  const forms = row.forms.map((form) => form.text).join(' or ');
  return {
    code: 'rank',
    message: `expected ${ranks} input (got ${rank}D input). ${row.name} takes ${forms}; choose a layer for ${rank}D input or reshape it.`,
    details: { layer: row.name, expected: ranks, rank, forms },
  };
}

/** "2D or 3D", "4D", "at least 2D": as PyTorch's messages say it. */
function expectedRanks(row: LayerRow): string {
  const open = row.forms.find((form) => form.maxRank === null);
  if (open) return open.ranks ?? `at least ${open.minRank}D`;
  const ranks = row.forms.map((form) => form.minRank).sort((a, b) => a - b);
  return ranks.map((rank) => `${rank}D`).join(' or ');
}
