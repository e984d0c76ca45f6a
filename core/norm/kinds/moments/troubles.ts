import type { DType, TensorData } from '../../../tensor/tensor.ts';
import type { Family } from '../../layerRow.ts';
import { layerRow } from '../../layers.ts';
import { MOST_FLOAT32 } from '../../notice.ts';
import type { MomentsPlan, Statistics } from '../../spec.ts';
import type { Parameters } from './apply.ts';
import type { Moments } from './moments.ts';

/** The smallest float32 that keeps all its digits. */
export const LEAST_FLOAT32 = 2 ** -126;
/** Beyond this ratio of mean to spread float32 has fewer than four digits left for the deviation. */
export const OFFSET_RATIO = 1e3;
/** Half a step of the mean of a constant, as a part of it, and the output from which on PyTorch shows it in place of 0. */
export const HALF_STEP: Readonly<Record<DType, number>> = { float32: 2 ** -24, float64: 2 ** -53 };
export const SEEN = 1e-3;
/** Above this eps keeps float32 from seeing that a square was lost. */
export const EPS_HIDES = 1e-30;
/** A normalized value this near to what it tends to tells its sign and no more. */
const SIGN = 0.005;

/** Numbers of groups in trouble, each kind counted by itself. A stream adds to them chunk by chunk. */
export interface Troubles extends CellTroubles {
  /** Spoiled by a NaN or infinite value of the input. */
  notFinite: number;
  /** Finite values whose squares pass the largest float64. */
  overflow: number;
  constant: number;
  /** Constants so far from 0 that PyTorch's rounding of their mean is seen in its output. */
  farConstant: number;
  /** 1/√(0 + eps) of a constant is no finite number. */
  noRootOfZero: boolean;
  /** eps is above 0 and finite, but 0 or infinite in float32, and PyTorch's output shows that. */
  lostEps: number;
  /** variance + eps has no root, or is 0 although the variance is not. */
  noRoot: number;
  offset: number;
  /** float32 arithmetic would lose what float64 holds. */
  float32Overflow: number;
  float32Underflow: number;
  /** Values that differ by less than a square in float64 can tell. */
  float64Underflow: number;
  /** Of two values (or one that is not centred): nothing but the sign is left. */
  sign: number;
}

/** Cells whose output is not finite: because their input is not, or infinite or NaN all the same. */
export interface CellTroubles {
  inputNotFinite: number;
  outputOverflow: number;
  outputNaN: number;
}

export const noCellTroubles = (): CellTroubles => ({
  inputNotFinite: 0,
  outputOverflow: 0,
  outputNaN: 0,
});

export function noTroubles(): Troubles {
  return {
    notFinite: 0,
    overflow: 0,
    constant: 0,
    farConstant: 0,
    noRootOfZero: false,
    lostEps: 0,
    noRoot: 0,
    offset: 0,
    float32Overflow: 0,
    float32Underflow: 0,
    float64Underflow: 0,
    sign: 0,
    ...noCellTroubles(),
  };
}

/** Values that differ have a variance of 0 only where they are all this near to 0: float64 has none between others. */
const TINY = 1e-140;

/** True when a tensor holds a value that is not 0, but so near to it. */
export function holdsTiny(values: TensorData): boolean {
  for (let i = 0; i < values.length; i++)
    if (values[i] !== 0 && Math.abs(values[i]!) < TINY) return true;
  return false;
}

/** What a group's statistics do not tell of its values. */
export interface GroupValues {
  /** Whether one is NaN or infinite. */
  readonly isSpoiled: (group: number) => boolean;
  /** Whether they are no constant, or where no mean is taken away not all 0. */
  readonly varies: (group: number) => boolean;
}

/**
 * Adds the troubles of some groups, in one pass over their statistics, which may be as many as the cells.
 * @param statistics  of this input
 * @param dtype       of the input
 * @param values      what the values of a group are; asked for float64 alone, where squares overflow and vanish too
 */
