import { InputError } from '../errors.ts';
import type { FurtherTensors, InputName } from '../norm/furtherInput.ts';
import type { RunningStatistics } from '../norm/spec.ts';
import { ownDigits } from '../tensor/formatNumber.ts';
import { defaultAxes, numel, type Tensor, type TensorData } from '../tensor/tensor.ts';
import { alignments } from './align.ts';
import type { Covering } from './covering.ts';
import { EPSILONS } from './divisor.ts';
import { namesFor, told, type Explanation } from './explanation.ts';
import { fitOf } from './fit.ts';
import type { GivenParameters, GivenRunning, Hypothesis } from './hypothesis.ts';
import type { Pair } from './pair.ts';
import { precisionOf, precisionOfPair, roundingOf } from './rounding.ts';
import type { RowRun } from './rows/rowRun.ts';
import { unsearchedRows, unusedInputs, type Unsearched } from './rows/rowPlans.ts';
import { search, type Search } from './search.ts';
import { isRun, type Tried } from './tried.ts';

export const VERIFICATION_SCHEMA = 'normscope-verification';
export const VERIFICATION_VERSION = 1;

/** What is known beside x and y. */
export interface Known {
  readonly weight?: Tensor;
  readonly bias?: Tensor;
  readonly runningMean?: Tensor;
  readonly runningVar?: Tensor;
  readonly eps?: number;
  /** What came in beside x: a gate, a mask, a style … */
  readonly inputs?: Readonly<Partial<Record<InputName, Tensor>>>;
  /** Letters of x's dimensions. */
  readonly axes?: readonly string[];
}

export interface NearMiss extends Explanation {
  /** What differs from the best explanation, or how far it is from y. */
  readonly difference: string;
  /** The same as data: what has to be changed, or that it is only the nearest. */
  readonly differs: Differs;
}

export interface Differs {
  readonly what: 'unbiased' | 'biased' | 'outside' | 'floor' | 'eps' | 'nearest';
  /** Largest difference, before and after the change; after it nothing is known of what is only near. */
  readonly from: number;
  readonly to?: number;
  /** The eps that explains y. */
  readonly eps?: number;
  /** How often the difference holds what rounding may leave. */
  readonly times?: number;
}

/** A verification with what its entries were made from: explanations, then near misses. */
export interface Verified {
  readonly verification: Verification;
  readonly pair: Pair;
  readonly entries: readonly (Hypothesis | RowRun)[];
}

/** What made y of x; fields are only added. */
export interface Verification {
  readonly schema: typeof VERIFICATION_SCHEMA;
  readonly schemaVersion: typeof VERIFICATION_VERSION;
  readonly x: { readonly shape: readonly number[]; readonly precision: string };
  readonly y: {
    readonly shape: readonly number[];
    readonly precision: string;
    /** Position in y of each dimension of x. */
    readonly order: readonly number[];
  };
  readonly verdict: 'explained' | 'unexplained';
  /** The difference that rounding may leave in the largest value of y. */
  readonly tolerance: number;
  readonly explanations: readonly Explanation[];
  readonly nearMisses: readonly NearMiss[];
  /** Layers of which it cannot be told: a fit of so many numbers to so few values explains anything. */
  readonly undecided: readonly {
    readonly layer: string;
    readonly values: number;
    readonly fitted: number;
  }[];
  /** Layers that may have made y, but take a tensor beside x that was not given: none of them was looked for. */
  readonly unsearched: readonly Unsearched[];
}

const MOST_NEAR = 3;
/** Dimensions of which every choice is tried for γ and β. */
const MOST_RANK = 6;

/**
 * Which layer made y of x.
 * @param x      at least one value
 * @param y      its shape is that of x, in any order of the dimensions
 * @throws InputError verify-shape, verify-beside
 */
export function verify(x: Tensor, y: Tensor, known: Known = {}): Verification {
  return verified(x, y, known).verification;
}

