import type { FullState } from './layerState.ts';
import { holdsNotFinite } from './kinds/moments/troubles.ts';
import { notice, places, placesNamed } from './notice.ts';
import type { TensorData } from '../tensor/tensor.ts';
import type { PlannedInput } from './furtherInput.ts';
import type { Notice, Plan } from './spec.ts';

type Given = Pick<FullState, 'weight' | 'bias'> & Partial<Pick<FullState, 'inputs'>>;

/** A tensor of which some entries are NaN or infinite. */
interface Held {
  readonly name: string;
  /** "channel 1", and "1" alone. */
  readonly at: string;
  readonly text: string;
}

/**
 * Of what a layer is given, whatever its kind: NaN or infinity in γ, in β, or in what comes in beside x.
 * @param more  of which no more is known than that
 */
export function givenNotices(
  plan: Plan,
  { weight, bias, inputs }: Given,
  more: readonly (Held | null)[] = [],
): Notice[] {
  const { parameterNames: names, paramShape, parametersFrom } = plan;
  const noun = namesChannels(plan) ? 'channel' : 'entry';
  const own = (name: string, values: TensorData | null) =>
    values && !parametersFrom ? heldIn(name, values, paramShape ?? [], noun) : null;
  const scale = own(names.weight, weight);
  const shift = own(names.bias, bias);
  const beside = plan.inputs.map((planned) => {
    const input = inputs?.[planned.name];
    const called = isOfChannels(plan, planned) ? 'channel' : 'entry';
    return input ? heldIn(planned.name, input.data, input.shape, called) : null;
  });
  // a floor lifts −∞ again, so that less can be said
  if (hasFloor(plan)) return heldNotices([scale, shift, ...beside]);
  return [
    ...(scale ? [scaleNotice(scale)] : []),
    ...(shift ? [shiftNotice(shift)] : []),
    ...heldNotices([...beside, ...more]),
  ];
}

export const isNotFinite = (value: number) => value - value !== 0;

/** Null where all is finite. */
export function heldIn(
  name: string,
  values: TensorData,
  shape: readonly number[],
  noun: string,
): Held | null {
  if (!holdsNotFinite(values)) return null;
  const found = places(values, isNotFinite, shape);
  return { name, at: placesNamed(found, noun), text: found.text };
}

const scaleNotice = (scale: Held) =>
  notice('weightNotFinite', parameterText('γ', scale), { name: scale.name, places: scale.text });

const shiftNotice = (shift: Held) =>
  notice('biasNotFinite', parameterText('β', shift), { name: shift.name, places: shift.text });

const parameterText = (letter: string, { name, at }: Held) =>
  `${letter} (${name}) is NaN or infinite in ${at}: the output there is NaN or infinite whatever the input. Check the ${name}.`;

/** What is true of such tensors wherever they go. */
function heldNotices(tensors: readonly (Held | null)[]): Notice[] {
  const found = tensors.filter((each) => each !== null);
  if (found.length === 0) return [];
  return [
    notice(
      'heldNotFinite',
      `NaN or infinity stands in ${found.map(({ name, at }) => `${name} (${at})`).join(', ')}. Check where it comes from.`,
      { held: found.map(({ name, text }) => `${name} (${text})`).join(', ') },
    ),
  ];
}

const hasFloor = (plan: Plan) => plan.kind === 'moments' && plan.extra?.is === 'threshold';

/** γ and β of the channels alone, at position 1. */
function namesChannels({ view }: Plan): boolean {
  const axes = new Set(view.filter((dim) => dim.param).map((dim) => dim.axis));
  return axes.size === 1 && axes.has(1);
}

const isOfChannels = ({ axes }: Plan, { dims }: PlannedInput) =>
  dims.length === 1 && dims[0]?.name === axes[1];
