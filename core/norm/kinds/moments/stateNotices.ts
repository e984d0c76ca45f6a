import type { FullState } from '../../layerState.ts';
import { givenNotices, isNotFinite } from '../../givenNotices.ts';
import { notice, places, placesNamed, type Places } from '../../notice.ts';
import { gainOf } from './statistics.ts';
import type { MomentsPlan, Notice, RunningStatistics } from '../../spec.ts';

/** Of what a layer brings with it: what spoils the output, and a layer that was never trained. */
export function stateNotices(plan: MomentsPlan, state: FullState): Notice[] {
  const fresh = plan.source === 'running' ? freshRunning(plan, state.running) : null;
  return [...givenNotices(plan, state), ...(fresh ? [fresh] : [])];
}

/** A gain that eps decides rather than the variance, and one that no variance of real data gives. */
const HIGH_GAIN = 100;
const ABSURD_GAIN = 1e6;

type Say = (which: Places, make: (channels: string, places: string) => Notice) => void;

/** Tells of the channels where something holds, of none nothing. */
export function teller(found: Notice[]): Say {
  return (which, make) => {
    if (which.number > 0) found.push(make(placesNamed(which, 'channel'), which.text));
  };
}

const STAYS = 'Updates never wear that off: reset it, or load other running statistics.';

export const runningMeanNotFinite = (channels: string, text: string): Notice =>
  notice(
    'runningMeanNotFinite',
    `running_mean is NaN or infinite in ${channels}: the output there is NaN or infinite in eval. ${STAYS}`,
    { places: text },
  );

export const runningVarNotFinite = (channels: string, text: string): Notice =>
  notice(
    'runningVarNotFinite',
    `running_var is NaN or infinite in ${channels}: nothing of the input is left there in eval. ${STAYS}`,
    { places: text },
  );

export const negativeVariance = (sum: string, channels: string, text: string): Notice =>
  notice(
    'negativeVariance',
    `${sum} is negative in ${channels} and has no root: the output there is NaN in eval. Check running_var.`,
    { sum, places: text },
  );

/**
 * Of the running statistics that eval takes (or will take after this call): what makes its output useless without an error.
 * @param running  null when the layer does not track
 */
export function runningNotices(plan: MomentsPlan, running: RunningStatistics | null): Notice[] {
  if (!running) return [];
  const found: Notice[] = [];
  const say = teller(found);
  say(places(running.mean, isNotFinite), runningMeanNotFinite);
  say(places(running.var, isNotFinite), runningVarNotFinite);
  const sum = plan.epsPlace === 'inside' ? 'running_var + eps' : 'running_var';
  const hasNoRoot = (value: number) => Number.isFinite(value) && Number.isNaN(gainOf(plan, value));
  say(places(running.var, hasNoRoot), (channels, text) => negativeVariance(sum, channels, text));
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
