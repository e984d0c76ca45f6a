/** Of fewer values the median says too little about what is usual. */
const FEWEST = 5;
/** Makes the median absolute deviation of a normal distribution its standard deviation. */
const CONSISTENT = 1.4826;
const REACH = 3;

/**
 * Which values lie beyond three robust deviations, median ± 3 · 1.4826 · MAD; those that are not finite do.
 * @returns one flag a value; only what is not finite is marked among fewer than five values, or when more
 *          than half are equal
 */
export function outliers(values: ArrayLike<number>): boolean[] {
  const all = Array.from(values);
  const finite = all.filter((value) => Number.isFinite(value));
  const middle = median(finite);
  const mad = median(finite.map((value) => Math.abs(value - middle)));
  const judges = finite.length >= FEWEST && mad > 0;
  const limit = REACH * CONSISTENT * mad;
  return all.map(
    (value) => !Number.isFinite(value) || (judges && Math.abs(value - middle) > limit),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  if (sorted.length === 0) return NaN;
  return ((sorted[Math.ceil(half) - 1] ?? NaN) + (sorted[Math.floor(half)] ?? NaN)) / 2;
}
