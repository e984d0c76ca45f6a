import { equation, name } from '../formula/formula.ts';
import { formulaText } from '../formula/formulaText.ts';
import { describe, sentence } from '../explain/sentence.ts';
import type { Owner } from '../station/cellTrace.ts';
import { layerRow } from '../norm/layers.ts';
import { kindOf } from '../norm/kinds/kinds.ts';
import type { Plan } from '../norm/spec.ts';
import type { Language } from '../settings.ts';

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

const ONE: Readonly<Record<Owner, string>> = {
  channel: 'channel',
  token: 'token',
  pixel: 'pixel',
  sample: 'sample',
  channelOfSample: 'channel of a sample',
  groupOfChannels: 'group of channels',
  input: 'input',
  value: 'value',
  window: 'window',
  other: 'index',
};

const HANA: Readonly<Record<Owner, string>> = {
  channel: '채널',
  token: '토큰',
  pixel: '픽셀',
  sample: '샘플',
  channelOfSample: '샘플별 채널',
  groupOfChannels: '채널 그룹',
  input: '입력',
  value: '값',
  window: '창',
  other: '위치',
};

const EN: ReportTexts = {
  title: sentence,
  pinnedSubtitle: (plan, place) => {
    if (plan.groups === 0) return 'Every cell has a window of its own.';
    if (plan.source === 'running') return `${place}. The stored mean and variance are used.`;
    const shared = plan.subtracts === 'mean' ? 'one mean and one variance' : 'one mean of squares';
    return plan.groupSize === 1
      ? `${place}. No other cell uses this statistic.`
      : `${place}. Its ${plan.groupSize} cells share ${shared}.`;
  },
  input: 'input x',
  output: 'output y',
  clipped: 'clipped',
  statistics: (plan) => {
    const { owner, kept } = describe(plan);
    const one = owner === 'other' ? `index on ${kept.join(', ')}` : ONE[owner];
    return plan.source === 'running'
      ? `Running statistics in use, one per ${one}`
      : `Statistics, one per ${one}`;
  },
  more: (count) => `… and ${count} more`,
  slice: (place) => (place ? `Input slice ${place}` : 'Input'),
  pinned: (cell) => `The pinned cell ${cell}`,
  seed: (seed) => `torch seed ${seed}`,
  everywhere: 'The whole input',
};

const KO: ReportTexts = {
  title: koreanTitle,
  pinnedSubtitle: (plan, place) => {
    if (plan.groups === 0) return '칸마다 자신의 창이 있습니다.';
    if (plan.source === 'running') return `${place}. 저장된 평균과 분산을 씁니다.`;
    const shared = plan.subtracts === 'mean' ? '평균 하나와 분산 하나를' : '제곱 평균 하나를';
    return plan.groupSize === 1
      ? `${place}. 이 통계량을 쓰는 다른 칸은 없습니다.`
      : `${place}. 칸 ${plan.groupSize}개가 ${shared} 함께 씁니다.`;
  },
  input: '입력 x',
  output: '출력 y',
  clipped: '범위 밖',
  statistics: (plan) => {
    const { owner, kept } = describe(plan);
    const one = owner === 'other' ? `${kept.join(', ')} 위치` : HANA[owner];
    return plan.source === 'running'
      ? `사용 중인 이동 통계량: ${one}마다 하나`
      : `통계량: ${one}마다 하나`;
  },
  more: (count) => `… 외 ${count}개`,
  slice: (place) => (place ? `입력 단면 ${place}` : '입력'),
  pinned: (cell) => `고정한 칸 ${cell}`,
  seed: (seed) => `torch 시드 ${seed}`,
  everywhere: '입력 전체',
};

const VERBS = {
  mean: '평균을 냅니다',
  rms: '제곱평균제곱근을 구합니다',
  length: '길이를 구합니다',
} as const;

function koreanTitle(plan: Plan): string {
  const { layer, reduced, kept, groupSize, groups, owner, how } = describe(plan);
  if (how === 'window') return `${layer}: 값마다 이웃 채널 ${groupSize}개의 제곱 평균으로 나눕니다`;
  const noun = owner === 'other' ? `${kept.join(', ')} 위치` : HANA[owner];
  const each = owner === 'input' ? '입력 전체에' : `${noun} ${groups}개 각각에`;
  if (how === 'running') return `${layer}, eval: ${each} 저장된 평균과 분산을 씁니다`;
  if (how === 'nothing') return `${layer}: 평균을 내지 않습니다. 값 하나하나를 따로 계산합니다`;
  if (reduced.length === 0) return `${layer}: 평균을 내지 않습니다. 값 하나하나가 곧 평균입니다`;
  const verb = VERBS[how];
  return `${layer}: ${reduced.join(', ')}에 걸쳐 ${verb}. ${each} 값 ${groupSize}개씩`;
}

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
