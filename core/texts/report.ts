import type { Plan } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { textIn, type Params } from './format.ts';
import { headlineText, sharersText, statisticsTitle } from './headline.ts';
import type { Texts } from './texts.ts';

const TEXTS = {
  input: { en: 'input x', ko: '입력 x' },
  output: { en: 'output y', ko: '출력 y' },
  clipped: { en: 'clipped', ko: '범위 밖' },
  more: { en: '… and {count} more', ko: '… 외 {count}개' },
  slice: { en: 'Input slice {place}', ko: '입력 단면 {place}' },
  wholeSlice: { en: 'Input', ko: '입력' },
  pinned: { en: 'The pinned cell {cell}', ko: '고정한 칸 {cell}' },
  seed: { en: 'torch seed {seed}', ko: 'torch 시드 {seed}' },
  everywhere: { en: 'The whole input', ko: '입력 전체' },
} as const satisfies Texts;

/** Every text of the report page; formulas and option names are the same in all languages. */
export interface ReportTexts {
  /** What the layer does, as a title. */
  readonly title: (plan: Plan) => string;
  /** Under the title when a cell is pinned. */
  readonly pinnedSubtitle: (plan: Plan, place: string) => string;
  readonly input: string;
  readonly output: string;
  readonly clipped: string;
  readonly statistics: (plan: Plan) => string;
  readonly more: (count: number) => string;
  readonly slice: (place: string) => string;
  readonly pinned: (cell: string) => string;
  readonly seed: (seed: number) => string;
  /** The whole input, where a statistic has no place of its own. */
  readonly everywhere: string;
}

/** The texts of a language. */
export function reportTexts(language: Language): ReportTexts {
  const t = (key: keyof typeof TEXTS, params?: Params) => textIn(TEXTS[key], language, params);
  return {
    title: (plan) => headlineText(plan, language),
    pinnedSubtitle: (plan, place) => sharersText(plan, place, language),
    input: t('input'),
    output: t('output'),
    clipped: t('clipped'),
    statistics: (plan) => statisticsTitle(plan, language),
    more: (count) => t('more', { count }),
    slice: (place) => (place ? t('slice', { place }) : t('wholeSlice')),
    pinned: (cell) => t('pinned', { cell }),
    // a seed is a name, not an amount
    seed: (seed) => t('seed', { seed: String(seed) }),
    everywhere: t('everywhere'),
  };
}
