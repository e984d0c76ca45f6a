import type { Token } from '../formula/formulaText.ts';
import { groupOf } from '../norm/groups.ts';
import type { Plan, Statistics } from '../norm/spec.ts';
import type { Box } from './badge.ts';
import { valueDomains } from './colour.ts';
import { pooledInput, stageMarks } from './cubeFigure.ts';
import type { CubeFigureInput, CubeLabels } from './cubeInput.ts';
import type { DisplayTensor } from './displayTensor.ts';
import { groupLegend, valueLegend } from './legend.ts';
import type { Figure, Mark } from './marks.ts';
import { pinnedColumn, type PinnedLine } from './pinnedColumn.ts';
import { stageMoment, type StageFigureInput, type StageMoment } from './stage.ts';
import { STAGE_EDGE } from './stageLayout.ts';
import type { ViewState } from './state.ts';
import { codeBlock, ownCaption } from './reportFoot.ts';
import { statisticsStrip, stripHeight } from './statisticsStrip.ts';
import { fitText, textWidth } from './textWidth.ts';
import { THEMES, type ThemeColours } from './theme.ts';
import { tokenRuns } from './tokenRuns.ts';

/** A moment of the stage, and what stands under it. */
export interface ReportMoment extends Pick<
  StageFigureInput,
  'weight' | 'bias' | 'running' | 'replicas' | 'window'
> {
  /** Of STATION_TIMES, or between two of them. */
  readonly time: number;
  /** "Add the 8 values of channel 2 and divide by 8: μ = −0.0431." */
  readonly sentence: string;
  /** The formula with the pinned cell's numbers, one line each. */
  readonly formulas: readonly (readonly Token[])[];
}

/** What a picture has beside its cubes. */
export interface ReportParts {
  readonly title: boolean;
  /** Options and data. */
  readonly facts: boolean;
  readonly legend: boolean;
  readonly statistics: boolean;
  /** The column of the pinned cell: its slice and its formulas. */
  readonly arithmetic: boolean;
  readonly footer: boolean;
  /** The program, where one is given. */
  readonly code: boolean;
}

const ALL_PARTS: ReportParts = {
  title: true,
  facts: true,
  legend: true,
  statistics: true,
  arithmetic: true,
  footer: true,
  code: true,
};

export interface ReportFigureInput {
  /** All of them when left out. */
  readonly parts?: ReportParts;
  /** Both when left out. */
  readonly cubes?: 'both' | 'input' | 'output';
  /** What the column of the pinned cell holds; both when left out. */
  readonly column?: 'both' | 'slice' | 'formulas';
  /** A program under the cubes. */
  readonly code?: string;
  /** A text of the reader's own under the picture. */
  readonly caption?: string;
  /** CSS pixels; 1280 × 800 when left out. */
  readonly width?: number;
  readonly height?: number;
  /** "BatchNorm1d averages over N and L: 8 values for each of 5 channels". */
  readonly title: string;
  readonly subtitle: string;
  /** "BatchNorm1d(num_features=5, eps=1e-05, …) · train". */
  readonly optionsLine: string;
  /** "NLP example · N 2 × C 5 × L 4 · float32 · torch seed 42". */
  readonly dataLine: string;
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor | null;
  /** The input cell by cell, for the table of the pinned cell's slice; x where that is drawn whole. */
  readonly exact?: DisplayTensor;
  readonly statistics: Statistics | null;
  readonly view: ViewState;
  readonly labels: CubeLabels & {
    /** "Statistics, one per channel". */
    readonly statistics: string;
    /** "… and 59 more". */
    readonly more: (count: number) => string;
    /** "Slice C = 2", over the table of the pinned cell. */
    readonly slice: string;
    /** "The pinned cell x[0, 2, 1] = 1.6487". */
    readonly pinned: string;
  };
  /** Moment of the stage that is drawn in place of the finished result. */
  readonly moment?: ReportMoment;
  /** Arithmetic of the pinned cell; the column is left out when empty or nothing is pinned. */
  readonly pinned: readonly PinnedLine[];
  /** "0.1.0". */
  readonly version: string;
  readonly description?: string;
}

const PAD = 40;
const COLUMN = 372;
const FOOT = 44;

