import type { Plan } from '../../norm/spec.ts';
import type { TensorData } from '../../tensor/tensor.ts';
import type { Fit } from '../fit.ts';
import { roundingOf, type Precision } from '../rounding.ts';
import { hasParameters, type RowParts } from './rowParts.ts';

/** γ (with its offset) and β; null where the layer has one of each for all. */
export interface RowParameters {
  readonly gain: Float64Array;
  readonly bias: Float64Array;
}

/** γ and β of a new layer, the same everywhere. */
export const initialParameters = (plan: Plan): RowParameters => ({
  gain: Float64Array.of(hasParameters(plan) ? plan.initialWeight + plan.gammaOffset : 1),
  bias: Float64Array.of(0),
});

/** Of y's own rounding, what counts as above the least that a layer lets through. */
const ABOVE = 1e-6;

/** γ and β that make most of y, each from the cells that have it, by least squares. */
export function fittedParameters(
  { plan, rest, base, ids, least }: RowParts,
  y: TensorData,
): RowParameters {
  if (!ids) return initialParameters(plan);
  const count = ids.reduce((most, id) => Math.max(most, id), 0) + 1;
  // n, Σb, Σb², Σv and Σbv of each, side by side
  const sums = new Float64Array(5 * count);
  for (let at = 0; at < y.length; at++) {
    const value = y[at]! - rest[at]!;
    const b = base[at]!;
    const sum = b + value;
    if (sum - sum !== 0) continue;
    if (least && y[at]! <= least[at]! + ABOVE * Math.abs(least[at]!)) continue;
    const id = 5 * ids[at]!;
    sums[id]! += 1;
    sums[id + 1]! += b;
    sums[id + 2]! += b * b;
    sums[id + 3]! += value;
    sums[id + 4]! += b * value;
  }
  const gain = new Float64Array(count);
  const bias = new Float64Array(count);
  for (let id = 0; id < count; id++) {
    const at = 5 * id;
    const [n, b, bb] = [sums[at]!, sums[at + 1]!, sums[at + 2]!];
    const [v, bv] = [sums[at + 3]!, sums[at + 4]!];
    const share = plan.hasBias ? 1 / Math.max(1, n) : 0;
    const spread = bb - b * b * share;
    gain[id] = spread > 1e-30 ? (bv - b * v * share) / spread : 0;
    bias[id] = share * (v - gain[id]! * b);
  }
  return { gain, bias };
}

/** The same without the layer's own part, which has to matter: γ is 0, and β as it is given or what fits then. */
export function withoutBase(
  parts: RowParts,
  y: TensorData,
  { gain, bias }: RowParameters,
  fitted: boolean,
): RowParameters {
  const none = gain.map(() => 0);
  if (!fitted || !parts.ids || !parts.plan.hasBias) return { gain: none, bias };
  const flat = { ...parts, base: new Float64Array(parts.base.length) };
  return { gain: none, bias: fittedParameters(flat, y).bias };
}

/** What a layer with these parameters makes of x, at one cell. */
export function madeAt(
  { rest, base, ids, least }: RowParts,
  { gain, bias }: RowParameters,
  at: number,
): number {
  const id = ids && gain.length > 1 ? ids[at]! : 0;
  const made = rest[at]! + gain[id]! * base[at]! + bias[id]!;
  return least ? Math.max(made, least[at]!) : made;
}

/** Root of what is left of y over what is left without the layer's own part, which must matter. */
export function restOf(parts: RowParts, y: TensorData, parameters: RowParameters): number {
  const { rest, plan, ids } = parts;
  const centred = plan.hasBias && ids !== null;
  let [left, sum, squares, n] = [0, 0, 0, 0];
  for (let at = 0; at < y.length; at++) {
    const difference = y[at]! - madeAt(parts, parameters, at);
    const value = y[at]! - rest[at]!;
    if (difference - difference !== 0) continue;
    left += difference * difference;
    sum += value;
    squares += value * value;
    n++;
  }
  const all = squares - (centred ? (sum * sum) / Math.max(1, n) : 0);
  return all > 0 ? Math.sqrt(left / all) : Infinity;
}

/**
 * Compares y with what the layer makes of x, cell by cell.
 * @param fitted  parameters were taken from y, whose rounding they carry
 */
export function rowFitOf(
  parts: RowParts,
  y: TensorData,
  precision: Precision,
  parameters: RowParameters,
  fitted: boolean,
): Fit {
  const { rest, base, ids, sizes } = parts;
  const { gain, bias } = parameters;
  const usual = Math.sqrt(
    base.reduce((sum, b) => (Number.isFinite(b) ? sum + b * b : sum), 0) / base.length,
  );
  const fromFit = fitted ? precision.unit : 0;
  let [maxAbs, squares, ratio, count] = [0, 0, 0, 0];
  for (let at = 0; at < y.length; at++) {
    const value = y[at]!;
    const made = madeAt(parts, parameters, at);
    if (!Number.isFinite(value) && !Number.isFinite(made)) continue;
    const difference = Math.abs(value - made);
    const id = ids && gain.length > 1 ? ids[at]! : 0;
    const g = Math.abs(gain[id]!);
    const size = Math.abs(rest[at]!) + g * sizes[at]! + Math.abs(bias[id]!);
    const share =
      difference /
      (roundingOf(precision, size, value) + fromFit * g * (usual + Math.abs(base[at]!)));
    if (!(share <= ratio)) ratio = Number.isNaN(share) ? Infinity : share;
    if (difference > maxAbs) maxAbs = difference;
    squares += difference * difference;
    count++;
  }
  return { maxAbs, rms: Math.sqrt(squares / Math.max(1, count)), ratio };
}
