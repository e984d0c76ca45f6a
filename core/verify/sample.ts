import type { TensorData } from '../tensor/tensor.ts';
import { offsetsOf, parameterStep, walkOf, type Covering, type WalkDim } from './covering.ts';
import type { Spreads } from './divisor.ts';

/** Some groups of a covering with their statistics, and the same places in each of them. */
export interface Sample extends Spreads {
  readonly groups: number;
  readonly places: number;
  readonly mean: Float64Array;
  /** groups × places */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Which γ and β every cell has, for parameters along some dimensions. */
  readonly parametersIn: (params: readonly number[]) => SampledParameters;
}

/** Parameters that a sample meets, numbered without gaps. */
export interface SampledParameters {
  /** Number of each cell's. */
  readonly ids: Int32Array;
  readonly count: number;
  /** Entry of γ and β, row-major over their dimensions, by number. */
  readonly order: readonly number[];
}

/** Cells that statistics of a sample are made from, groups, and places of each. */
const MOST_CELLS = 300_000;
const MOST_GROUPS = 96;
const MOST_PLACES = 256;
/** Groups that tell parameters from chance, however many cells each has. */
const FEWEST_GROUPS = 8;

/** Places along dimensions, spread evenly, so that their product is no more than it may be. */
function spreadPlaces(dims: readonly WalkDim[], most: number): number[][] {
  const counts = dims.map(() => 1);
  for (let grew = true; grew;) {
    grew = false;
    const order = counts.map((_, i) => i).sort((a, b) => counts[a]! - counts[b]!);
    for (const i of order) {
      const product = counts.reduce((all, count) => all * count, 1);
      const next = Math.min(counts[i]! * 2, dims[i]!.size);
      if (next === counts[i] || (product / counts[i]!) * next > most) continue;
      counts[i] = next;
      grew = true;
      break;
    }
  }
  return dims.map(({ size }, i) =>
    Array.from({ length: counts[i]! }, (_, k) => Math.floor((k * size) / counts[i]!)),
  );
}

/** Mean, biased variance and mean of squares of one group, in two passes. */
export function groupStatistics(
  x: TensorData,
  origin: number,
  offsets: Int32Array,
): readonly [mean: number, variance: number, meanSquare: number] {
  const n = offsets.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += x[origin + offsets[i]!]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) {
    const deviation = x[origin + offsets[i]!]! - mean;
    squares += deviation * deviation;
  }
  return [mean, squares / n, squares / n + mean * mean];
}

/** A sample of a covering: enough to tell what it cannot be. */
export function sampleOf(
  x: TensorData,
  y: TensorData,
  shape: readonly number[],
  covering: Covering,
): Sample {
  const { kept, reduced, size } = walkOf(shape, covering);
  const most = Math.max(FEWEST_GROUPS, Math.min(MOST_GROUPS, Math.floor(MOST_CELLS / size)));
  const keptPlaces = spreadPlaces(kept, most);
  const places = spreadPlaces(reduced, MOST_PLACES);
  const stride = ({ stride: step }: WalkDim) => step;
  const origins = offsetsOf(kept, stride, keptPlaces);
  const all = offsetsOf(reduced, stride);
  const some = offsetsOf(reduced, stride, places);
  const [groups, count] = [origins.length, some.length];
  const mean = new Float64Array(groups);
  const variance = new Float64Array(groups);
  const meanSquare = new Float64Array(groups);
  const xs = new Float64Array(groups * count);
  const ys = new Float64Array(groups * count);
  for (let group = 0; group < groups; group++) {
    const origin = origins[group]!;
    [mean[group], variance[group], meanSquare[group]] = groupStatistics(x, origin, all);
    for (let i = 0; i < count; i++) {
      xs[group * count + i] = x[origin + some[i]!]!;
      ys[group * count + i] = y[origin + some[i]!]!;
    }
  }
  const known = new Map<string, SampledParameters>();
  return {
    groups,
    places: count,
    n: size,
    mean,
    variance,
    meanSquare,
    x: xs,
    y: ys,
    parametersIn(params) {
      const found = known.get(params.join());
      if (found) return found;
      const step = parameterStep(shape, params);
      const outer = offsetsOf(kept, step, keptPlaces);
      const inner = offsetsOf(reduced, step, places);
      const made = numbered(outer, inner);
      known.set(params.join(), made);
      return made;
    },
  };
}

/** Sums of two offsets, numbered as they first come. */
function numbered(outer: Int32Array, inner: Int32Array): SampledParameters {
  const ids = new Int32Array(outer.length * inner.length);
  const known = new Map<number, number>();
  let at = 0;
  for (const a of outer)
    for (const b of inner) {
      let id = known.get(a + b);
      if (id === undefined) known.set(a + b, (id = known.size));
      ids[at++] = id;
    }
  return { ids, count: known.size, order: [...known.keys()] };
}