/** The picture for slides and papers: what a report says about one run, on one page. */
export function reportFigure(given: ReportFigureInput): Figure {
  const input = pooledInput(given);
  const { plan, view } = input;
  const width = input.width ?? 1280;
  const height = input.height ?? 800;
  const theme = THEMES[view.theme];
  const parts = input.parts ?? ALL_PARTS;
  const own = ownCaption(input.caption, theme, width, PAD);
  const foot = (parts.footer ? FOOT : 10) + own.height;
  const program =
    parts.code && input.code ? codeBlock(input.code, theme, width, height, PAD) : null;
  const tall = height - foot - (program?.height ?? 0);
  const withColumn = parts.arithmetic && view.pinned !== null && input.pinned.length > 0;
  // A page that is taller than wide has the column under the cubes.
  const below = withColumn && height > width * 1.1;
  const columnTop = below ? Math.round(height * 0.56) : 28;
  const right = withColumn && !below ? width - COLUMN : width;
  const head = heading(input, theme, right - PAD, parts);
  const floor = below ? columnTop - 10 : tall;
  const strip =
    parts.statistics && input.statistics && plan.groups > 0 ? stripBox(plan, right, floor) : null;
  const stageBottom = (strip?.y ?? floor) - 14;
  const stage: Box = {
    x: PAD - STAGE_EDGE,
    y: head.bottom,
    width: right - 2 * (PAD - STAGE_EDGE),
    height: stageBottom - head.bottom,
  };
  const told = captionHeight(input);
  const moment =
    input.moment &&
    stageMoment({ ...cubeInput(input, stage), ...input.moment }, input.moment.time, {
      ...stage,
      height: stage.height - 30 - told,
    });
  const group = view.pinned === null || plan.groups === 0 ? null : groupOf(plan, view.pinned);
  return {
    width,
    height,
    background: theme.background,
    marks: [
      ...head.marks,
      ...(moment?.marks ??
        stageMarks(cubeInput(input, stage), {
          ...stage,
          height: stage.height - (parts.legend ? 30 : 0),
        })),
      ...(moment ? caption(input, theme, right - PAD, stageBottom - 26 - told) : []),
      ...(parts.legend ? legend(input, moment ?? null, right - PAD, stageBottom - 26) : []),
      ...blocksNote(input, theme, stageBottom - 16),
      ...(strip && input.statistics
        ? statisticsStrip(
            {
              plan,
              statistics: input.statistics,
              view,
              group,
              title: input.labels.statistics,
              more: input.labels.more,
            },
            strip,
          )
        : []),
      ...(withColumn
        ? pinnedColumn(input, theme, {
            x: below ? PAD : right,
            y: columnTop,
            width: below ? width - 2 * PAD : COLUMN - PAD,
            height: tall - columnTop - 12,
          })
        : []),
      ...(program?.marks(tall) ?? []),
      ...own.marks(height - foot),
      ...(parts.footer ? footer(input, theme, width, height) : []),
    ],
    title: input.title || input.subtitle,
    description:
      input.description ??
      [input.subtitle, input.optionsLine, input.dataLine].filter(Boolean).join(' '),
  };
}

function cubeInput(input: ReportFigureInput, stage: Box): CubeFigureInput {
  const { plan, x, y, view, labels, statistics } = input;
  // A picture is not turned: it takes the whole room, and keeps its cubes in the page.
  const still = { ...view, zoom: 1, panX: 0, panY: 0, hovered: null };
  const domain = valueDomains(x.data, y?.data ?? null, view.range);
  // Steps move numbers from one cube to the other.
  const cubes = input.moment ? 'both' : (input.cubes ?? 'both');
  const alone = cubes === 'output' && y ? { x: y, labels: { ...labels, x: labels.y } } : null;
  return {
    width: stage.width,
    height: stage.height,
    plan,
    x: alone?.x ?? x,
    y: cubes === 'input' || alone ? null : y,
    view: still,
    labels: alone?.labels ?? labels,
    // A cube alone keeps the colours that it has beside the other.
    domain: { x: alone ? domain.y : domain.x, y: domain.y },
    // Without a pinned group the arrow carries no numbers, and the cubes take their room.
    statistics: view.pinned === null && !input.moment ? null : statistics,
    gizmo: false,
    tight: true,
  };
}

/** Two rows of cards when one would leave some out. */
function stripBox(plan: Plan, right: number, height: number): Box {
  const width = right - 2 * PAD;
  const perRow = Math.floor((width + 9) / 141);
  const rows = plan.groups > perRow ? 2 : 1;
  const tall = stripHeight(rows);
  return { x: PAD, y: height - 14 - tall, width, height: tall };
}

