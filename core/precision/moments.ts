import { gainOf } from '../norm/layerState.ts';
import { cellsOfGroup, paramIndexOf } from '../norm/groups.ts';
import { silu } from '../norm/kinds/cells.ts';
import { besideOf, channelOf, takesPart } from '../norm/kinds/moments/beside.ts';
import { gatesFirst, gatesLast } from '../norm/kinds/moments/plan.ts';
import type { MomentsPlan } from '../norm/spec.ts';
import { numel, type TensorData } from '../tensor/tensor.ts';
import { heldIn, type EmulatedResult, type Rounded, type Rounder } from './rounder.ts';
import { rootOf, spreadOf, type Root, type Spread } from './spread.ts';

/** A layer of groups, operation by operation. */
export function emulateMoments(
  plan: MomentsPlan,
  x: TensorData,
  result: EmulatedResult,
  rounder: Rounder,
): Rounded {
  const { inner: f, held } = rounder;
  const given = { inputs: result.inputs ?? {} };
  const input = heldIn(rounder, x);
  if (gatesFirst(plan)) {
    const gate = heldIn(rounder, besideOf(given, 'gate').data);
    input.forEach((value, cell) => (input[cell] = f(value * f(silu(gate[cell]!)))));
  }
  const { weight, bias } = parametersOf(plan, result, rounder);
  const after = afterwards(plan, given, rounder);
  const mask = plan.extra?.is === 'mask' ? besideOf(given, 'mask').data : null;
  const output = new Float64Array(x.length);
  let overflowed = 0;
  let epsLost = 0;
  for (let group = 0; group < plan.groups; group++) {
    const cells = cellsOfGroup(plan, group);
    const taking = mask ? cells.filter((cell) => takesPart(plan, mask, cell)) : cells;
    const found =
      storedOf(plan, result, group, rounder) ??
      spreadOf(
        rounder,
        input,
        taking,
        plan.subtracts === 'mean',
        plan.divides === 'l2' ? 1 : taking.length - plan.ddof,
      );
    if (found.overflows) overflowed++;
    const root = rootOf(plan, found.variance, rounder);
    if (root.lost) epsLost++;
    const moved = renormalized(plan, result, group, found, root, rounder);
    for (const cell of cells) {
      const deviation = plan.subtracts === 'mean' ? f(input[cell]! - found.mean) : input[cell]!;
      const xhat = moved(f(deviation / root.value));
      const param = paramIndexOf(plan, cell);
      const y = rounder.affine(xhat, weight?.[param] ?? null, bias?.[param] ?? null);
      output[cell] = held(after(y, cell));
    }
  }
  return { output, overflowed, epsLost };
}

function parametersOf(
  plan: MomentsPlan,
  result: EmulatedResult,
  rounder: Rounder,
): { readonly weight: Float64Array | null; readonly bias: Float64Array | null } {
  if (plan.extra?.is === 'style') return ofStyle(plan, result, rounder);
  const { weight, bias } = result;
  return {
    weight: weight && heldIn(rounder, gainOf(plan, weight) ?? []),
    bias: bias && heldIn(rounder, bias),
  };
}

/** γ and β are the deviation and the mean of another tensor, which is of the type too. */
function ofStyle(plan: MomentsPlan, { inputs = {} }: EmulatedResult, rounder: Rounder) {
  const { data, shape } = besideOf({ inputs }, 'style');
  const size = numel(shape.slice(2));
  const style = heldIn(rounder, data);
  const weight = new Float64Array(plan.groups);
  const bias = new Float64Array(plan.groups);
  for (let group = 0; group < plan.groups; group++) {
    const cells = Array.from({ length: size }, (_, at) => group * size + at);
    const { mean, variance } = spreadOf(rounder, style, cells, true, size - 1);
    weight[group] = rootOf(plan, variance, rounder).value;
    bias[group] = mean;
  }
  return { weight, bias };
}

/** What follows γ and β. */
function afterwards(
  plan: MomentsPlan,
  given: Parameters<typeof besideOf>[0],
  { outer, held }: Rounder,
): (y: number, cell: number) => number {
  if (gatesLast(plan)) {
    const { data } = besideOf(given, 'gate');
    return (y, cell) => outer(y * outer(silu(held(data[cell]!))));
  }
  if (plan.extra?.is === 'threshold') {
    const { data } = besideOf(given, 'tau');
    return (y, cell) => Math.max(y, held(data[channelOf(plan, cell)]!));
  }
  return (y) => y;
}

/** Running statistics, in the type. */
function storedOf(
  plan: MomentsPlan,
  { statistics }: EmulatedResult,
  group: number,
  { inner }: Rounder,
): Spread | null {
  if (plan.source !== 'running' || !statistics) return null;
  const [mean, variance] = [statistics.mean[group]!, statistics.variance[group]!];
  return { mean: inner(mean), variance: inner(variance), overflows: false };
}

/** x̂ · r + d of BatchRenorm; x̂ itself elsewhere. */
function renormalized(
  plan: MomentsPlan,
  { runningBefore }: EmulatedResult,
  group: number,
  { mean }: Spread,
  root: Root,
  rounder: Rounder,
): (xhat: number) => number {
  const { extra } = plan;
  if (extra?.is !== 'renorm' || !runningBefore) return (xhat) => xhat;
  const f = rounder.inner;
  const { rmax, dmax } = extra;
  const stored = rootOf(plan, f(runningBefore.var[group]!), rounder).value;
  const r = Math.min(rmax, Math.max(1 / rmax, f(root.value / stored)));
  const shift = f(f(mean - f(runningBefore.mean[group]!)) / stored);
  const d = Math.min(dmax, Math.max(-dmax, shift));
  return (xhat) => f(f(xhat * f(r)) + f(d));
}