export function countTroubles(
  found: Troubles,
  plan: MomentsPlan,
  { mean, variance, rstd }: Pick<Statistics, 'mean' | 'variance' | 'rstd'>,
  dtype: DType,
  values: GroupValues,
): void {
  const narrow = dtype === 'float32';
  // PyTorch's kernels hold the sum of the squares in a float32, batch norm's too, which gathers it in float64.
  const most = narrow ? mostOf(plan) : Infinity;
  const mostRaw = narrow ? mostSquared(plan) : Infinity;
  const least = narrow && Math.abs(plan.eps) < EPS_HIDES ? LEAST_FLOAT32 : 0;
  const { noEps, allEps } = epsInFloat32(plan, narrow);
  const pairs = plan.groupSize === (plan.subtracts === 'mean' ? 2 : 1);
  const limit = signLimit(plan);
  for (let g = 0; g < variance.length; g++) {
    const value = variance[g]!;
    if (value - value !== 0) {
      if (isOverflow(plan, mean[g]!, value, narrow, () => values.isSpoiled(g))) found.overflow++;
      else found.notFinite++;
      continue;
    }
    const gain = rstd[g]!;
    if (allEps || (noEps && value === 0)) found.lostEps++;
    if (value === 0 && !narrow && Math.abs(mean[g]!) < TINY && values.varies(g))
      found.float64Underflow++;
    else if (value === 0) {
      found.constant++;
      if (gain - gain !== 0) found.noRootOfZero = true;
      else if (isFarConstant(mean[g]!, gain, dtype)) found.farConstant++;
    } else if (gain - gain !== 0) found.noRoot++;
    if (value > 0 && isOffset(mean[g]!, value)) found.offset++;
    const isFar = value > 0 && farthest(mean[g]!, value, plan.groupSize) > mostRaw;
    if (value > most || isFar) found.float32Overflow++;
    if (value > 0 && value < least) found.float32Underflow++;
    if (pairs && Math.abs(Math.sqrt(value) * gain - limit) < SIGN) found.sign++;
  }
}

/**
 * Whether no group can be in trouble, by bounds that are narrower than those of countTroubles(): found in a glance at every group, without
 * its variance and rstd.
 */
export function areOrdinary(plan: MomentsPlan, { count, mean, squares }: Moments): boolean {
  if (count <= 2 || !(plan.eps >= 0 && plan.eps < MOST_FLOAT32)) return false;
  const divisor = plan.divides === 'l2' ? 1 : count;
  const least = 2 * LEAST_FLOAT32 * divisor;
  const mostSquare = MOST_FLOAT32 / 4;
  const most = (mostSquare / count) * divisor;
  const offset = (2 * divisor) / OFFSET_RATIO ** 2;
  for (let g = 0; g < squares.length; g++) {
    const sum = squares[g]!;
    const square = mean[g]! * mean[g]!;
    if (!(sum > least && sum < most && square < mostSquare && square * offset < sum)) return false;
  }
  return true;
}

/**
 * Adds the troubles of cells, one by one.
 * @param x, y   input and output, cell by cell
 * @param mayHold  whether there may be any in the output: a quicker look at all of it, where a kernel has one
 * @returns      whether there are any
 */
export function countCells(
  found: CellTroubles,
  x: TensorData,
  y: TensorData,
  mayHold: (values: TensorData) => boolean = holdsNotFinite,
): boolean {
  if (!mayHold(y)) return false;
  let any = false;
  for (let i = 0; i < y.length; i++) {
    // what is spoiled in the input is so in the output
    if (y[i]! - y[i]! === 0) continue;
    any = true;
    if (x[i]! - x[i]! !== 0) found.inputNotFinite++;
    else if (Math.abs(y[i]!) === Infinity) found.outputOverflow++;
    else found.outputNaN++;
  }
  return any;
}

/** Whether γ and β can lift normalized values out of their type: in float32 γ of 1e37 does. */
export function mayPassType(
  { groupSize, eps, extra }: MomentsPlan,
  { gain, bias }: Parameters,
  dtype: DType,
): boolean {
  // what is divided by less than its deviation, gated, moved or lifted has no such bound
  if (eps < 0 || !sharesOnly(extra)) return true;
  const most = dtype === 'float32' ? MOST_FLOAT32 : Number.MAX_VALUE;
  return Math.sqrt(groupSize) * largest(gain, 1) + largest(bias, 0) > most;
}

