import { record } from '../../core/shape/compound.ts';
import { integer } from '../../core/shape/values.ts';

/** A cell by the names of its axes. */
export const cellIndex = record(integer());

/** Plain data as the text that the service keeps: JSON has no NaN and no ∞, which are written by name. */
export function keptText(value: unknown): string {
  return JSON.stringify(value, (_, entry: unknown) =>
    typeof entry === 'number' && !Number.isFinite(entry) ? String(entry) : entry,
  );
}
