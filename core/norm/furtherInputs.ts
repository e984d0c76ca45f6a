import { InputError } from '../errors.ts';
import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import { numel, type DType, type TensorData } from '../tensor/tensor.ts';
import { drawnMaskAt } from './drawnMask.ts';
import { notice } from './notice.ts';
import {
  fitsDims,
  type Beside,
  type FurtherTensor,
  type FurtherTensors,
  type InputDim,
  type InputName,
  type PlannedInput,
} from './furtherInput.ts';
import type { Notice, Plan } from './spec.ts';

/** The seed of drawn tensors. */
export const DRAWN_SEED = 1;

/**
 * Checks what was given beside x and fills in the rest.
 * @throws InputError unexpectedInput, inputShape, maskValues
 */
export function furtherInputs(plan: Plan, given: FurtherTensors, dtype: DType): Beside {
  for (const name of Object.keys(given)) refuseUnknown(plan, name);
  const inputs: Partial<Record<InputName, FurtherTensor>> = {};
  const drawn: InputName[] = [];
  for (const planned of plan.inputs) {
    const found = given[planned.name];
    if (found) checkInput(plan, planned, found);
    else if (planned.initial === null && planned.used) drawn.push(planned.name);
    if (!found && planned.initial === null && !planned.used) continue;
    inputs[planned.name] = found
      ? { shape: found.shape, data: inType(found.data, dtype) }
      : made(planned, plan, dtype);
  }
  return { inputs, drawn };
}

/** What should be known about tensors that were drawn. */
export function drawnNotices(plan: Plan, { drawn }: Pick<Beside, 'drawn'>): Notice[] {
  return drawn.map((name) => drawnNotice(plan, name));
}

/** The same of one, by the name that the layer has for it. */
export function drawnNotice({ spec: { layer } }: Pick<Plan, 'spec'>, name: string): Notice {
  return notice(
    'drawnInput',
    name === 'mask'
      ? `${layer} takes a mask beside x, and none was given: here sample n is taken to be padded at its end, so that neighbours differ in length. Give your own.`
      : `${layer} takes a ${name} beside x, and none was given: here it is drawn by torch.manual_seed(${DRAWN_SEED}). Give your own.`,
    { layer, name, seed: DRAWN_SEED },
  );
}

/** Sizes of what is drawn: those that are free are x's own. */
export const drawnShape = ({ dims }: PlannedInput, { shape }: Pick<Plan, 'shape'>): number[] =>
  dims.map(({ size }, i) => size ?? shape[i] ?? 1);

/** By how much a drawn style differs from a tensor of mean 0 and variance 1. */
export const STYLE_SCALE = 3;
export const STYLE_SHIFT = 2;

function made(planned: PlannedInput, plan: Plan, dtype: DType): FurtherTensor {
  const shape = drawnShape(planned, plan);
  const room =
    dtype === 'float64' ? new Float64Array(numel(shape)) : new Float32Array(numel(shape));
  if (planned.initial !== null) return { shape, data: room.fill(planned.initial) };
  if (planned.name === 'mask') {
    const length = shape[1] ?? 1;
    const data = room.map((_, i) => (drawnMaskAt(i, length) ? 1 : 0));
    return { shape, data };
  }
  const { data } = randn(manualSeed(DRAWN_SEED), shape, dtype);
  if (planned.name !== 'style') return { shape, data };
  const round = dtype === 'float64' ? (value: number) => value : Math.fround;
  return { shape, data: data.map((value) => round(value * STYLE_SCALE) + STYLE_SHIFT) };
}

function refuseUnknown(plan: Plan, name: string): void {
  if (plan.inputs.some((planned) => planned.name === name)) return;
  const { layer } = plan.spec;
  throw new InputError('unexpectedInput', `${layer} takes no ${name}. Leave it out.`, {
    layer,
    name,
  });
}

const list = (sizes: readonly (number | string)[]) => `(${sizes.join(', ')})`;

/** "(2, 5)", or "(2, 3, h, w)" where sizes are free. */
export const dimsText = (dims: readonly InputDim[]) =>
  list(dims.map(({ name, size }) => size ?? name));

function checkInput(
  plan: Plan,
  { name, dims }: PlannedInput,
  { shape, data }: FurtherTensor,
): void {
  const { layer } = plan.spec;
  if (!fitsDims(dims, shape) || numel(shape) !== data.length) {
    const expected = dimsText(dims);
    const wants = list(dims.map((dim) => dim.name));
    throw new InputError(
      'inputShape',
      `The ${name} of ${layer} has the shape ${list(shape)}: expected ${expected}, which is ${wants}, for an input of shape ${list(plan.shape)}. Give it in that shape.`,
      { layer, name, expected, got: list(shape), axes: wants, input: list(plan.shape) },
    );
  }
  const odd = name === 'mask' ? data.find((value) => value !== 0 && value !== 1) : undefined;
  if (odd !== undefined)
    throw new InputError(
      'maskValues',
      `A mask holds 1 where a position takes part and 0 where it does not, but it has ${odd}. Make it of zeros and ones.`,
      { layer, got: odd },
    );
}

/** Values in the layer's own type; the same array where they are in it already. */
export function inType(values: TensorData, dtype: DType): TensorData {
  if (dtype === 'float64')
    return values instanceof Float64Array ? values : Float64Array.from(values);
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