/** True of layers that do nothing but take statistics of their groups, γ and β. */
export const sharesOnly = (extra: MomentsPlan['extra']): boolean =>
  extra === null || extra.is === 'chunks' || extra.is === 'style';

/** Four side by side: each waits for the one before it. */
function largest(values: TensorData | null, otherwise: number): number {
  if (!values) return otherwise;
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a = Math.max(a, Math.abs(values[i]!));
    b = Math.max(b, Math.abs(values[i + 1]!));
    c = Math.max(c, Math.abs(values[i + 2]!));
    d = Math.max(d, Math.abs(values[i + 3]!));
  }
  for (let i = whole; i < values.length; i++) a = Math.max(a, Math.abs(values[i]!));
  return Math.max(a, b, c, d);
}

/**
 * What becomes of eps where PyTorch holds it in float32: nothing, or infinity. Its batch norm kernel holds it in float64.
 * @source aten/src/ATen/native/cpu/layer_norm_kernel.cpp and group_norm_kernel.cpp
 */
function epsInFloat32({ eps, rstdOfZero }: MomentsPlan, narrow: boolean) {
  const isHeld = narrow && rstdOfZero !== 0 && eps > 0 && eps < Infinity;
  const held = Math.fround(eps);
  return { noEps: isHeld && held === 0, allEps: isHeld && held === Infinity };
}

/** A length is its sum of squares, all others are a mean of them. */
const mostOf = ({ divides, groupSize }: MomentsPlan) =>
  divides === 'l2' ? MOST_FLOAT32 : MOST_FLOAT32 / groupSize;

/**
 * The largest value that PyTorch's layer and group norm can take: their kernel merges its means from 0, and so squares the values
 * themselves. Its batch norm kernel does not.
 * @source aten/src/ATen/native/cpu/moments_utils.h, AddMoments
 */
const mostSquared = ({ subtracts, spec: { layer } }: MomentsPlan) =>
  subtracts === 'mean' && KERNEL_OF_ROWS.includes(layerRow(layer).family)
    ? Math.sqrt(MOST_FLOAT32)
    : Infinity;
const KERNEL_OF_ROWS: readonly Family[] = ['layer', 'group'];

/** How far from 0 the values of a group may lie: one by itself at √(n − 1) deviations from the mean. */
const farthest = (mean: number, variance: number, n: number) =>
  Math.abs(mean) + Math.sqrt(variance * (n - 1));

/** What √variance / √(variance + eps) tends to: 1, or √½ for two values under the unbiased variance. */
export function signLimit(plan: MomentsPlan): number {
  return plan.ddof === 1 && plan.subtracts === 'mean' ? Math.SQRT1_2 : 1;
}

/** A float32 squared fits a float64, so only float64 input overflows. */
function isOverflow(
  plan: MomentsPlan,
  mean: number,
  variance: number,
  narrow: boolean,
  isSpoiled: () => boolean,
): boolean {
  if (narrow) return false;
  return (plan.subtracts === 'mean' && variance === Infinity && mean - mean === 0) || !isSpoiled();
}

/** Whether the rounded mean of a constant is seen in PyTorch's output. */
export const isFarConstant = (mean: number, gain: number, dtype: DType): boolean =>
  Math.abs(mean) * HALF_STEP[dtype] * gain > SEEN;

export function isOffset(mean: number, variance: number): boolean {
  const ratio = mean * (1 / OFFSET_RATIO);
  return ratio * ratio > variance;
}

/** True when a tensor holds a NaN or infinite value: 0 times that is NaN, and so is every sum with it. */
export function holdsNotFinite(values: TensorData): boolean {
  let [a, b, c, d] = [0, 0, 0, 0];
  const whole = values.length - (values.length % 4);
  for (let i = 0; i < whole; i += 4) {
    a += values[i]! * 0;
    b += values[i + 1]! * 0;
    c += values[i + 2]! * 0;
    d += values[i + 3]! * 0;
  }
  for (let i = whole; i < values.length; i++) a += values[i]! * 0;
  return Number.isNaN(a + b + c + d);
}
