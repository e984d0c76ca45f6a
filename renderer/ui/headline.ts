import { describe } from '../../core/explain/sentence.ts';
import { groupOf } from '../../core/norm/groups.ts';
import type { Plan } from '../../core/norm/spec.ts';
import type { Part } from '../../core/texts/format.ts';
import type { I18n } from './i18n.ts';
import { groupName, unitOf } from './units.ts';

const KEYS = {
  mean: ['headline.all', 'headline.each'],
  rms: ['headline.allSquares', 'headline.eachSquares'],
  length: ['headline.allLength', 'headline.eachLength'],
} as const;

/** What the layer does with this input, in one sentence whose axis names are accented. */
export function headline(plan: Plan, i18n: I18n): Part[] {
  const { layer, reduced, how, groups, groupSize: size } = describe(plan);
  const axes = i18n.list(reduced);
  const unit = unitOf(plan, i18n, groups);
  const name = i18n.layer(layer);
  const params = { layer: name, axes, size, groups, unit };
  if (how === 'window') return i18n.rich('headline.window', params);
  if (how === 'running') return i18n.rich('headline.running', params);
  if (how === 'nothing') return i18n.rich('headline.alone', params);
  if (axes.length === 0) return i18n.rich('headline.nothing', params);
  const [all, each] = KEYS[how];
  return i18n.rich(groups === 1 ? all : each, params);
}

/** Who shares the statistics of a cell. */
export function sharers(plan: Plan, flat: number, pinned: boolean, i18n: I18n): string {
  const start = i18n.t(pinned ? 'sharers.pinned' : 'sharers.pointed');
  const { groups, groupSize: size } = plan;
  if (plan.groups === 0) return `${start} ${i18n.t('sharers.window', { size })}`;
  const where = groupName(plan, groupOf(plan, flat), ', ', ' = ');
  const params = { where, size, others: groups - 1, unit: unitOf(plan, i18n, groups - 1) };
  if (plan.source === 'running') return `${start} ${i18n.t('sharers.running', params)}`;
  if (groups === 1) return `${start} ${i18n.t('sharers.all', params)}`;
  if (size === 1) return `${start} ${i18n.t('sharers.alone', params)}`;
  return `${start} ${i18n.t(plan.subtracts === 'mean' ? 'sharers.both' : 'sharers.square', params)}`;
}
