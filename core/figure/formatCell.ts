/** U+2212, as wide as a plus sign and the digits. */
export const MINUS = '−';

/**
 * A number as short text for a face or a table: fixed decimals, or an exponent where those would show
 * nothing (1e-7) or be long (123456); true minus sign; "NaN", "∞", "−∞"; never "−0.00".
 */
export function formatCell(value: number, decimals: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return '∞';
  if (value === -Infinity) return `${MINUS}∞`;
  const magnitude = Math.abs(value);
  const sign = value < 0 ? MINUS : '';
  if (magnitude === 0) return (0).toFixed(decimals);
  if (magnitude >= 10 ** (decimals + 3) || magnitude < 0.5 * 10 ** -decimals) {
    const [mantissa = '0', exponent = '0'] = magnitude
      .toExponential(Math.min(1, decimals))
      .split('e');
    const power = exponent.replace('+', '').replace('-', MINUS);
    return `${sign}${mantissa}e${power}`;
  }
  // Large numbers spend their digits before the point.
  const before = Math.max(1, Math.floor(Math.log10(magnitude)) + 1);
  return `${sign}${magnitude.toFixed(Math.max(0, Math.min(decimals, decimals + 2 - before)))}`;
}
