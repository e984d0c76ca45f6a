/** Beyond this erf is 1 in float64. */
const ONE_FROM = 6;

/**
 * The error function, to the last few bits of float64.
 *
 * The series without alternating signs, so that nothing cancels: 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (2n+1)!!.
 * @source Abramowitz and Stegun 1964, 7.1.6
 */
export function erf(x: number): number {
  const size = Math.abs(x);
  if (Number.isNaN(x)) return NaN;
  if (size >= ONE_FROM) return Math.sign(x);
  let term = size;
  let sum = size;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * size * size) / (2 * n + 1);
    sum += term;
  }
  return Math.sign(x) * Math.min(1, (2 / Math.sqrt(Math.PI)) * Math.exp(-size * size) * sum);
}
