import type { Covering } from './covering.ts';
import {
  divisorsOf,
  fittedDivisors,
  gainOf,
  lengthDivisors,
  spreadOf,
  type Divisor,
} from './divisor.ts';
import type { GivenParameters } from './hypothesis.ts';
import type { Sample, SampledParameters } from './sample.ts';

/** A way to divide, and what is left of y when it is taken away, as a part of y. */
export interface Screened {
  readonly divisor: Divisor;
  /** Root mean square of the rest over that of y. */
  readonly rest: number;
}

/** What rounding makes of 1/σ, as a part of y; and the share of the other rounding that counts as no misfit. */
const MOST_MISFIT = 3e-7;
const MISFIT_SHARE = 0.3;

/** y without β and γ; NaN where γ is 0 and nothing is told. */
export function withoutAffine(
  sample: Sample,
  { dims, weight, bias, gammaOffset }: GivenParameters,
) {
  const { ids, order } = sample.parametersIn(dims);
  return sample.y.map((y, i) => {
    const place = order[ids[i]!]!;
    const gamma = weight ? weight[place]! + gammaOffset : 1;
    return gamma === 0 ? NaN : (y - (bias?.[place] ?? 0)) / gamma;
  });
}

/**
 * Of ways to divide, those that fit best when γ is 1 and β is 0. Within each group y must be one slope times the deviation; the slopes are
 * then compared with what each way would give, a group at a time.
 * @param y  as the sample's, without γ and β
 */
export function screenPlain(sample: Sample, y: Float64Array, centred: boolean): Screened[] {
  const { groups, places, mean } = sample;
  const slope = new Float64Array(groups);
  const weights = new Float64Array(groups);
  let rest = 0;
  let all = 0;
  for (let group = 0; group < groups; group++) {
    const from = group * places;
    const middle = centred ? mean[group]! : 0;
    let [dd, dy, yy] = [0, 0, 0];
    for (let i = from; i < from + places; i++) {
      const d = sample.x[i]! - middle;
      const value = y[i]!;
      if (!Number.isFinite(d) || !Number.isFinite(value)) continue;
      dd += d * d;
      dy += d * value;
      yy += value * value;
    }
    slope[group] = dd > 0 ? dy / dd : 0;
    weights[group] = dd;
    rest += Math.max(0, yy - slope[group]! * dy);
    all += yy;
  }
  if (!(all > 0)) return [];
  const ways = [
    ...divisorsOf(centred, sample.n),
    ...(centred ? [] : lengthDivisors(sample.n)),
    ...fittedDivisors(
      centred,
      sample,
      slope.map((s) => 1 / s),
    ),
  ];
  return ways.map((divisor) => {
    let wrong = rest;
    for (let group = 0; group < groups; group++) {
      if (!(weights[group]! > 0)) continue;
      const gain = gainOf(divisor, spreadOf(sample, divisor.spread, group));
      wrong += (gain - slope[group]!) ** 2 * weights[group]!;
    }
    // Beside what the best slopes leave: of an unusual way to divide hardly anything may be, or two layers in a row look like it.
    const usual =
      !divisor.fitted && (divisor.place === 'inside' || divisor.spread === 'sum of squares');
    const misfit = Math.sqrt(Math.max(0, wrong - rest) / all);
    const odd = !usual && misfit > MOST_MISFIT + MISFIT_SHARE * Math.sqrt(rest / all);
    return { divisor: odd ? { ...divisor, odd } : divisor, rest: Math.sqrt(wrong / all) };
  });
}

/** Rest of y after a regression on z = (x − middle)·gain of its group, for every parameter. */
function regress(
  { groups, places, x, y }: Sample,
  middle: Float64Array,
  gain: Float64Array,
  { ids, count }: SampledParameters,
  centred: boolean,
): number {
  // n, Σz, Σz², Σy, Σzy and Σy² of each parameter, side by side.
  const sums = new Float64Array(6 * count);
  for (let group = 0; group < groups; group++) {
    const [m, g] = [middle[group]!, gain[group]!];
    for (let i = group * places; i < (group + 1) * places; i++) {
      const value = y[i]!;
      const z = (x[i]! - m) * g;
      const sum = z + value;
      if (sum - sum !== 0) continue;
      const at = 6 * ids[i]!;
      sums[at]! += 1;
      sums[at + 1]! += z;
      sums[at + 2]! += z * z;
      sums[at + 3]! += value;
      sums[at + 4]! += z * value;
      sums[at + 5]! += value * value;
    }
  }
  let rest = 0;
  let all = 0;
  for (let at = 0; at < sums.length; at += 6) {
    const n = sums[at]!;
    if (!(n > 0)) continue;
    const [z, y1] = centred ? [sums[at + 1]!, sums[at + 3]!] : [0, 0];
    const zz = sums[at + 2]! - (z * z) / n;
    const zy = sums[at + 4]! - (z * y1) / n;
    const yy = sums[at + 5]! - (y1 * y1) / n;
    rest += Math.max(0, zz > 1e-30 ? yy - (zy * zy) / zz : yy);
    all += yy;
  }
  return all > 0 ? Math.sqrt(rest / all) : Infinity;
}

/** The rest of y when γ and β are fitted along some dimensions, for one way to divide. */
export function screenFitted(
  sample: Sample,
  params: readonly number[],
  centred: boolean,
  divisor: Divisor,
): number {
  const gains = new Float64Array(sample.groups);
  for (let group = 0; group < gains.length; group++)
    gains[group] = gainOf(divisor, spreadOf(sample, divisor.spread, group));
  const middle = centred ? sample.mean : new Float64Array(sample.groups);
  return regress(sample, middle, gains, sample.parametersIn(params), centred);
}

/** The rest of y when it is a·x + b for each place along some dimensions. */
export function screenStored(sample: Sample, params: readonly number[]): number {
  const none = new Float64Array(sample.groups);
  return regress(
    sample,
    none,
    none.map(() => 1),
    sample.parametersIn(params),
    true,
  );
}

/**
 * How γ and β meet the groups: "absorbed" when each meets one group alone and takes in what that is divided by, so that eps cannot be told;
 * "free" when groups share them; "vague" when one group meets several and nothing else differs, which is no layer but any map a·x + b.
 */
export function meeting(
  { reduced, split }: Covering,
  shape: readonly number[],
  params: readonly number[],
): 'absorbed' | 'free' | 'vague' {
  const kept = shape.flatMap((size, dim) => (size > 1 && !reduced.includes(dim) ? [dim] : []));
  if (split || kept.some((dim) => !params.includes(dim))) return 'free';
  const wanted = params.filter((dim) => shape[dim]! > 1);
  // A map of its own for every sample is no layer's either.
  return kept.length === wanted.length && !(params[0] === 0 && shape.length > 1)
    ? 'absorbed'
    : 'vague';
}
