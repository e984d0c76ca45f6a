import type { FullState } from '../../layerState.ts';
import { counted, notice, places } from '../../notice.ts';
import { numel } from '../../../tensor/tensor.ts';
import { gainOf } from './statistics.ts';
import { holdsNotFinite, type Troubles } from './troubles.ts';
import type { MomentsPlan, Notice, RunningStatistics } from '../../spec.ts';

/** Of what a layer brings with it: γ and β that spoil the output, and a layer that was never trained. */
export function stateNotices(plan: MomentsPlan, { weight, bias, running }: FullState): Notice[] {
  // a threshold lifts −∞ again
  if (plan.extra?.is === 'threshold') return [];
  const shape = plan.paramShape ?? [];
  const scale = weight && holdsNotFinite(weight) && places(weight, isNotFinite, shape);
  const shift = bias && holdsNotFinite(bias) && places(bias, isNotFinite, shape);
  const found: Notice[] = [];
  if (scale)
    found.push(
      notice(
        'weightNotFinite',
        `γ (weight) is NaN or infinite in ${parameterPlaces(plan, scale)}: the output there is NaN or infinite whatever the input. Check the weight.`,
        { places: scale.text },
      ),
    );
  if (shift)
    found.push(
      notice(
        'biasNotFinite',
        `β (bias) is NaN or infinite in ${parameterPlaces(plan, shift)}: the output there is NaN or infinite whatever the input. Check the bias.`,
        { places: shift.text },
      ),
    );
  const fresh = plan.source === 'running' ? freshRunning(plan, running) : null;
  return fresh ? [...found, fresh] : found;
}

const isNotFinite = (value: number) => value - value !== 0;

type Places = ReturnType<typeof places>;

/** "channel 1", "channels 0, 2"; "entry (1, 4)" for parameters of more than the channels. */
function parameterPlaces(plan: MomentsPlan, found: Places): string {
  const axes = new Set(plan.view.filter((dim) => dim.param).map((dim) => dim.axis));
  const noun = axes.size === 1 && axes.has(1) && plan.shape.length > 1 ? 'channel' : 'entry';
  return named(found, noun);
}

function named({ number, text }: Places, noun: string): string {
  const plural = noun === 'entry' ? 'entries' : `${noun}s`;
  return `${number === 1 ? noun : plural} ${text}`;
}

/** A gain that eps decides rather than the variance, and one that no variance of real data gives. */
const HIGH_GAIN = 100;
const ABSURD_GAIN = 1e6;

/**
 * Of the running statistics that eval takes (or will take after this call): what makes its output useless without an error.
 * @param running  null when the layer does not track
 */
export function runningNotices(plan: MomentsPlan, running: RunningStatistics | null): Notice[] {
  if (!running) return [];
  const found: Notice[] = [];
  const say = (which: Places, make: (channels: string, places: string) => Notice) => {
    if (which.number > 0) found.push(make(named(which, 'channel'), which.text));
  };
  const stays = 'Updates never wear that off: reset it, or load other running statistics.';
  say(places(running.mean, isNotFinite), (channels, text) =>
    notice(
      'runningMeanNotFinite',
      `running_mean is NaN or infinite in ${channels}: the output there is NaN or infinite in eval. ${stays}`,
      { places: text },
    ),
  );
  say(places(running.var, isNotFinite), (channels, text) =>
    notice(
      'runningVarNotFinite',
      `running_var is NaN or infinite in ${channels}: nothing of the input is left there in eval. ${stays}`,
      { places: text },
    ),
  );
  const sum = plan.epsPlace === 'inside' ? 'running_var + eps' : 'running_var';
  const hasNoRoot = (value: number) => Number.isFinite(value) && Number.isNaN(gainOf(plan, value));
  say(places(running.var, hasNoRoot), (channels, text) =>
    notice(
      'negativeVariance',
      `${sum} is negative in ${channels} and has no root: the output there is NaN in eval. Check running_var.`,
      { sum, places: text },
    ),
  );
  const high = (value: number) => {
    const gain = Math.abs(gainOf(plan, value));
    if (!Number.isFinite(value) || Number.isNaN(gain)) return false;
    return value <= 0 || (value <= plan.eps && gain > HIGH_GAIN) || gain > ABSURD_GAIN;
  };
  const small = places(running.var, high);
  const gain = running.var.reduce(
    (most, value) => (high(value) ? Math.max(most, Math.abs(gainOf(plan, value))) : most),
    0,
  );
  const times = Number.isFinite(gain) ? Number(gain.toPrecision(3)).toString() : '∞';
  say(small, (channels, text) =>
    notice(
      'smallVariance',
      `running_var is 0, below 0 or hardly above it in ${channels}: there eval multiplies the input by up to ${times}. Check running_var.`,
      { places: text, gain: times },
    ),
  );
  return found;
}

/** Of cells that the running statistics normalize one by one. */
export function cellNotices(
  plan: MomentsPlan,
  { inputNotFinite, outputOverflow }: Troubles,
  { weight, bias, running }: FullState,
): Notice[] {
  const found: Notice[] = [];
  const cells = numel(plan.shape);
  if (inputNotFinite > 0)
    found.push(
      notice(
        'inputNotFinite',
        `${inputNotFinite} of ${counted(cells, 'value')} of the input ${inputNotFinite === 1 ? 'is' : 'are'} NaN or infinite, and so is the output there; the others keep theirs, as the running statistics are given. Remove or mask such values.`,
        { number: inputNotFinite, cells },
      ),
    );
  // Where γ, β or a statistic is not finite that is told by itself.
  const given = [weight, bias, running?.mean, running?.var];
  const gains = running ? [...running.var].map((value) => gainOf(plan, value)) : [];
  const isFine = given.every((values) => !values || !holdsNotFinite(values));
  if (outputOverflow > 0 && isFine && gains.every(Number.isFinite))
    found.push(
      notice(
        'outputOverflow',
        `${outputOverflow} of ${counted(cells, 'value')} of the output ${outputOverflow === 1 ? 'is' : 'are'} infinite though the input there is finite: with these running statistics, γ and β they pass the largest number of the tensor's type. PyTorch's arithmetic overflows there as well. Check running_mean, running_var, γ and β, or scale the data down.`,
        { number: outputOverflow, cells },
      ),
    );
  return found;
}

function freshRunning(plan: MomentsPlan, running: RunningStatistics | null): Notice | null {
  if (!running || running.numBatchesTracked > 0) return null;
  const untouched = running.mean.every((m) => m === 0) && running.var.every((v) => v === 1);
  if (!untouched) return null;
  const { layer, mode } = plan.spec;
  const divisor = plan.epsPlace === 'outside' ? '1 + eps' : '√(1 + eps)';
  // stored statistics in train: its buffers never change
  if (mode === 'train')
    return notice(
      'freshBuffers',
      `The buffers of ${layer} are those of a new layer, a running mean of 0 and a running variance of 1: it only divides by ${divisor} before γ and β. Load its running statistics.`,
      { layer, divisor },
    );
  return notice(
    'freshRunning',
    `${layer} has not been trained: its running mean is 0 and its running variance 1, so eval only divides by ${divisor} before γ and β. Run it in train mode first, or load its running statistics.`,
    { layer, divisor },
  );
}
