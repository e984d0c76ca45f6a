/** Steps of a search, and how near its corners come to each other. */
const MOST_STEPS = 400;
const NEAR = 1e-12;
const FIRST_STEP = 0.25;
/** Where values of the corners hardly differ, the least is not 0 and found well enough. */
const FLAT = 1e-5;
/** Steps for each number after which it goes on only where it has come somewhere. */
const PATIENCE = 20;

export interface Least {
  readonly at: readonly number[];
  readonly value: number;
}

/**
 * Where a function of a few numbers is least, near a start: Nelder and Mead's simplex.
 * @param of     its value; Infinity where it has none
 * @param wanted  a value that is of use: what stays above it is given up
 * @source    Nelder and Mead 1965, A simplex method for function minimization
 */
export function leastNear(
  of: (at: readonly number[]) => number,
  start: readonly number[],
  wanted: number,
): Least {
  const valued = (at: readonly number[]): Least => {
    const value = of(at);
    return { at, value: Number.isNaN(value) ? Infinity : value };
  };
  const corners = [
    valued(start),
    ...start.map((_, i) => valued(start.map((x, j) => (i === j ? x + FIRST_STEP : x)))),
  ];
  for (let step = 0; step < MOST_STEPS; step++) {
    corners.sort((a, b) => a.value - b.value);
    const [best, worst] = [corners[0]!, corners.at(-1)!];
    const width = Math.max(...worst.at.map((x, i) => Math.abs(x - best.at[i]!)));
    const flat = worst.value - best.value <= FLAT * best.value;
    if (width < NEAR || flat || (step > PATIENCE * start.length && best.value > wanted)) break;
    const others = corners.slice(0, -1);
    const middle = start.map(
      (_, i) => others.reduce((sum, { at }) => sum + at[i]!, 0) / others.length,
    );
    const along = (by: number) => valued(middle.map((x, i) => x + by * (worst.at[i]! - x)));
    const turned = along(-1);
    if (turned.value < best.value) {
      const further = along(-2);
      corners[corners.length - 1] = further.value < turned.value ? further : turned;
    } else if (turned.value < others.at(-1)!.value) corners[corners.length - 1] = turned;
    else {
      const nearer = along(turned.value < worst.value ? -0.5 : 0.5);
      if (nearer.value < Math.min(turned.value, worst.value)) corners[corners.length - 1] = nearer;
      else
        for (let i = 1; i < corners.length; i++)
          corners[i] = valued(corners[i]!.at.map((x, j) => (x + best.at[j]!) / 2));
    }
  }
  return corners.reduce((a, b) => (b.value < a.value ? b : a));
}
