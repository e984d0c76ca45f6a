import type { Pair } from '../pair.ts';
import { fed, type Fed } from './fed.ts';
import { rowFitOf, withoutBase, type RowParameters } from './rowFit.ts';
import { parametersFor } from './rowParameters.ts';
import { rowParts, type RowParts } from './rowParts.ts';
import type { RowRun } from './rowRun.ts';

/** Times that what is added up may be larger than y. */
const CANCELS = 30;

/** The parts and the parameters of a run on all of x. */
export function wholeOf(
  pair: Pair,
  { spec, plan, order, affine }: RowRun,
  whole: Fed = fed(pair, order),
): { readonly parts: RowParts; readonly parameters: RowParameters; readonly fed: Fed } {
  const parts = rowParts(spec, whole);
  return { parts, parameters: parametersFor(parts, whole.y, affine, plan, null), fed: whole };
}

export function fitOfRun(pair: Pair, whole: Fed, run: RowRun) {
  const { parts, parameters } = wholeOf(pair, run, whole);
  const fitted = run.affine.kind === 'fitted' || run.fittedOptions.length > 0;
  const fit = rowFitOf(parts, whole.y, pair.precision, parameters, fitted);
  // Numbers of options that leave a small difference of large values bend nothing: any curve is that of some.
  const large =
    run.fittedOptions.length > 0 &&
    largestGain(parameters) * rootOf(parts.base) > CANCELS * rootOf(whole.y);
  if (large) return { ...fit, ratio: Infinity };
  if (isScale(parts.base, whole.x.data)) return { ...fit, ratio: Infinity };
  // Where γ·base could as well not be there, the layer is not what made y.
  const without = withoutBase(parts, whole.y, parameters, run.affine.kind === 'fitted');
  const none = rowFitOf(parts, whole.y, pair.precision, without, fitted);
  return none.ratio > 1 && none.rms > 2 * fit.rms ? fit : { ...fit, ratio: Infinity };
}

/** Whether a layer gives x times one number: an eps that is larger than all else leaves no more of it. */
function isScale(base: Float64Array, x: Fed['y']): boolean {
  let [xx, bb, xb] = [0, 0, 0];
  for (let at = 0; at < base.length; at++) {
    const [value, b] = [x[at]!, base[at]!];
    if (!Number.isFinite(value + b)) continue;
    xx += value * value;
    bb += b * b;
    xb += value * b;
  }
  return xb * xb >= (1 - 1e-13) * xx * bb;
}

const largestGain = ({ gain }: RowParameters) =>
  gain.reduce((most, g) => Math.max(most, Math.abs(g)), 0);

/** Root of the mean of squares of what is finite. */
function rootOf(values: Fed['y']): number {
  let squares = 0;
  for (const value of values) if (Number.isFinite(value)) squares += value * value;
  return Math.sqrt(squares / Math.max(1, values.length));
}
