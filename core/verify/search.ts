import { numel } from '../tensor/tensor.ts';
import { coveringsOf, walkOf, type Covering } from './covering.ts';
import { divisorsOf, fittedAs, middle, spreadOf, type Divisor } from './divisor.ts';
import { namesFor } from './explanation.ts';
import { fitOf } from './fit.ts';
import {
  fittedNumbers,
  parameterDims,
  type Affine,
  type GivenRunning,
  type Hypothesis,
} from './hypothesis.ts';
import { smallest } from './least.ts';
import { isNormalizedAgain } from './normalizedAgain.ts';
import type { Pair } from './pair.ts';
import { searchRows } from './rows/rowSearch.ts';
import { sampleOf, type Sample } from './sample.ts';
import { meeting, screenFitted, screenPlain, screenStored, withoutAffine } from './screen.ts';
import { floorOf, isEnough, isRun, PROMISING, type Tried, type Untold } from './tried.ts';

export interface Search {
  readonly explained: readonly Tried[];
  /** The nearest that do not explain y, the best first. */
  readonly nearest: readonly Tried[];
  readonly untold: readonly Untold[];
}

interface Candidate {
  readonly hypothesis: Hypothesis;
  readonly rest: number;
}

/** Hypotheses that are compared with all of y. */
const MOST_TRIED = 10;
const MOST_FAR = 3;
/** Values of which an eps is fitted to given statistics. */
const MOST_FITTED = 200_000;
const FIRST: Divisor = { spread: 'biased', eps: 1e-5, place: 'inside', fitted: false };
const FIRST_RMS: Divisor = { spread: 'mean square', eps: 2 ** -23, place: 'inside', fitted: false };

/**
 * What made y of x: first on a sample of every covering, where most are excluded, then the promising ones on all of the values. Those with
 * no fitted parameters come first: where one explains y, fits with more of them would explain it too and say less.
 */
export function search(pair: Pair): Search {
  const samples = coveringsOf(pair.shape).map((covering) => ({
    covering,
    sample: sampleOf(pair.x, pair.y, pair.shape, covering),
  }));
  const plain = samples.flatMap(({ covering, sample }) => plainCandidates(pair, covering, sample));
  const stored = storedGiven(pair);
  const first = tryAll(pair, [...plain, ...stored]);
  const isNamed = ({ hypothesis }: Tried) => namesFor(pair, hypothesis).length > 0;
  if (first.some((one) => isExplained(one) && isNamed(one))) return outcome(first, []);
  const { tried: rows } = searchRows(pair, 'exact');
  if (first.some(isExplained)) return outcome([...rows, ...first], []);
  if (rows.some(isExplained)) return outcome([...rows, ...first], []);
  const untold: Untold[] = [];
  const fitted = samples.flatMap(({ covering, sample }) =>
    fittedCandidates(pair, covering, sample, untold),
  );
  const second = tryAll(pair, [...fitted, ...storedCandidates(pair, samples)]);
  const once = second.filter(
    (one) => !isExplained(one) || !isNormalizedAgain(pair, one.hypothesis),
  );
  // Of one who has a gate or a mask, what takes it is told beside what fits as well without.
  const asked = Object.keys(pair.inputs).length > 0;
  if (once.some(isExplained) && !asked) return outcome([...once, ...first], untold);
  const modulated = samples.flatMap(({ covering, sample }) =>
    fittedCandidates(pair, covering, sample, untold, sampleChoices),
  );
  const third = tryAll(pair, modulated).filter(
    (one) => !isExplained(one) || !isNormalizedAgain(pair, one.hypothesis),
  );
  const before = [...third, ...once, ...rows, ...first];
  if (third.some(isExplained) && !asked) return outcome(before, untold);
  const numbers = searchRows(pair, 'options');
  if (numbers.tried.some(isExplained))
    return outcome([...numbers.tried, ...before], [...untold, ...numbers.untold]);
  const fittedRows = searchRows(pair, 'parameters');
  const last = fittedRows.tried.filter(
    (one) => !isExplained(one) || !isNormalizedAgain(pair, one.hypothesis),
  );
  return outcome(
    [...last, ...numbers.tried, ...before],
    [...untold, ...numbers.untold, ...fittedRows.untold],
  );
}

/** The fewer numbers are fitted, and the more the statistics are those of x, the likelier. */
function likelihood({ hypothesis }: Tried): number {
  const affine = hypothesis.affine.kind === 'fitted' ? 4 : 0;
  if (isRun(hypothesis)) {
    const options = hypothesis.fittedOptions.length > 0 ? 1 : 0;
    return affine + options + parameterDims(hypothesis).length / 10;
  }
  const { stored, divisor } = hypothesis;
  return affine + (stored === 'fitted' ? 2 : 0) + (divisor.fitted ? 1 : 0);
}

