import type { BesideId } from '../../../core/figure/besideTensors.ts';
import { variesBySample } from '../../../core/norm/drawnParameters.ts';
import type { InputDim } from '../../../core/norm/furtherInput.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import type { FurtherInputs } from '../../../core/request.ts';
import { numel } from '../../../core/tensor/tensor.ts';
import type { ComputeReply } from '../../ui/host.ts';
import type { Parameters } from './parameters.ts';

/** A tensor beside x as a table of it is shown and changed. */
export interface BesideItem {
  readonly id: BesideId;
  readonly dims: readonly InputDim[];
  readonly shape: readonly number[];
  /** As used; fewer than the shape says where there are many. */
  readonly values: readonly number[];
  /** By hand or by a file. */
  readonly given: boolean;
  readonly drawn: boolean;
}

/** What one is given as: values, or an opened tensor. */
export type GivenTensor = NonNullable<FurtherInputs[keyof FurtherInputs]>;

/** Whether γ and β come with the samples, and are shown as further inputs are. */
export const comeWithSamples = (plan: Plan): boolean =>
  plan.parametersFrom === null && variesBySample(plan);

/** What of a run is told by its tensors beside x. */
type BesideReply = Pick<ComputeReply, 'plan' | 'inputs' | 'drawn' | 'weight' | 'bias' | 'warnings'>;

/** Every further input of a run, and γ and β where each sample has its own. */
export function besideItems(
  { plan, inputs, drawn, weight, bias, warnings }: BesideReply,
  state: Parameters,
): readonly BesideItem[] {
  const found = plan.inputs.flatMap(({ name, dims }): BesideItem[] => {
    const used = inputs[name];
    const given = state.inputs?.[name] !== undefined;
    return used ? [{ id: name, dims, ...used, given, drawn: drawn.includes(name) }] : [];
  });
  const { paramShape, paramAxes, parameterNames } = plan;
  if (!paramShape || !comeWithSamples(plan)) return found;
  const dims = paramAxes.map((name, at) => ({ name, size: paramShape[at] ?? null }));
  const own = (id: 'weight' | 'bias', values: readonly number[] | null): BesideItem[] =>
    values
      ? [
          {
            id,
            dims,
            shape: paramShape,
            values,
            given: state[id] !== undefined || state.opened?.[id] !== undefined,
            drawn: warnings.some(
              ({ code, details }) => code === 'drawnInput' && details.name === parameterNames[id],
            ),
          },
        ]
      : [];
  return [...found, ...own('weight', weight), ...own('bias', bias)];
}

/** The parameters with one of them given, or put back to what it was without. */
export function withBeside(state: Parameters, id: BesideId, given: GivenTensor | null): Parameters {
  if (id === 'weight' || id === 'bias') {
    const { [id]: _, opened, ...rest } = state;
    const { [id]: __, ...others } = opened ?? {};
    const tensor = given?.tensor && { shape: given.shape, tensor: given.tensor };
    const next = tensor ? { ...others, [id]: tensor } : others;
    return {
      ...rest,
      ...(given?.values && { [id]: given.values }),
      ...(Object.keys(next).length > 0 && { opened: next }),
    };
  }
  const { inputs, ...rest } = state;
  const { [id]: _, ...others } = inputs ?? {};
  const next = given ? { ...others, [id]: given } : others;
  return Object.keys(next).length > 0 ? { ...rest, inputs: next } : rest;
}

/** The parameters with the values of all that was given or drawn beside x, as far as the reply has every one of them. */
export function usedBeside(reply: BesideReply, state: Parameters): Parameters {
  return besideItems(reply, state)
    .filter(({ given, drawn, values, shape }) => (given || drawn) && values.length === numel(shape))
    .reduce((all, { id, shape, values }) => withBeside(all, id, { shape, values }), state);
}
