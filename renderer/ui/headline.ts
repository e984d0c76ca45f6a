import { groupOf } from '../../core/norm/groups.ts';
import type { Plan } from '../../core/norm/spec.ts';
import type { Part } from '../../core/texts/format.ts';
import { headlineParts, sharersText, statisticText } from '../../core/texts/headline.ts';
import type { I18n } from './i18n.ts';
import { groupName } from './units.ts';

/** What the layer does with this input, in one sentence whose axis names are accented. */
export function headline(plan: Plan, i18n: I18n): Part[] {
  return i18n.parts(headlineParts(plan, i18n.layer(plan.spec.layer), i18n.language));
}

/** Who shares the statistics of a cell. */
export function sharers(plan: Plan, flat: number, pinned: boolean, i18n: I18n): string {
  const start = i18n.t(pinned ? 'sharers.pinned' : 'sharers.pointed');
  const where = groupName(plan, groupOf(plan, flat), ', ', ' = ');
  return `${start} ${i18n.marked(sharersText(plan, where, i18n.language))}`;
}

/** What stands beside the mean of a group, or in its place. */
export const statisticName = (plan: Plan, i18n: I18n): string =>
  i18n.marked(statisticText(plan, i18n.language));
