import { asMoments } from '../norm/kinds/moments/asMoments.ts';
import type { LayerName } from '../norm/layers.ts';
import type { Plan } from '../norm/spec.ts';
import type { Owner } from '../station/cellTrace.ts';

/** What a plan does, in parts from which a sentence of any language is made. */
export interface Description {
  readonly layer: LayerName;
  /** Names of what is averaged over: ["N", "L"], ["C/G", "H", "W"]. */
  readonly reduced: readonly string[];
  readonly kept: readonly string[];
  readonly groupSize: number;
  readonly groups: number;
  readonly owner: Owner;
  /** mean: mean and variance; rms: mean of squares; window: LocalResponseNorm; running: stored statistics. */
  readonly how: 'mean' | 'rms' | 'length' | 'window' | 'running' | 'nothing';
}

/** The parts of the sentence about a plan. */
export function describe(plan: Plan): Description {
  const named = (role: 'kept' | 'reduced') =>
    plan.view.filter((dim) => dim.role === role).map((dim) => dim.name);
  return {
    layer: plan.spec.layer,
    reduced: named('reduced'),
    kept: named('kept'),
    groupSize: plan.groupSize,
    groups: plan.groups,
    owner: ownerOf(plan),
    how: plan.reach
      ? 'window'
      : plan.source === 'running'
        ? 'running'
        : HOW[asMoments(plan)?.divides ?? 'none'],
  };
}

/** What a layer's divisor says of it. */
const HOW = { std: 'mean', rms: 'rms', l2: 'length', none: 'nothing' } as const;

const OWNERS: Readonly<Record<string, Owner>> = {
  '': 'input',
  C: 'channel',
  N: 'sample',
  'N,C': 'channelOfSample',
  'N,L': 'token',
  L: 'token',
  'N,H,W': 'pixel',
  'H,W': 'pixel',
};

const AXIS_ORDER = ['N', 'C', 'L', 'D', 'H', 'W'];

/** What one of its statistics belongs to. */
export function ownerOf(plan: Plan): Owner {
  if (plan.reach) return 'window';
  if (plan.groupSize === 1) return 'value';
  if (plan.statAxes.includes('G')) return 'groupOfChannels';
  const kept = [...plan.statAxes].sort((a, b) => AXIS_ORDER.indexOf(a) - AXIS_ORDER.indexOf(b));
  return OWNERS[kept.join(',')] ?? 'other';
}

const VERBS = {
  mean: 'averages over',
  rms: 'takes the root mean square over',
  length: 'takes the length over',
} as const;

const NOUNS: Readonly<Record<Exclude<Owner, 'other' | 'window'>, readonly [string, string]>> = {
  channel: ['channel', 'channels'],
  token: ['token', 'tokens'],
  pixel: ['pixel', 'pixels'],
  sample: ['sample', 'samples'],
  channelOfSample: ['channel of a sample', 'channels of samples'],
  groupOfChannels: ['group of channels', 'groups of channels'],
  input: ['input', 'inputs'],
  value: ['value', 'values'],
};

/** "BatchNorm1d averages over N and L: 8 values for each of 5 channels". */
export function sentence(plan: Plan): string {
  const { layer, reduced, kept, groupSize, groups, owner, how } = describe(plan);
  if (how === 'window')
    return `${layer} divides each value by the mean square of ${count(groupSize, 'neighbouring channel', 'neighbouring channels')}`;
  const each = forEach(owner, groups, kept);
  if (how === 'running')
    return `${layer} in eval uses the stored running mean and variance ${each}`;
  if (how === 'nothing') return `${layer} averages over nothing: each value is computed by itself`;
  const verb = VERBS[how];
  const over = reduced.length > 0 ? and(reduced) : 'nothing';
  return `${layer} ${verb} ${over}: ${count(groupSize, 'value', 'values')} ${each}`;
}

function forEach(owner: Owner, groups: number, kept: readonly string[]): string {
  if (owner === 'input') return 'for the whole input';
  const nouns: readonly [string, string] =
    owner === 'other' || owner === 'window'
      ? [`index on ${and(kept)}`, `indices on ${and(kept)}`]
      : NOUNS[owner];
  return groups === 1 ? `for the one ${nouns[0]}` : `for each of ${groups} ${nouns[1]}`;
}

function count(number: number, one: string, many: string): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "N", "N and L", "N, H and W". */
function and(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}
