import type { Plan } from './spec.ts';

/** What one statistic belongs to. `other` is named by its axes. */
export type Owner =
  | 'channel'
  | 'token'
  | 'pixel'
  | 'sample'
  | 'channelOfSample'
  | 'groupOfChannels'
  | 'input'
  | 'value'
  | 'window'
  | 'other';

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
