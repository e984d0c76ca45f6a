import { describe } from '../norm/describe.ts';
import type { Plan } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { formatParts, formatText, listOf, textIn, textOf, type Part } from './format.ts';
import { HOW_TEXTS, OWNER_TEXTS } from './how.ts';
import type { Text } from './texts.ts';

const OWN_MEAN: Text = {
  en: '{layer} averages over nothing: every value is its own mean',
  ko: '{layer:은는} 평균을 내지 않습니다: 값 하나하나가 곧 자신의 평균입니다',
};
const OWN_GROUP: Text = {
  en: '{layer} averages over nothing: every value is a group of its own',
  ko: '{layer:은는} 평균을 내지 않습니다: 값 하나하나가 홀로 한 그룹입니다',
};
/** Of a layer whose statistics are stored ones in train as well. */
const ALWAYS_STORED: Text = {
  en: '{layer} averages over nothing: it uses stored statistics for {groups:the one|each of #} {unit}',
  ko: '{layer:은는} 평균을 내지 않습니다: {unit} {groups}개 각각에 저장된 통계량을 씁니다',
};
const ALL_SHARE: Text = {
  en: '{size:Its one cell has statistics of its own|All # cells share the same statistics}.',
  ko: '칸 {size}개가 모두 같은 통계량을 씁니다.',
};
const STATISTICS: Text = { en: 'Statistics, one per {unit}', ko: '통계량: {unit}마다 하나' };
const STORED: Text = {
  en: 'Running statistics in use, one per {unit}',
  ko: '사용 중인 이동 통계량: {unit}마다 하나',
};

/** What one statistic belongs to, as a word that agrees with a number: "channels", "indices on (N, H)". */
export function unitText(plan: Plan, n: number, language: Language): string {
  const { owner, kept } = describe(plan);
  const names = kept.length === 1 ? kept[0]! : `(${kept.join(', ')})`;
  return textIn(OWNER_TEXTS[owner], language, { n, names });
}

/**
 * What a layer does with this input, in one sentence whose axis names are accented: "BatchNorm1d averages over N and L: 8 values for
 * each of 5 channels".
 * @param layer  its name in this language
 */
export function headlineParts(plan: Plan, layer: string, language: Language): Part[] {
  const { reduced, groups, groupSize: size } = describe(plan);
  const text = headlineOf(plan);
  const unit = unitText(plan, groups, language);
  const axes = listOf(reduced, language);
  return formatParts(text[language], { layer, axes, size, groups, unit }, language);
}

function headlineOf(plan: Plan): Text {
  const { reduced, how, groups } = describe(plan);
  const { each, all } = HOW_TEXTS[how];
  if (how === 'running' && plan.spec.mode === 'train') return ALWAYS_STORED;
  if (how !== 'running' && how !== 'nothing' && reduced.length === 0)
    return how === 'mean' ? OWN_MEAN : OWN_GROUP;
  return groups === 1 ? all : each;
}

/** The same as plain text, with the layer's name in Python. */
export function headlineText(plan: Plan, language: Language): string {
  return textOf(headlineParts(plan, plan.spec.layer, language));
}

/** Who shares the statistic of a cell. @param where  the statistic's place: "C = 2" */
export function sharersText(plan: Plan, where: string, language: Language): string {
  const { how, groups, groupSize: size } = describe(plan);
  const { shared } = HOW_TEXTS[how];
  const unit = unitText(plan, groups - 1, language);
  const params = { where, size, others: groups - 1, unit };
  const own = how === 'running' || groups === 0;
  const text = own
    ? shared
    : groups === 1
      ? ALL_SHARE
      : size === 1
        ? HOW_TEXTS.nothing.shared
        : shared;
  return formatText(text[language], params, language);
}

/** Over the statistics: "Statistics, one per channel". */
export function statisticsTitle(plan: Plan, language: Language): string {
  const text = describe(plan).how === 'running' ? STORED : STATISTICS;
  return textIn(text, language, { unit: unitText(plan, 1, language) });
}

/** What stands beside the mean of a group, or in its place: "variance"; empty where nothing does. */
export function statisticText(plan: Plan, language: Language): string {
  return HOW_TEXTS[describe(plan).how].statistic?.[language] ?? '';
}