/** The same, for who goes on with it. @throws InputError verify-shape, verify-beside */
export function verified(x: Tensor, y: Tensor, known: Known = {}): Verified {
  const axes = known.axes ?? defaultAxes(x.shape.length);
  const own = precisionOf(x.data);
  const precision = precisionOfPair(own, precisionOf(y.data));
  const ways = alignments(x, y);
  const found = ways.map(() => null) as ({ pair: Pair; search: Search } | null)[];
  let at = 0;
  for (let i = 0; i < ways.length; i++) {
    const pair: Pair = {
      x: x.data,
      y: ways[i]!.y.data,
      shape: x.shape,
      precision,
      given: givenParameters(x.shape, known),
      parameters: ownParameters(known),
      running: givenRunning(x.shape, known),
      stored: storedIn(known),
      inputs: furtherOf(known),
      ...(known.eps === undefined ? {} : { eps: known.eps }),
    };
    if (i === 0) checkBeside(pair);
    found[i] = { pair, search: search(pair) };
    if (found[i]!.search.explained.length > 0) {
      at = i;
      break;
    }
  }
  const { pair, search: result } = found[at]!;
  const explanations = result.explained.map((one) => told(pair, axes, one));
  const [best] = result.explained;
  const misses = best ? besides(pair, axes, best) : nearest(pair, axes, result);
  const verification: Verification = {
    schema: VERIFICATION_SCHEMA,
    schemaVersion: VERIFICATION_VERSION,
    x: { shape: x.shape, precision: own.name },
    y: { shape: y.shape, precision: precision.name, order: ways[at]!.order },
    verdict: best ? 'explained' : 'unexplained',
    tolerance: roundingOf(precision, largest(y.data), largest(y.data)),
    explanations,
    nearMisses: misses.map(({ miss }) => miss),
    undecided: result.untold.flatMap(({ hypothesis, values, fitted }) => {
      const [first] = namesFor(pair, hypothesis);
      return first ? [{ layer: first.text, values, fitted }] : [];
    }),
    unsearched: unsearchedRows(pair),
  };
  const entries = [
    ...result.explained.map(({ hypothesis }) => hypothesis),
    ...misses.map(({ hypothesis }) => hypothesis),
  ];
  return { verification, pair, entries };
}

interface Miss {
  readonly hypothesis: Hypothesis | RowRun;
  readonly miss: NearMiss;
}

function largest(values: TensorData): number {
  let most = 0;
  for (const value of values) if (Number.isFinite(value)) most = Math.max(most, Math.abs(value));
  return most;
}

/** Where γ and β may lie: along one dimension of their length, or along those of their shape, in their order. */
function givenParameters(shape: readonly number[], { weight, bias }: Known): GivenParameters[] {
  const one = weight ?? bias;
  if (!one) return [];
  const size = numel(one.shape);
  const trailing = shape.map((_, from) => shape.map((__, dim) => dim).slice(from));
  const dims = unique([
    ...shape.flatMap((length, dim) => (length === size ? [[dim]] : [])),
    ...trailing.filter((last) => numel(last.map((dim) => shape[dim]!)) === size),
    ...subsetsOf(shape.length).filter(
      (some) => some.length > 1 && some.map((dim) => shape[dim]!).join() === one.shape.join(),
    ),
  ]);
  // The likely place of channels before others of the same length.
  const ordered = [...dims.filter(([dim]) => dim === 1), ...dims.filter(([dim]) => dim !== 1)];
  return ordered.flatMap((place) =>
    ([0, 1] as const).map((gammaOffset) => ({
      dims: place,
      weight: weight?.data ?? null,
      bias: bias?.data ?? null,
      gammaOffset,
    })),
  );
}

function ownParameters({ weight, bias }: Known): Pair['parameters'] {
  const shape = (weight ?? bias)?.shape;
  if (!shape) return [];
  const values = { shape, weight: weight?.data ?? null, bias: bias?.data ?? null };
  return ([0, 1] as const).map((gammaOffset) => ({ ...values, gammaOffset }));
}

function subsetsOf(rank: number): number[][] {
  return Array.from({ length: 2 ** Math.min(rank, MOST_RANK) }, (_, bits) =>
    Array.from({ length: rank }, (__, dim) => dim).filter((dim) => bits & (1 << dim)),
  );
}

const unique = (places: readonly number[][]) => [
  ...new Map(places.map((dims) => [dims.join(), dims])).values(),
];