const isExplained = ({ fit, hypothesis }: Tried) =>
  fit.ratio <= 1 && (isRun(hypothesis) || !hypothesis.divisor.odd);

function outcome(tried: readonly Tried[], untold: readonly Untold[]): Search {
  const nearest = tried.filter((one) => !isExplained(one)).sort((a, b) => a.fit.rms - b.fit.rms);
  const explained = tried
    .filter(isExplained)
    .sort((a, b) => likelihood(a) - likelihood(b))
    .filter((one, i, all) => !all.slice(0, i).some((before) => saysMore(before, one)));
  return { explained, nearest, untold };
}

/** Whether a run explains y with a γ along fewer dimensions of the same layer. */
function saysMore({ hypothesis: a }: Tried, { hypothesis: b }: Tried): boolean {
  if (!isRun(a) || !isRun(b) || a.affine.kind !== 'fitted' || b.affine.kind !== 'fitted')
    return false;
  return a.spec.layer === b.spec.layer && a.affine.dims.length < b.affine.dims.length;
}

/**
 * Compares with all of y: the promising, those with the least rest first, until one explains it and the others leave clearly more; of those
 * that are far from it a few, for who asks what comes nearest.
 */
function tryAll(pair: Pair, candidates: readonly Candidate[]): Tried<Hypothesis>[] {
  const { x, y, shape, precision } = pair;
  const tried: Tried<Hypothesis>[] = [];
  let enough = Infinity;
  let far = 0;
  for (const { hypothesis, rest } of [...candidates].sort((a, b) => a.rest - b.rest)) {
    if (rest > enough || tried.length >= MOST_TRIED) break;
    if (rest > PROMISING && ++far > MOST_FAR) break;
    const one = { hypothesis, fit: fitOf(x, y, shape, precision, hypothesis) };
    tried.push(one);
    if (isExplained(one)) enough = Math.min(enough, 4 * rest + floorOf(pair));
  }
  return tried;
}

/** The first way to divide that fits about as well as the best. */
function chosen(ways: readonly { divisor: Divisor; rest: number }[], { eps }: Pair, floor: number) {
  const known = eps === undefined ? ways : ways.filter(({ divisor }) => divisor.eps === eps);
  const some = known.length > 0 ? known : ways;
  const best = some.reduce((least, { rest }) => Math.min(least, rest), Infinity);
  return some.find(({ rest }) => rest <= 1.5 * best + floor);
}

/** True where there are several groups. */
const isDivided = (shape: readonly number[], covering: Covering): boolean =>
  walkOf(shape, covering).kept.some(({ size }) => size > 1);

function plainCandidates(pair: Pair, covering: Covering, sample: Sample): Candidate[] {
  const affines: Affine[] = [
    { kind: 'none' },
    ...pair.given.map((given): Affine => ({ kind: 'given', given })),
  ];
  return affines.flatMap((affine) => {
    const y = affine.kind === 'given' ? withoutAffine(sample, affine.given) : sample.y;
    return [true, false].flatMap((centred) => {
      // One group has one gain, which a fitted eps makes whatever it was.
      const ways = screenPlain(sample, y, centred).filter(
        ({ divisor }) => !divisor.fitted || isDivided(pair.shape, covering),
      );
      const found = chosen(ways, pair, floorOf(pair));
      if (!found) return [];
      const hypothesis = { covering, centred, divisor: found.divisor, affine, stored: null };
      return [{ hypothesis, rest: found.rest }];
    });
  });
}

/** Dimensions along which a layer may keep γ and β: one, or all that it covers. */
function parameterChoices(shape: readonly number[], { reduced, split }: Covering): number[][] {
  const choices = shape.flatMap((size, dim) => (size > 1 ? [[dim]] : []));
  if (!split && reduced.length > 1) choices.push([...reduced]);
  return choices;
}

/**
 * γ and β of their own for every sample, along one more dimension: a condition made them. Only where several groups meet each of them: a map of its
 * own for every group would explain anything.
 */
function sampleChoices(shape: readonly number[], covering: Covering): number[][] {
  if (shape.length < 3 || (shape[0] ?? 1) < 2 || covering.split) return [];
  return shape.flatMap((size, dim) =>
    dim > 0 && size > 1 && meeting(covering, shape, [0, dim]) === 'free' ? [[0, dim]] : [],
  );
}

