import { bin } from 'd3-array';

/** How some values are distributed. */
export interface Spread {
  /** Equal steps over the range of the finite values. */
  readonly bins: readonly Bin[];
  /** Of the finite values; σ is that of the biased variance. */
  readonly mean: number;
  readonly sigma: number;
  readonly notFinite: number;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

const FEWEST_BINS = 6;
const MOST_BINS = 24;

/** The distribution of some values; no bins when none is finite. */
export function spreadOf(values: readonly number[]): Spread {
  const finite = values.filter((value) => Number.isFinite(value));
  const notFinite = values.length - finite.length;
  if (finite.length === 0) return { bins: [], mean: NaN, sigma: NaN, notFinite };
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const squares = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const sigma = Math.sqrt(squares / finite.length);
  return { bins: binsOf(finite), mean, sigma, notFinite };
}

function binsOf(values: readonly number[]): Bin[] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  if (low === high) {
    const half = Math.max(Math.abs(low), 1) / 20;
    return [{ from: low - half, to: low + half, count: values.length }];
  }
  const wanted = Math.min(MOST_BINS, Math.max(FEWEST_BINS, Math.ceil(Math.sqrt(values.length))));
  const step = (high - low) / wanted;
  const thresholds = Array.from({ length: wanted - 1 }, (_, i) => low + (i + 1) * step);
  const found = bin<number, number>().domain([low, high]).thresholds(thresholds)(values);
  return found.map((each) => ({
    from: each.x0 ?? low,
    to: each.x1 ?? high,
    count: each.length,
  }));
}
