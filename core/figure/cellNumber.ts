import { formatCell, MINUS } from './formatCell.ts';
import { textWidth } from './textWidth.ts';

/** Pixels under which a number on a cell is not read from a chair or a projector. */
export const LEAST_NUMBER = 11;
export const LARGEST_NUMBER = 22;

/** Share of a cell's width that a number may fill before it rather loses a decimal. */
const APART = 0.94;

/** The usual number, by which one size is found for all cells. */
function usual(decimals: number): string {
  return decimals > 0 ? `${MINUS}0.${'0'.repeat(decimals)}` : `${MINUS}0`;
}

/** Size of a text in a cell that is seen from the front. */
export function flatTextSize(width: number, height: number, text: string): number {
  const whole = width / textWidth(text, 1, 'sans');
  // Numbers stand apart; only those that would not be read otherwise come close to their neighbours.
  const byWidth = Math.max(0.84 * whole, Math.min(0.95 * whole, LEAST_NUMBER));
  return Math.floor(4 * Math.min(LARGEST_NUMBER, byWidth, 0.66 * height)) / 4;
}

/** Size of the usual number with so many decimals in a cell that is seen from the front. */
export function numberSize(width: number, height: number, decimals: number): number {
  return flatTextSize(width, height, usual(decimals));
}

/** Decimals, at most these and at least one, with which the usual number has its least size. */
export function decimalsAt(
  width: number,
  height: number,
  decimals: number,
  least: number = LEAST_NUMBER,
): number {
  for (let fewer = decimals; fewer > 1; fewer--)
    if (numberSize(APART * width, height, fewer) >= least) return fewer;
  return Math.min(1, decimals);
}

/** A value in a cell seen from the front: a number loses decimals before it becomes too small. */
export function flatNumber(
  value: number,
  width: number,
  height: number,
  decimals: number,
  least: number = LEAST_NUMBER,
): { readonly text: string; readonly size: number } {
  const most = decimalsAt(width, height, decimals, least);
  const common = numberSize(width, height, most);
  for (let fewer = most; fewer >= 0; fewer--) {
    const text = shortened(value, fewer, decimals);
    const size = Math.min(common, flatTextSize(width, height, text));
    if (size >= Math.min(least, common)) return { text, size };
  }
  const text = Math.abs(value) < 0.5 ? (0).toFixed(most) : formatCell(value, 0);
  return { text, size: Math.min(common, flatTextSize(width, height, text)) };
}

/** What rounds to zero only because decimals were given up is zero, not an exponent. */
export function shortened(value: number, fewer: number, decimals: number): string {
  const magnitude = Math.abs(value);
  return magnitude < 0.5 * 10 ** -fewer && magnitude >= 0.5 * 10 ** -decimals
    ? (0).toFixed(fewer)
    : formatCell(value, fewer);
}
