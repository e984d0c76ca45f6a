import type { OverviewCard } from '../figure/overviewCards.ts';
import { describe } from '../norm/describe.ts';
import type { Family } from '../norm/layerRow.ts';
import type { Plan } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { textIn } from './format.ts';
import { HOW_TEXTS, type HowTexts } from './how.ts';

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
  /** Over a card: the layer in Python, or as people know it. */
  readonly title: (card: OverviewCard) => string;
  /** What a card says under its name: what the layer averages over, and which dimensions it keeps. */
  readonly line: (card: Pick<OverviewCard, 'plan'>) => string;
  /** What it says under that: how many averages, of how many values each, or whose they are too. */
  readonly count: (card: Pick<OverviewCard, 'plan' | 'twin' | 'alias' | 'name'>) => string;
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

/** What is said of a card by what its layer does. */
function told({ plan }: Pick<OverviewCard, 'plan'>): HowTexts {
  const { how, reduced } = describe(plan);
  return HOW_TEXTS[reduced.length > 0 || how === 'running' ? how : 'nothing'];
}

/** What a card says under its name. @param keeps  said of no axes, and of some */
function lineOf(
  card: Pick<OverviewCard, 'plan'>,
  language: Language,
  keeps: { readonly none: string; readonly some: (axes: string) => string },
): string {
  const { plan } = card;
  const kept = keptOf(plan);
  const names = kept.map((axis) => plan.axes[axis]).join(', ');
  const { reduced, groupSize: size } = describe(plan);
  return textIn(told(card).card, language, {
    axes: reduced.join(', '),
    size,
    dims: plan.reducedDims.join(', '),
    keeps: kept.length === 0 ? keeps.none : keeps.some(`${names} (dim ${kept.join(', ')})`),
  });
}

/** What a card says under that. */
function countOf(
  card: Pick<OverviewCard, 'plan' | 'twin' | 'alias' | 'name'>,
  language: Language,
  here: string,
): string {
  const { plan, twin, alias, name } = card;
  const { groups, groupSize: size } = describe(plan);
  const { count, twin: same } = told(card);
  const values = plan.shape.reduce((product, extent) => product * extent, 1);
  const text = textIn(twin === null ? count : same, language, {
    groups,
    size,
    values,
    twin: twin ?? '',
  });
  return alias ? `${text} · ${here} ${name}` : text;
}

/** Over a card: the layer as people know it. */
const titleOf = (
  { name, alias }: Pick<OverviewCard, 'name' | 'alias'>,
  on: (layer: string, layout: string) => string,
) => (alias ? on(alias.name, `(${alias.layout.join(', ')})`) : name);

const dimensions = ({ shape, axes, axisLabels }: NamedShape) =>
  axes
    .map((name, dim) => [name, axisLabels[name] ?? '', shape[dim] ?? 1, dim] as const)
    .map(([name, long, size, dim]) => `dim ${dim} · ${`${name} ${long}`.trim()} · ${size}`)
    .join(', ');

const EN: OverviewTexts = {
  headline: 'Same colour = same statistics. Point at a cell.',
  printed: 'Same colour = same statistics',
  shape: (x) => `x of shape (${x.shape.join(', ')}): ${dimensions(x)}`,
  title: (card) => titleOf(card, (layer, layout) => `${layer} on ${layout}`),
  line: (card) => lineOf(card, 'en', { none: 'keeps no dim', some: (axes) => `keeps ${axes}` }),
  count: (card) => countOf(card, 'en', 'here'),
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
  title: (card) => titleOf(card, (layer, layout) => `${layout}의 ${layer}`),
  line: (card) => lineOf(card, 'ko', { none: '유지하는 dim 없음', some: (axes) => `${axes} 유지` }),
  count: (card) => countOf(card, 'ko', '여기서는'),
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
