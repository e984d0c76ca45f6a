import { InputError } from '../../../core/errors.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import { fitsDims, type PlannedInput } from '../../../core/norm/furtherInput.ts';
import type { ComputeRequest, FurtherInputs } from '../../../core/request.ts';
import { numel } from '../../../core/tensor/tensor.ts';
import type { Frame } from '../slice/edits.ts';

/** γ, β and running statistics where they are not a new layer's. */
export type Parameters = NonNullable<ComputeRequest['state']>;

/**
 * What of changed parameters a layer still has room for: γ, β and running statistics of the right length.
 * @returns undefined when nothing is left, or the layer refuses the input anyway
 */
export function fittingParameters(
  parameters: Parameters | undefined,
  spec: LayerSpec,
  input: Frame,
): Parameters | undefined {
  if (!parameters) return undefined;
  let has: {
    weight: boolean;
    bias: boolean;
    length: number;
    shape: readonly number[];
    running: number;
    inputs: readonly PlannedInput[];
  };
  try {
    const plan = planLayer(spec, input.shape, input.axes);
    has = {
      weight: plan.hasWeight && plan.parametersFrom === null,
      bias: plan.hasBias && plan.parametersFrom === null,
      length: numel(plan.paramShape ?? []),
      shape: plan.paramShape ?? [],
      running: plan.runningSize,
      inputs: plan.inputs,
    };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  const { weight, bias, opened, runningMean, runningVar, numBatchesTracked } = parameters;
  const fits = (values: readonly number[] | undefined, present: boolean) =>
    values !== undefined && present && values.length === has.length;
  const runsOn = (values: readonly number[] | undefined) =>
    values !== undefined && has.running > 0 && values.length === has.running;
  const own = fittingOpened(opened, has);
  const beside = fittingInputs(parameters.inputs, has.inputs);
  const counts = numBatchesTracked !== undefined && (runsOn(runningMean) || runsOn(runningVar));
  const kept: Parameters = {
    ...(weight && fits(weight, has.weight) && { weight }),
    ...(bias && fits(bias, has.bias) && { bias }),
    ...(own && { opened: own }),
    ...(beside && { inputs: beside }),
    ...(runsOn(runningMean) && { runningMean }),
    ...(runsOn(runningVar) && { runningVar }),
    ...(counts && { numBatchesTracked }),
  };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Opened γ and β of a layer whose own have that shape. */
function fittingOpened(
  opened: Parameters['opened'],
  has: { readonly weight: boolean; readonly bias: boolean; readonly shape: readonly number[] },
): Parameters['opened'] {
  const fits = (one: { readonly shape: readonly number[] } | undefined, present: boolean) =>
    present && one?.shape.join() === has.shape.join();
  const { weight, bias } = opened ?? {};
  const kept = {
    ...(weight && fits(weight, has.weight) && { weight }),
    ...(bias && fits(bias, has.bias) && { bias }),
  };
  return Object.keys(kept).length > 0 ? kept : undefined;
}

/** Those whose shape is still the one that the layer asks for. */
function fittingInputs(
  inputs: FurtherInputs | undefined,
  planned: readonly PlannedInput[],
): FurtherInputs | undefined {
  const kept = planned.flatMap(({ name, dims }) => {
    const input = inputs?.[name];
    return input && fitsDims(dims, input.shape) ? [[name, input] as const] : [];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** The values with one replaced; undefined when they are a new layer's again. */
export function withParameter(
  values: readonly number[],
  at: number,
  value: number,
  initial: number,
): readonly number[] | undefined {
  const changed = values.map((old, i) => (i === at ? value : old));
  return changed.every((each) => each === initial) ? undefined : changed;
}
