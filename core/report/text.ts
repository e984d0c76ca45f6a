import { equation, name } from '../formula/formula.ts';
import { formulaText } from '../formula/formulaText.ts';
import { layerRow } from '../norm/layers.ts';
import { kindOf } from '../norm/kinds/kinds.ts';
import type { Plan } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { headlineText, sharersText, statisticsTitle } from '../texts/headline.ts';

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

const EN: ReportTexts = {
  title: (plan) => headlineText(plan, 'en'),
  pinnedSubtitle: (plan, place) => sharersText(plan, place, 'en'),
  input: 'input x',
  output: 'output y',
  clipped: 'clipped',
  statistics: (plan) => statisticsTitle(plan, 'en'),
  more: (count) => `… and ${count} more`,
  slice: (place) => (place ? `Input slice ${place}` : 'Input'),
  pinned: (cell) => `The pinned cell ${cell}`,
  seed: (seed) => `torch seed ${seed}`,
  everywhere: 'The whole input',
};

const KO: ReportTexts = {
  title: (plan) => headlineText(plan, 'ko'),
  pinnedSubtitle: (plan, place) => sharersText(plan, place, 'ko'),
  input: '입력 x',
  output: '출력 y',
  clipped: '범위 밖',
  statistics: (plan) => statisticsTitle(plan, 'ko'),
  more: (count) => `… 외 ${count}개`,
  slice: (place) => (place ? `입력 단면 ${place}` : '입력'),
  pinned: (cell) => `고정한 칸 ${cell}`,
  seed: (seed) => `torch 시드 ${seed}`,
  everywhere: '입력 전체',
};

/** The texts of a language. */
export function reportTexts(language: Language): ReportTexts {
  return language === 'ko' ? KO : EN;
}

/** "y = γ · (x − μ) / √(σ² + ε) + β", with what this layer has of it. */
export function formulaOf(plan: Plan): string {
  return formulaText(equation(name('y'), kindOf(plan).whole(plan)));
}

/** True when train and eval may differ. */
export function hasModes(plan: Plan): boolean {
  return layerRow(plan.spec.layer).running !== null;
}
