import type { OverviewCard } from '../figure/overviewCards.ts';
import { describe } from '../norm/describe.ts';
import type { Family } from '../norm/layerRow.ts';
import type { Plan } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { textIn } from './format.ts';
import { HOW_TEXTS } from './how.ts';

/** A shape whose axes have short names, and long ones where they are known. */
export interface NamedShape {
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly axisLabels: Readonly<Record<string, string>>;
}

/** Every text of the overview, on screen and as a picture. */
export interface OverviewTexts {
  readonly headline: string;
  /** The same on a picture, which nobody can point at. */
  readonly printed: string;
  /** "x of shape (2, 6, 4): dim 0 · N batch · 2, dim 1 · C embed_dim · 6, dim 2 · L sentence_len · 4". */
  readonly shape: (x: NamedShape) => string;
  /** What a card says under its name: what the layer averages over, and which dimensions it keeps. */
  readonly line: (card: Pick<OverviewCard, 'plan' | 'alias'>) => string;
  readonly tensor: string;
  /** Files that were opened before, in the list of tensors. */
  readonly recent: string;
  readonly all: string;
  readonly every: string;
  readonly filter: string;
  readonly families: Readonly<Record<Family, string>>;
  /** Name of a card's button. */
  readonly open: (name: string) => string;
}

/** Dimensions that a plan keeps whole: every index of theirs has statistics of its own. */
const keptOf = (plan: Plan) =>
  plan.shape.flatMap((_, axis) =>
    plan.view.every((dim) => dim.axis !== axis || dim.role === 'kept') ? [axis] : [],
  );

/** What a card says under its name. */
function lineOf(
  { plan, alias }: Pick<OverviewCard, 'plan' | 'alias'>,
  language: Language,
  keeps: (dims: string) => string,
  fed: (layout: string) => string,
): string {
  const { how, reduced, groupSize: size } = describe(plan);
  const { card } = HOW_TEXTS[reduced.length > 0 ? how : 'nothing'];
  const dims = plan.reducedDims.join(', ');
  return textIn(card, language, {
    axes: reduced.join(', '),
    size,
    dims,
    keeps: alias
      ? `${alias.name} ${fed(`(${alias.layout.join(', ')})`)}`
      : keeps(keptOf(plan).join(', ')),
  });
}

const dimensions = ({ shape, axes, axisLabels }: NamedShape) =>
  axes
    .map((name, dim) => [name, axisLabels[name] ?? '', shape[dim] ?? 1, dim] as const)
    .map(([name, long, size, dim]) => `dim ${dim} · ${`${name} ${long}`.trim()} · ${size}`)
    .join(', ');

const EN: OverviewTexts = {
  headline: 'Same colour = same statistics. Point at a cell.',
  printed: 'Same colour = same statistics',
  shape: (x) => `x of shape (${x.shape.join(', ')}): ${dimensions(x)}`,
  line: (card) =>
    lineOf(
      card,
      'en',
      (dims) => (dims ? `keeps dim ${dims}` : 'keeps no dim'),
      (layout) => `fed ${layout}`,
    ),
  tensor: 'Tensor',
  recent: 'Recent files',
  all: 'torch.nn',
  every: 'All',
  filter: 'Kinds of layers',
  families: {
    batch: 'Batch',
    layer: 'Layer',
    group: 'Group',
    instance: 'Instance',
    window: 'Window',
    pointwise: 'No statistics',
    weight: 'Weights',
    museum: 'Museum',
    custom: 'Own axes',
    teaching: 'Mistakes',
  },
  open: (name) => `Open ${name} in Explore`,
};

const KO: OverviewTexts = {
  headline: '같은 색 = 같은 통계량. 칸을 가리켜 보세요.',
  printed: '같은 색 = 같은 통계량',
  shape: (x) => `x의 모양 (${x.shape.join(', ')}): ${dimensions(x)}`,
  line: (card) =>
    lineOf(
      card,
      'ko',
      (dims) => (dims ? `dim ${dims} 유지` : '유지하는 dim 없음'),
      (layout) => `입력 ${layout}`,
    ),
  tensor: '텐서',
  recent: '최근 파일',
  all: 'torch.nn',
  every: '전체',
  filter: '레이어 종류',
  families: {
    batch: '배치',
    layer: '레이어',
    group: '그룹',
    instance: '인스턴스',
    window: '창',
    pointwise: '통계량 없음',
    weight: '가중치',
    museum: '박물관',
    custom: '축 직접 선택',
    teaching: '흔한 실수',
  },
  open: (name) => `탐색에서 ${name} 열기`,
};

/** The texts of a language. */
export function overviewTexts(language: Language): OverviewTexts {
  return language === 'ko' ? KO : EN;
}
