import { InputError } from '../../../errors.ts';
import { numel, type TensorData } from '../../../tensor/tensor.ts';
import type { FurtherTensor, InputName } from '../../furtherInput.ts';
import type { FullState } from '../../layerState.ts';
import type { MomentsPlan, Statistics } from '../../spec.ts';
import type { CellLaw } from '../cells.ts';
import type { Kernel } from '../kernel.ts';
import { gatesFirst, gatesLast } from './plan.ts';

/** A further input that the plan says is there. @throws RangeError when it is not */
export function besideOf({ inputs }: Pick<FullState, 'inputs'>, name: InputName): FurtherTensor {
  const found = inputs[name];
  if (!found) throw new RangeError(`besideOf: the plan asks for a ${name}, which the state lacks`);
  return found;
}

/** What of x enters the statistics: x itself, or x · silu(gate), in room for what becomes `out`. */
export function entering(
  plan: MomentsPlan,
  x: TensorData,
  full: FullState,
  out: TensorData,
  kernel: Kernel,
): TensorData {
  if (!gatesFirst(plan)) return x;
  const gated = kernel.unrounded(out);
  kernel.cells(x, gateOf(full), gated);
  return gated;
}

/** x · silu(gate) */
export const gateOf = (full: Pick<FullState, 'inputs'>): CellLaw => ({
  law: 'gate',
  own: [besideOf(full, 'gate').data],
  run: 1,
  gain: null,
  bias: null,
});

/** Whether something follows γ and β. */
export function changesOutput(plan: MomentsPlan): boolean {
  return gatesLast(plan) || plan.extra?.is === 'threshold';
}

/** Gates the output, or keeps it from falling below tau; one rounding, into `out`. */
export function leaving(
  plan: MomentsPlan,
  y: TensorData,
  full: Pick<FullState, 'inputs'>,
  out: TensorData,
  kernel: Kernel,
): void {
  if (gatesLast(plan)) kernel.cells(y, gateOf(full), out);
  else if (plan.extra?.is === 'threshold') {
    const own = [besideOf(full, 'tau').data];
    const run = numel(plan.shape.slice(2));
    kernel.cells(y, { law: 'floor', own, run, gain: null, bias: null }, out);
  }
}

/** The channel of a cell, at position 1. */
export function channelOf({ shape }: Pick<MomentsPlan, 'shape'>, flat: number): number {
  const inner = numel(shape.slice(2));
  return Math.floor(flat / inner) % (shape[1] ?? 1);
}

/** Whether a cell takes part in the statistics. @param mask  of one entry a sample and position */
export function takesPart(
  { shape }: Pick<MomentsPlan, 'shape'>,
  mask: TensorData,
  flat: number,
): boolean {
  const length = shape[2] ?? 1;
  const sample = Math.floor(flat / ((shape[1] ?? 1) * length));
  return mask[sample * length + (flat % length)] === 1;
}

/**
 * γ and β of a layer that takes them from a style: per sample and channel, its deviation (with n − 1 and eps under the root) and its mean.
 * @source  calc_mean_std of the usual implementation of AdaIN
 */
export function withStyle(plan: MomentsPlan, full: FullState): FullState {
  if (plan.extra?.is !== 'style') return full;
  const { data, shape } = besideOf(full, 'style');
  const size = numel(shape.slice(2));
  if (size < 2)
    throw new InputError(
      'oneSpatialElement',
      `The style of ${plan.spec.layer} has one spatial element, of shape (${shape.join(', ')}): one value has no deviation. Give a larger style.`,
      { layer: plan.spec.layer, shape: `[${shape.join(', ')}]` },
    );
  const weight = new Float64Array(plan.groups);
  const bias = new Float64Array(plan.groups);
  for (let group = 0; group < plan.groups; group++) {
    const values = data.subarray(group * size, (group + 1) * size);
    let [sum, squares] = [0, 0];
    for (const value of values) sum += value;
    const mean = sum / size;
    for (const value of values) squares += (value - mean) ** 2;
    bias[group] = mean;
    weight[group] = Math.sqrt(squares / (size - 1) + plan.eps);
  }
  return { ...full, weight, gain: weight, bias };
}

/** Cells that are kept with a plan; more of them are not drawn one by one. */
const MOST_IDLE = 100_000;

/** The plan with what its mask leaves out, for pictures and sentences. */
export function withMask(
  plan: MomentsPlan,
  full: Pick<FullState, 'inputs'>,
  { count }: Pick<Statistics, 'count'>,
): MomentsPlan {
  if (plan.extra?.is !== 'mask') return plan;
  const { data } = besideOf(full, 'mask');
  const idle: number[] = [];
  const cells = plan.groups * plan.groupSize;
  if (cells <= MOST_IDLE)
    for (let at = 0; at < cells; at++) if (!takesPart(plan, data, at)) idle.push(at);
  return { ...plan, idle, taking: count?.[0] ?? plan.groupSize };
}
