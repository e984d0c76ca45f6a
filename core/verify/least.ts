/** Where a function with one valley is least, by the golden section. */
export function smallest(of: (at: number) => number, from: number, to: number): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [a, b] = [from, to];
  for (let step = 0; step < 40; step++) {
    const [c, d] = [b - golden * (b - a), a + golden * (b - a)];
    if (of(c) < of(d)) b = d;
    else a = c;
  }
  return (a + b) / 2;
}
