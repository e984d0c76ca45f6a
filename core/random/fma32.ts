/**
 * Fused multiply-add of float32: a·b + c, rounded once, as the FMA instruction does.
 *
 * a·b is exact in float64 and its sum with c is rounded to float64, then to float32. The second rounding errs
 * only when the float64 sum lies midway between two float32 without being exact; then the rest of the sum decides.
 * @param a  float32
 * @param b  float32
 * @param c  float32
 * @source   Knuth, TAOCP volume 2, 4.2.2, theorem B for the rest of a sum
 */
export function fma32(a: number, b: number, c: number): number {
  const product = a * b;
  const sum = product + c;
  const rounded = Math.fround(sum);
  const away = sum - rounded;
  if (away === 0) return rounded;
  const neighbour = sum + away;
  if (Math.fround(neighbour) !== neighbour) return rounded;
  const part = sum - product;
  const rest = product - (sum - part) + (c - part);
  if (rest === 0) return rounded;
  return rest > 0 === away > 0 ? neighbour : rounded;
}
