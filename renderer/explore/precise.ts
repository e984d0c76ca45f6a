const MINUS = '\u2212';

/**
 * A number with all the digits that it has: the shortest text that reads back as the same float32, or
 * as the same float64.
 */
export function precise(value: number, single: boolean): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : `${MINUS}∞`;
  return (single ? shortest32(value) : String(value)).replaceAll('-', MINUS);
}

function shortest32(value: number): string {
  const wanted = Math.fround(value);
  for (let digits = 6; digits <= 9; digits++) {
    const text = String(Number(wanted.toPrecision(digits)));
    if (Math.fround(Number(text)) === wanted) return text;
  }
  return String(wanted);
}