function heading(
  input: ReportFigureInput,
  theme: ThemeColours,
  right: number,
  parts: ReportParts,
): { readonly marks: Mark[]; readonly bottom: number } {
  const room = right - PAD;
  const said = (part: 'title' | 'facts', text: string) => (parts[part] ? text : '');
  const size =
    [24, 22, 20, 18, 16].find((s) => textWidth(input.title, s, 'sans', 600) <= room) ?? 16;
  const lines = [
    {
      text: said('title', input.title),
      size,
      family: 'sans',
      weight: 600,
      fill: theme.ink,
      step: 30,
    },
    {
      text: said('title', input.subtitle),
      size: 14,
      family: 'sans',
      weight: 400,
      fill: theme.muted,
      step: 24,
    },
    {
      text: said('facts', input.optionsLine),
      size: 12.5,
      family: 'mono',
      weight: 400,
      fill: theme.ink,
      step: 20,
    },
    {
      text: said('facts', input.dataLine),
      size: 12.5,
      family: 'sans',
      weight: 400,
      fill: theme.muted,
      step: 20,
    },
  ] as const;
  let y = 24;
  const marks: Mark[] = [];
  for (const { step, ...line } of lines) {
    if (!line.text) continue;
    const text = fitText(line.text, room, line.size, line.family, line.weight);
    marks.push({ kind: 'text', x: PAD, y: y + step / 2, ...line, text, baseline: 'middle' });
    y += step;
  }
  return { marks, bottom: y + 8 };
}

const FORMULA_STEP = 19;

/** Room of the moment's sentence and formulas. */
function captionHeight({ moment }: ReportFigureInput): number {
  return moment ? 26 + moment.formulas.length * FORMULA_STEP : 0;
}

/** The moment's sentence, and its formulas at a size at which they fit. */
function caption(
  { moment }: ReportFigureInput,
  theme: ThemeColours,
  right: number,
  y: number,
): Mark[] {
  if (!moment) return [];
  const room = right - PAD;
  const shrunk = (text: string, natural: number, family: 'sans' | 'mono', weight: 400 | 600) =>
    Math.max(9.5, Math.min(natural, (natural * room) / textWidth(text, natural, family, weight)));
  const lines = [
    {
      tokens: [{ text: moment.sentence, role: 'plain' }],
      natural: 15,
      family: 'sans',
      weight: 600,
    },
    ...moment.formulas.map(
      (tokens) => ({ tokens, natural: 13, family: 'mono', weight: 400 }) as const,
    ),
  ] as const;
  return lines.map(({ tokens, natural, family, weight }, i) => {
    const whole = tokens.map(({ text }) => text).join('');
    const size = shrunk(whole, natural, family, weight);
    const text = fitText(whole, room, size, family, weight);
    return {
      kind: 'text',
      x: PAD,
      y: y + 4 + i * FORMULA_STEP + (i > 0 ? 3 : 0),
      text,
      size,
      family,
      weight,
      fill: theme.ink,
      baseline: 'middle',
      ...(i > 0 && text === whole && { runs: tokenRuns(tokens, theme, theme.ink) }),
    };
  });
}

function legend(
  input: ReportFigureInput,
  moment: StageMoment | null,
  right: number,
  y: number,
): Mark[] {
  const { plan, view, x, y: output } = input;
  if (view.colour === 'group' && plan.groups > 0 && !moment)
    return groupLegend(view.theme, plan, right, y + 10, 520, 1);
  const domain = moment?.domain ?? valueDomains(x.data, output?.data ?? null, view.range);
  if (!moment && input.cubes === 'input')
    return valueLegend(view.theme, domain.x, 'x', right, y, 170);
  if (!moment && input.cubes === 'output')
    return valueLegend(view.theme, domain.y, 'y', right, y, 170);
  if (domain.x === domain.y) return valueLegend(view.theme, domain.x, '', right, y, 170);
  return [
    ...valueLegend(view.theme, domain.x, 'x', right - 220, y, 150),
    ...valueLegend(view.theme, domain.y, 'y', right, y, 150),
  ];
}

/** What a drawn cell stands for, left of the key. */
function blocksNote({ labels }: ReportFigureInput, theme: ThemeColours, y: number): Mark[] {
  if (!labels.blocks) return [];
  const { blocks: text } = labels;
  return [
    {
      kind: 'text',
      x: PAD,
      y,
      text,
      size: 12.5,
      family: 'sans',
      fill: theme.muted,
      baseline: 'middle',
    },
  ];
}

function footer(
  input: ReportFigureInput,
  theme: ThemeColours,
  width: number,
  height: number,
): Mark[] {
  const y = height - FOOT;
  const names = input.plan.axes
    .map(
      (axis, i) =>
        `${axis} ${input.labels.axisNames[axis] ?? ''}`.trim() + ` ${input.plan.shape[i]}`,
    )
    .join('   ·   ');
  const line = {
    kind: 'text',
    y: y + FOOT / 2,
    size: 12,
    family: 'sans',
    baseline: 'middle',
  } as const;
  return [
    { kind: 'line', points: [PAD, y, width - PAD, y], stroke: theme.border, strokeWidth: 1 },
    { ...line, x: PAD, text: names, fill: theme.muted },
    {
      ...line,
      x: width - PAD,
      text: `Normscope ${input.version}`,
      weight: 600,
      fill: theme.muted,
      anchor: 'end',
    },
  ];
}