function fittedCandidates(
  pair: Pair,
  covering: Covering,
  sample: Sample,
  untold: Untold[],
  choices = parameterChoices,
): Candidate[] {
  const { shape } = pair;
  return choices(shape, covering).flatMap((dims) =>
    [true, false].flatMap((centred): Candidate[] => {
      const met = meeting(covering, shape, dims);
      if (met === 'vague') return [];
      const affine = { kind: 'fitted', dims } as const;
      const first = centred ? FIRST : FIRST_RMS;
      const hypothesis = { covering, centred, divisor: first, affine, stored: null };
      const fitted = fittedNumbers(shape, hypothesis);
      const { count } = sample.parametersIn(dims);
      const over =
        isEnough(numel(shape), fitted) && isEnough(sample.x.length, count * (centred ? 2 : 1));
      const rest = screenFitted(sample, dims, centred, first);
      if (!over) {
        if (rest < 1e-3 && !isEnough(numel(shape), fitted))
          untold.push({ hypothesis, values: numel(shape), fitted });
        return [];
      }
      if (
        rest > PROMISING &&
        screenFitted(sample, dims, centred, { ...first, eps: 1e-3 }) > PROMISING
      )
        return [{ hypothesis, rest }];
      if (met === 'absorbed') return [{ hypothesis, rest }];
      const ways = fittedWays(sample, dims, centred);
      const found = chosen(ways, pair, floorOf(pair));
      return [
        found
          ? { hypothesis: { ...hypothesis, divisor: found.divisor }, rest: found.rest }
          : { hypothesis, rest },
      ];
    }),
  );
}

/** Known values of eps, then one between them that fits best. γ takes in the factor of n − 1. */
function fittedWays(sample: Sample, dims: readonly number[], centred: boolean) {
  const known = divisorsOf(centred, 1)
    .filter(({ place }) => place !== 'floor')
    .map((divisor) => ({ divisor, rest: screenFitted(sample, dims, centred, divisor) }));
  const spread = centred ? 'biased' : 'mean square';
  const restAt = (exponent: number) =>
    screenFitted(sample, dims, centred, {
      spread,
      eps: 10 ** exponent,
      place: 'inside',
      fitted: true,
    });
  const exponent = smallest(restAt, -9, 1);
  const usual = middle(
    Array.from({ length: sample.groups }, (_, i) => spreadOf(sample, spread, i)),
  );
  const eps = 10 ** exponent;
  const fitted = fittedAs({ spread, eps, place: 'inside' }, usual).map((divisor) => ({
    divisor,
    rest: restAt(Math.log10(divisor.eps)),
  }));
  return [...known, ...fitted];
}

const allBut = (shape: readonly number[], dim: number) =>
  shape.flatMap((size, other) => (size > 1 && other !== dim ? [other] : []));

/** Eval with the running statistics that are given. */
function storedGiven(pair: Pair): Candidate[] {
  const { shape, running, given } = pair;
  return running.flatMap((stored) => {
    const covering = { reduced: allBut(shape, stored.dim), split: null };
    const affines: Affine[] = [
      { kind: 'none' },
      ...given.map((one): Affine => ({ kind: 'given', given: one })),
    ];
    const { x, y, precision } = pair;
    return affines.flatMap((affine) => {
      const tryWith = (divisor: Divisor): Candidate => {
        const hypothesis: Hypothesis = { covering, centred: true, divisor, affine, stored };
        return { hypothesis, rest: fitOf(x, y, shape, precision, hypothesis).rms };
      };
      if (pair.eps !== undefined) return [tryWith({ ...FIRST, eps: pair.eps })];
      const known = divisorsOf(true, 1).filter(({ place }) => place !== 'floor');
      const usual = known.map(tryWith);
      const least = Math.min(...usual.map(({ rest }) => rest));
      const between = fittedStored(pair, stored, tryWith).filter(({ rest }) => 2 * rest < least);
      return [...usual, ...between];
    });
  });
}

/** The same with an eps between the usual ones. */
function fittedStored(
  { x }: Pair,
  { variance }: GivenRunning,
  tryWith: (divisor: Divisor) => Candidate,
): Candidate[] {
  if (x.length > MOST_FITTED) return [];
  const at = (exponent: number) => tryWith({ ...FIRST, eps: 10 ** exponent }).rest;
  const eps = 10 ** smallest(at, -9, 1);
  return fittedAs({ ...FIRST, eps }, middle(Array.from(variance)))
    .map(tryWith)
    .filter(({ hypothesis }) => !hypothesis.divisor.odd);
}

/** Eval with statistics that are not known: a·x + b for each place along one dimension. */
function storedCandidates(
  { shape }: Pair,
  samples: readonly { covering: Covering; sample: Sample }[],
): Candidate[] {
  return shape.flatMap((size, dim): Candidate[] => {
    // A map of its own for every sample is no layer's.
    if (size < 1 || (dim === 0 && shape.length > 1)) return [];
    const reduced = allBut(shape, dim);
    const known = samples.find(
      ({ covering }) => !covering.split && covering.reduced.join() === reduced.join(),
    );
    if (!known) return [];
    const affine = { kind: 'fitted', dims: [dim] } as const;
    const hypothesis = {
      covering: known.covering,
      centred: true,
      divisor: FIRST,
      affine,
      stored: 'fitted',
    } as const;
    if (!isEnough(numel(shape), fittedNumbers(shape, hypothesis))) return [];
    return [{ hypothesis, rest: screenStored(known.sample, [dim]) }];
  });
}
