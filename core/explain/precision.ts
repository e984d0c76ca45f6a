/** How a variance is computed: ours, and two ways in float32 with sums from left to right. */
export type Formula = 'twoPass' | 'naive32' | 'welford32';

/** What one formula makes of a group's values, and of one of its cells. */
export interface Precision {
  readonly mean: number;
  /** Biased. The naive formula's can be negative. */
  readonly variance: number;
  /** 1/√(variance + eps); NaN where that is negative, ∞ where it is 0. */
  readonly rstd: number;
  /** (x − mean) · rstd of the chosen cell, before γ and β. */
  readonly xhat: number;
}

const f = Math.fround;

/**
 * Values moved away from 0, as float32 holds them: `x + offset` of PyTorch.
 * @param values  of a group
 * @param offset  is rounded to float32 first, as PyTorch does with a number that meets a float32 tensor
 * @returns       float32, as many
 */
export function withOffset(values: ArrayLike<number>, offset: number): Float32Array {
  const by = f(offset);
  return Float32Array.from(values, (value) => value + by);
}

/**
 * Distance from a number to the next larger float32: what a value of that size is rounded to.
 * @param value  any finite number; its sign does not matter
 */
export function spacing32(value: number): number {
  const bits = new Uint32Array(new Float32Array([Math.abs(value)]).buffer);
  const next = Uint32Array.of((bits[0] ?? 0) + 1);
  return (new Float32Array(next.buffer)[0] ?? NaN) - f(Math.abs(value));
}

/**
 * Mean, variance and one normalized cell by one of the formulas.
 * @param values  of one group, at least one, as float32 holds them
 * @param cell    the chosen cell's value
 * @param eps     added to the variance; in float32 it is rounded to float32
 * @returns       float64 numbers; those of the float32 formulas are float32 values
 */
export function precisionOf(
  formula: Formula,
  values: ArrayLike<number>,
  cell: number,
  eps: number,
): Precision {
  if (formula === 'twoPass') {
    const { mean, variance } = twoPass(values);
    const rstd = 1 / Math.sqrt(variance + eps);
    return { mean, variance, rstd, xhat: (cell - mean) * rstd };
  }
  const { mean, variance } = formula === 'naive32' ? naive32(values) : welford32(values);
  const rstd = f(1 / f(Math.sqrt(f(variance + f(eps)))));
  return { mean, variance, rstd, xhat: f(f(cell - mean) * rstd) };
}

interface MeanAndVariance {
  readonly mean: number;
  readonly variance: number;
}

/**
 * First the mean, then the mean of the squared deviations from it, in float64.
 * @source Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 1.7
 */
export function twoPass(values: ArrayLike<number>): MeanAndVariance {
  const n = values.length;
  const pivot = values[0] ?? NaN;
  let moved = 0;
  for (let i = 0; i < n; i++) moved += values[i]! - pivot;
  const mean = pivot + moved / n;
  let rest = 0;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const deviation = values[i]! - mean;
    rest += deviation;
    squares += deviation * deviation;
  }
  return { mean: mean + rest / n, variance: Math.max(0, squares - (rest * rest) / n) / n };
}

/**
 * E[x²] − E[x]², every operation rounded to float32: two large numbers that agree in most of their digits.
 * @source Chan, Golub and LeVeque 1983, eq. 1.3, the "textbook" algorithm
 */
export function naive32(values: ArrayLike<number>): MeanAndVariance {
  const n = f(values.length);
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    sum = f(sum + value);
    squares = f(squares + f(value * value));
  }
  const mean = f(sum / n);
  return { mean, variance: f(f(squares / n) - f(mean * mean)) };
}

/**
 * Mean and Σ(x − mean)² updated value by value, every operation rounded to float32.
 * @source Welford 1962, "Note on a method for calculating corrected sums of squares and products"
 */
export function welford32(values: ArrayLike<number>): MeanAndVariance {
  let mean = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const before = f(value - mean);
    mean = f(mean + f(before / f(i + 1)));
    squares = f(squares + f(before * f(value - mean)));
  }
  return { mean, variance: f(squares / f(values.length)) };
}
