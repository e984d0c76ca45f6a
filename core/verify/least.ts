const GOLDEN = (Math.sqrt(5) - 1) / 2;
const STEPS = 40;
/** Steps after which what is left is 3 thousandths of the interval. */
const NARROW = 12;

/**
 * Where a function with one valley is least, by the golden section.
 * @param hopeful  where nothing as small is seen once the interval is narrow, it is left at that
 */
export function smallest(
  of: (at: number) => number,
  from: number,
  to: number,
  hopeful = Infinity,
): number {
  let [a, b] = [from, to];
  let [c, d] = [b - GOLDEN * (b - a), a + GOLDEN * (b - a)];
  let [atC, atD] = [of(c), of(d)];
  for (let step = 1; step < STEPS; step++) {
    if (step === NARROW && !(Math.min(atC, atD) <= hopeful)) break;
    if (atC < atD) {
      [b, d, atD] = [d, c, atC];
      c = b - GOLDEN * (b - a);
      atC = of(c);
    } else {
      [a, c, atC] = [c, d, atD];
      d = a + GOLDEN * (b - a);
      atD = of(d);
    }
  }
  return atC < atD ? (a + d) / 2 : (c + b) / 2;
}