/** @throws InputError verify-beside for a tensor that no layer takes beside this x */
function checkBeside(pair: Pair): void {
  const [name] = unusedInputs(pair);
  if (!name) return;
  const list = (sizes: readonly number[]) => `(${sizes.join(', ')})`;
  const [got, shape] = [list(pair.inputs[name]!.shape), list(pair.shape)];
  throw new InputError(
    'verify-beside',
    `No layer takes a ${name} of the shape ${got} beside an x of ${shape}. Give it in the shape in which the layer took it, or leave it out.`,
    { name, got, shape },
  );
}

const furtherOf = ({ inputs = {} }: Known): FurtherTensors =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, { shape, data }]) => [name, { shape, data }]),
  );

function storedIn({ runningMean, runningVar }: Known): RunningStatistics | null {
  if (runningMean?.data.length !== runningVar?.data.length || !runningMean || !runningVar)
    return null;
  const [mean, variance] = [runningMean, runningVar].map(({ data }) => Float64Array.from(data));
  return { mean: mean!, var: variance!, numBatchesTracked: 1 };
}

function givenRunning(
  shape: readonly number[],
  { runningMean, runningVar }: Known,
): GivenRunning[] {
  if (!runningMean || !runningVar) return [];
  const size = runningMean.data.length;
  if (runningVar.data.length !== size) return [];
  return shape.flatMap((length, dim) =>
    length === size ? [{ dim, mean: runningMean.data, variance: runningVar.data }] : [],
  );
}

const lettersOf = (axes: readonly string[], reduced: Covering['reduced']) =>
  reduced.map((dim) => axes[dim] ?? `dim ${dim}`).join(', ');

/** The usual layer beside an unusual one that explains y: what one small difference costs. */
function besides(
  pair: Pair,
  axes: readonly string[],
  { hypothesis: found, fit: own }: Tried,
): Miss[] {
  if (isRun(found)) return [];
  const { divisor, stored } = found;
  if (stored) return [];
  const others: { divisor: typeof divisor; what: string; code: Differs['what'] }[] = [];
  if (divisor.spread === 'unbiased')
    others.push({
      divisor: { ...divisor, spread: 'biased' },
      what: 'the variance divided by n − 1',
      code: 'unbiased',
    });
  if (divisor.spread === 'biased')
    others.push({
      divisor: { ...divisor, spread: 'unbiased' },
      what: 'the variance divided by n',
      code: 'biased',
    });
  if (divisor.place !== 'inside')
    others.push({
      code: divisor.place,
      divisor: { ...divisor, place: 'inside' },
      what:
        divisor.place === 'outside' ? 'eps added outside of the root' : 'eps as the least divisor',
    });
  if (divisor.eps !== EPSILONS[0])
    others.push({
      divisor: { ...divisor, eps: EPSILONS[0] },
      what: `eps ${ownDigits(divisor.eps)}`,
      code: 'eps',
    });
  return others.flatMap(({ divisor: other, what, code }) => {
    const hypothesis = { ...found, divisor: other };
    const fit = fitOf(pair.x, pair.y, pair.shape, pair.precision, hypothesis);
    // What rounding hides is no other layer.
    if (fit.ratio <= 1) return [];
    const miss = told(pair, axes, { hypothesis, fit });
    const over = lettersOf(axes, hypothesis.covering.reduced);
    const [from, to] = [fit.maxAbs, own.maxAbs].map((value) => value.toExponential(1));
    const difference = `${miss.layer} over ${over}, but with ${what}: ${from} → ${to}`;
    const differs = { what: code, from: fit.maxAbs, to: own.maxAbs, eps: divisor.eps };
    return [{ hypothesis, miss: { ...miss, difference, differs } }];
  });
}

function nearest(pair: Pair, axes: readonly string[], { nearest: tried }: Search): Miss[] {
  return tried.slice(0, MOST_NEAR).map((one) => {
    const miss = told(pair, axes, one);
    const times = one.fit.ratio < 1e6 ? `${one.fit.ratio.toPrecision(2)} times` : 'far above';
    const over = miss.reducedDims.length > 0 ? ` over ${lettersOf(axes, miss.reducedDims)}` : '';
    const difference = `${miss.layer}${over} is ${one.fit.maxAbs.toExponential(1)} off, ${times} what rounding leaves`;
    const differs = { what: 'nearest', from: one.fit.maxAbs, times: one.fit.ratio } as const;
    return { hypothesis: one.hypothesis, miss: { ...miss, difference, differs } };
  });
}
