/** What a group is divided by, but for eps: the spread it is made from. */
export type Spread = 'biased' | 'unbiased' | 'mean square' | 'sum of squares';
export type EpsPlacement = 'inside' | 'outside' | 'floor';

/** How a group's numbers become what it is divided by. */
export interface Divisor {
  readonly spread: Spread;
  readonly eps: number;
  readonly place: EpsPlacement;
  /** True for an eps that none of the known values explains. */
  readonly fitted: boolean;
  /** True for what is no layer's: a fitted eps that nobody types, or an unusual way that does not fit well. */
  readonly odd?: boolean;
}

/** Statistics of groups: biased variances and means of squares, of n values each. */
export interface Spreads {
  readonly variance: Float64Array;
  readonly meanSquare: Float64Array;
  readonly n: number;
}

/** The values of eps that layers have, the likeliest first. */
export const EPSILONS = [1e-5, 1e-3, 1e-6, 1e-8, 1e-12, 2 ** -23] as const;
/** RMSNorm's None comes first for it. */
const RMS_EPSILONS = [2 ** -23, 1e-6, 1e-5, 1e-8, 1e-3, 1e-12] as const;

/** The spread of a group. */
export function spreadOf({ variance, meanSquare, n }: Spreads, spread: Spread, group: number) {
  if (spread === 'mean square') return meanSquare[group]!;
  if (spread === 'sum of squares') return meanSquare[group]! * n;
  return spread === 'biased' ? variance[group]! : (variance[group]! * n) / (n - 1);
}

/** 1/√(spread + eps), or as its place has it. */
export function gainOf({ eps, place }: Divisor, spread: number): number {
  switch (place) {
    case 'inside':
      return 1 / Math.sqrt(spread + eps);
    case 'outside':
      return 1 / (Math.sqrt(spread) + eps);
    case 'floor':
      return 1 / Math.max(Math.sqrt(spread), eps);
    default:
      return place satisfies never;
  }
}

/** Every known way to divide, the likeliest first: few programs put eps elsewhere than under the root, or divide by n − 1. */
export function divisorsOf(centred: boolean, n: number): Divisor[] {
  const spreads: readonly Spread[] = centred
    ? n > 1
      ? ['biased', 'unbiased']
      : ['biased']
    : ['mean square'];
  const epsilons = centred ? EPSILONS : RMS_EPSILONS;
  const placed = (place: EpsPlacement) =>
    spreads.flatMap((spread) =>
      epsilons.map((eps): Divisor => ({ spread, eps, place, fitted: false })),
    );
  return [...placed('inside'), ...placed('outside'), ...placed('floor')];
}

/** The length of a group, which a γ that is fitted would make of the root mean square too. */
export function lengthDivisors(n: number): Divisor[] {
  if (n === 1) return [];
  return (['floor', 'inside'] as const).flatMap((place) =>
    [1e-12, ...EPSILONS].map((eps): Divisor => ({
      spread: 'sum of squares',
      eps,
      place,
      fitted: false,
    })),
  );
}

/** First digits of an eps that somebody types; where it is a large part of the spread, any two. */
const TYPED = [1, 3, 5, 10];
const LARGE = 1e-3;

/** The nearest eps that somebody may have typed. */
function typed(eps: number, spread: number): number {
  if (eps > LARGE * spread) return Number(eps.toPrecision(2));
  const power = Math.floor(Math.log10(eps));
  const lead = eps / 10 ** power;
  const near = TYPED.reduce((a, b) => (Math.abs(b - lead) < Math.abs(a - lead) ? b : a));
  return Number(`${near}e${power}`);
}

/**
 * An eps that was found by a fit: first as somebody may have typed it, then as it fits best, which is odd. Two normalizations in a row
 * look like one of an odd eps.
 * @param spread  of a usual group
 */
export function fittedAs(divisor: Omit<Divisor, 'fitted' | 'odd'>, spread: number): Divisor[] {
  const near = typed(divisor.eps, spread);
  const exact = Number(divisor.eps.toPrecision(6));
  const one = { ...divisor, eps: near, fitted: true };
  return exact === near ? [one] : [one, { ...divisor, eps: exact, fitted: true, odd: true }];
}

/** The eps that makes a spread and what was divided by agree, by each place; the middle one of the groups. */
export function fittedDivisors(
  centred: boolean,
  spreads: Spreads,
  divided: Float64Array,
): Divisor[] {
  const kinds: readonly Spread[] = centred
    ? spreads.n > 1
      ? ['biased', 'unbiased']
      : ['biased']
    : ['mean square'];
  return kinds.flatMap((spread) => {
    const values = Array.from(divided, (d, group) => ({ d, s: spreadOf(spreads, spread, group) }));
    const eps = {
      inside: middle(values.map(({ d, s }) => d * d - s)),
      outside: middle(values.map(({ d, s }) => d - Math.sqrt(s))),
    };
    return (['inside', 'outside'] as const).flatMap((place) =>
      eps[place] > 0 && Number.isFinite(eps[place])
        ? fittedAs({ spread, eps: eps[place], place }, middle(values.map(({ s }) => s)))
        : [],
    );
  });
}

/** Of the values that are finite. */
export function middle(values: readonly number[]): number {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? NaN;
}
