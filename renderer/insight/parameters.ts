import { InputError } from '../../core/errors.ts';
import { planLayer } from '../../core/norm/plan.ts';
import type { LayerSpec } from '../../core/norm/spec.ts';
import { numel } from '../../core/tensor/tensor.ts';
import type { Frame } from './edits.ts';

/** γ and β where they are not a new layer's ones and zeros. */
export interface Parameters {
  readonly weight?: readonly number[];
  readonly bias?: readonly number[];
}

/**
 * What of changed parameters a layer still has room for: γ and β of the right length.
 * @returns undefined when nothing is left, or the layer refuses the input anyway
 */
export function fittingParameters(
  parameters: Parameters | undefined,
  spec: LayerSpec,
  input: Frame,
): Parameters | undefined {
  if (!parameters) return undefined;
  let has: { weight: boolean; bias: boolean; length: number };
  try {
    const plan = planLayer(spec, input.shape, input.axes);
    has = { weight: plan.hasWeight, bias: plan.hasBias, length: numel(plan.paramShape ?? []) };
  } catch (error) {
    if (error instanceof InputError) return undefined;
    throw error;
  }
  const { weight, bias } = parameters;
  const fits = (values: readonly number[] | undefined, present: boolean) =>
    values !== undefined && present && values.length === has.length;
  const kept: Parameters = {
    ...(weight && fits(weight, has.weight) && { weight }),
    ...(bias && fits(bias, has.bias) && { bias }),
  };
  return kept.weight || kept.bias ? kept : undefined;
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
