import type { DType, TensorData } from '../../../tensor/tensor.ts';
import { MOST_FLOAT32 } from '../../notice.ts';
import type { MomentsPlan, Statistics } from '../../spec.ts';
import type { Moments } from './moments.ts';

/** The smallest float32 that keeps all its digits. */
const LEAST_FLOAT32 = 2 ** -126;
/** Beyond this ratio of mean to spread float32 has fewer than four digits left for the deviation. */
export const OFFSET_RATIO = 1e3;
/** Half a step of the mean of a constant, as a part of it, and the output from which on PyTorch shows it in place of 0. */
const HALF_STEP: Readonly<Record<DType, number>> = { float32: 2 ** -24, float64: 2 ** -53 };
const SEEN = 1e-3;
/** Above this eps keeps float32 from seeing that a square was lost. */
const EPS_HIDES = 1e-30;
/** A normalized value this near to what it tends to tells its sign and no more. */
const SIGN = 0.005;

/** Numbers of groups in trouble, each kind counted by itself. A stream adds to them chunk by chunk. */
export interface Troubles {
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
  /** Of two values (or one that is not centred): nothing but the sign is left. */
  sign: number;
  /** Of given statistics, which share nothing: cells whose input, or whose output alone, is not finite. */
  inputNotFinite: number;
  outputOverflow: number;
}

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
    sign: 0,
    inputNotFinite: 0,
    outputOverflow: 0,
  };
}

/**
 * Adds the troubles of some groups, in one pass over their statistics, which may be as many as the cells.
 * @param statistics  of this input
 * @param dtype       of the input
 * @param isSpoiled   whether a group holds a NaN or infinite value; asked for float64 alone, where squares overflow too
 */
export function countTroubles(
  found: Troubles,
  plan: MomentsPlan,
  { mean, variance, rstd }: Pick<Statistics, 'mean' | 'variance' | 'rstd'>,
  dtype: DType,
  isSpoiled: (group: number) => boolean,
): void {
  const narrow = dtype === 'float32';
  // PyTorch's kernels hold the sum of the squares in a float32, batch norm's too, which gathers it in float64.
  const most = narrow ? MOST_FLOAT32 / plan.groupSize : Infinity;
  const least = narrow && Math.abs(plan.eps) < EPS_HIDES ? LEAST_FLOAT32 : 0;
  const { noEps, allEps } = epsInFloat32(plan, narrow);
  const pairs = plan.groupSize === (plan.subtracts === 'mean' ? 2 : 1);
  const limit = signLimit(plan);
  for (let g = 0; g < variance.length; g++) {
    const value = variance[g]!;
    if (value - value !== 0) {
      if (isOverflow(plan, mean[g]!, value, narrow, () => isSpoiled(g))) found.overflow++;
      else found.notFinite++;
      continue;
    }
    const gain = rstd[g]!;
    if (allEps || (noEps && value === 0)) found.lostEps++;
    if (value === 0) {
      found.constant++;
      if (gain - gain !== 0) found.noRootOfZero = true;
      else if (Math.abs(mean[g]!) * HALF_STEP[dtype] * gain > SEEN) found.farConstant++;
    } else if (gain - gain !== 0) found.noRoot++;
    const ratio = mean[g]! * (1 / OFFSET_RATIO);
    if (value > 0 && ratio * ratio > value) found.offset++;
    if (value > most) found.float32Overflow++;
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
  const most = ((MOST_FLOAT32 / count) * divisor) / 2;
  const offset = (2 * divisor) / OFFSET_RATIO ** 2;
  for (let g = 0; g < squares.length; g++) {
    const sum = squares[g]!;
    const middle = mean[g]!;
    if (!(sum > least && sum < most && middle * middle * offset < sum)) return false;
  }
  return true;
}

/**
 * Adds the troubles of cells that given statistics normalize one by one.
 * @param x, y  input and output, cell by cell
 */
export function countCells(found: Troubles, x: TensorData, y: TensorData): void {
  for (let i = 0; i < y.length; i++) {
    // what is spoiled in the input is so in the output
    if (y[i]! - y[i]! === 0) continue;
    if (x[i]! - x[i]! !== 0) found.inputNotFinite++;
    else if (Math.abs(y[i]!) === Infinity) found.outputOverflow++;
  }
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

/** True when a tensor holds a NaN or infinite value. */
export function holdsNotFinite(values: TensorData): boolean {
  for (let i = 0; i < values.length; i++) if (values[i]! - values[i]! !== 0) return true;
  return false;
}
