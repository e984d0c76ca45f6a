import type { TensorData } from '../tensor/tensor.ts';
import { offsetsOf, parameterStep, walkOf, type Walk, type WalkDim } from './covering.ts';
import { gainOf, spreadOf } from './divisor.ts';
import { parameterDims, type Hypothesis } from './hypothesis.ts';
import { roundingOf, type Precision } from './rounding.ts';
import { groupStatistics } from './sample.ts';

/** How well a hypothesis makes y, over all of it. */
export interface Fit {
  readonly maxAbs: number;
  readonly rms: number;
  /** Largest difference over what rounding may leave of it; at most 1 where y is explained. */
  readonly ratio: number;
}

/** Every group's middle and gain: x̂ = (x − middle)·gain. */
interface Normal {
  readonly middle: Float64Array;
  readonly gain: Float64Array;
  /** Deviation of what its mean was made from, whose rounding it carries; 0 for a mean that is given. */
  readonly spread: Float64Array;
  readonly origins: Int32Array;
  readonly offsets: Int32Array;
}

const stride = ({ stride: step }: WalkDim) => step;

/** Every group's middle and gain, by which a hypothesis normalizes it. */
export function normalOf(x: TensorData, walk: Walk, hypothesis: Hypothesis): Normal {
  const { centred, divisor, stored } = hypothesis;
  const origins = offsetsOf(walk.kept, stride);
  const offsets = offsetsOf(walk.reduced, stride);
  const middle = new Float64Array(origins.length);
  const gain = new Float64Array(origins.length).fill(1);
  const spread = new Float64Array(origins.length);
  if (stored === 'fitted') return { middle, gain, spread, origins, offsets };
  if (stored) {
    // One group for each place along the dimension of the statistics.
    for (let group = 0; group < origins.length; group++) {
      middle[group] = stored.mean[group]!;
      gain[group] = gainOf(divisor, stored.variance[group]!);
    }
    return { middle, gain, spread, origins, offsets };
  }
  for (let group = 0; group < origins.length; group++) {
    const [mean, variance, meanSquare] = groupStatistics(x, origins[group]!, offsets);
    middle[group] = centred ? mean : 0;
    spread[group] = centred ? Math.sqrt(variance) : 0;
    const one = {
      variance: Float64Array.of(variance),
      meanSquare: Float64Array.of(meanSquare),
      n: walk.size,
    };
    gain[group] = gainOf(divisor, spreadOf(one, divisor.spread, 0));
  }
  return { middle, gain, spread, origins, offsets };
}

/** γ and β of every parameter, as given or as they fit best. */
interface Parameters {
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
  readonly outer: Int32Array;
  readonly inner: Int32Array;
}

/** γ and β by a hypothesis, and where a cell's are. */
export function parametersOf(
  x: TensorData,
  y: TensorData,
  shape: readonly number[],
  walk: Walk,
  normal: Normal,
  hypothesis: Hypothesis,
): Parameters {
  const dims = parameterDims(hypothesis);
  const step = parameterStep(shape, dims);
  const outer = offsetsOf(walk.kept, step);
  const inner = offsetsOf(walk.reduced, step);
  const count = dims.reduce((product, dim) => product * shape[dim]!, 1);
  const gamma = new Float64Array(count).fill(1);
  const beta = new Float64Array(count);
  const { affine, centred } = hypothesis;
  if (affine.kind === 'given') {
    const { weight, bias, gammaOffset } = affine.given;
    for (let i = 0; i < count; i++) {
      gamma[i] = weight ? weight[i]! + gammaOffset : 1;
      beta[i] = bias?.[i] ?? 0;
    }
  } else if (affine.kind === 'fitted') {
    const sums = [0, 1, 2, 3, 4].map(() => new Float64Array(count));
    const [n, sz, szz, sy, szy] = sums as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const { origins, offsets, middle, gain } = normal;
    for (let group = 0; group < origins.length; group++)
      for (let i = 0; i < offsets.length; i++) {
        const at = origins[group]! + offsets[i]!;
        const value = y[at]!;
        const z = (x[at]! - middle[group]!) * gain[group]!;
        const sum = z + value;
        if (sum - sum !== 0) continue;
        const id = outer[group]! + inner[i]!;
        n[id]! += 1;
        sz[id]! += z;
        szz[id]! += z * z;
        sy[id]! += value;
        szy[id]! += z * value;
      }
    for (let id = 0; id < count; id++) {
      const shift = centred ? 1 / Math.max(1, n[id]!) : 0;
      const zz = szz[id]! - sz[id]! ** 2 * shift;
      const zy = szy[id]! - sz[id]! * sy[id]! * shift;
      gamma[id] = zz > 1e-30 ? zy / zz : 0;
      beta[id] = shift * (sy[id]! - gamma[id]! * sz[id]!);
    }
  }
  return { gamma, beta, outer, inner };
}

/** Compares y with what a hypothesis makes of x, cell by cell. */
export function fitOf(
  x: TensorData,
  y: TensorData,
  shape: readonly number[],
  precision: Precision,
  hypothesis: Hypothesis,
): Fit {
  const walk = walkOf(shape, hypothesis.covering);
  const normal = normalOf(x, walk, hypothesis);
  const { gamma, beta, outer, inner } = parametersOf(x, y, shape, walk, normal, hypothesis);
  // What was rounded in y is in the parameters that are fitted to it.
  const fromFit = hypothesis.affine.kind === 'fitted' ? precision.unit : 0;
  let maxAbs = 0;
  let squares = 0;
  let ratio = 0;
  let count = 0;
  const { origins, offsets, middle, gain } = normal;
  for (let group = 0; group < origins.length; group++) {
    const [m, g, s] = [middle[group]!, gain[group]!, normal.spread[group]!];
    for (let i = 0; i < offsets.length; i++) {
      const at = origins[group]! + offsets[i]!;
      const value = y[at]!;
      const id = outer[group]! + inner[i]!;
      const scale = gamma[id]! * g;
      const made = (x[at]! - m) * scale + beta[id]!;
      if (!Number.isFinite(value) && !Number.isFinite(made)) continue;
      const difference = Math.abs(value - made);
      const size = Math.abs(scale) * (Math.abs(x[at]!) + Math.abs(m) + s) + Math.abs(beta[id]!);
      const share =
        difference / (roundingOf(precision, size, value) + fromFit * Math.abs(gamma[id]!));
      // A cell that is a number on one side only is never explained.
      if (!(share <= ratio)) ratio = Number.isNaN(share) ? Infinity : share;
      if (difference > maxAbs) maxAbs = difference;
      squares += difference * difference;
      count++;
    }
  }
  return { maxAbs, rms: Math.sqrt(squares / Math.max(1, count)), ratio };
}
