import { chartMarks, type Chart } from '../figure/chart.ts';
import type { Figure, Mark } from '../figure/marks.ts';
import type { Theme } from '../figure/state.ts';
import { fitText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';
import { formatNumber } from '../tensor/formatNumber.ts';
import { trainingBatches } from '../training/batches.ts';
import { BATCHES, TRUE_MEAN, TRUE_STD } from '../training/course.ts';
import { feed, type Fed } from '../training/feed.ts';
import { frameMarks, madeMark, PAD, textMark } from './frame.ts';
import { WHOLE_PAGE, type DrawnPage, type PageParts } from './pageLayout.ts';
import type { SubjectOf } from './subject.ts';

/** Words of a page about a training. */
export interface TrainingLabels {
  /** In place of the layer and the channel. */
  readonly title?: string;
  readonly lead: string;
  readonly mean: string;
  readonly variance: string;
  readonly keys: Chart['keys'];
  readonly unbiased: string;
  readonly made: string;
}

const NATURAL = 1200;
const LEAST = 560;
/** From this width on the charts stand side by side. */
const SIDE_BY_SIDE = 860;
const GAP = 24;
const CHART = 320;
const ROW = 30;

/** A training up to a batch: what every batch had and what the layer remembered, channel by channel. */
export function trainingRun({
  momentum,
  freezeFrom,
  layer = 'BatchNorm1d',
}: SubjectOf<'training'>): readonly Fed[] {
  return feed(trainingBatches().slice(0, BATCHES), { layer, momentum, freezeFrom });
}

/** True mean and variance of a channel. */
export function truthOf(channel: number): { readonly mean: number; readonly variance: number } {
  return { mean: TRUE_MEAN[channel] ?? 0, variance: (TRUE_STD[channel] ?? 1) ** 2 };
}

/** The charts of a training as one picture, with the numbers of the batch that was fed last. */
export function trainingPage(
  subject: SubjectOf<'training'>,
  fed: readonly Fed[],
  labels: TrainingLabels,
  parts: PageParts = WHOLE_PAGE,
): DrawnPage {
  const at = (width: number) => trainingFigure(subject, fed, labels, { parts, width });
  return { natural: NATURAL, least: LEAST, at };
}

function trainingFigure(
  subject: SubjectOf<'training'>,
  fed: readonly Fed[],
  labels: TrainingLabels,
  { parts, width }: { readonly parts: PageParts; readonly width: number },
): Figure {
  const { channel, step, freezeFrom, momentum, layer = 'BatchNorm1d' } = subject;
  const theme = THEMES[subject.theme];
  const truth = truthOf(channel);
  const title = labels.title ?? `${layer}(momentum=${momentum ?? 'None'}) · C = ${channel}`;
  const { marks, bottom } = frameMarks(subject.theme, width, { title, lead: labels.lead, parts });
  const series = (pick: (one: Fed) => Float64Array) => fed.map((one) => pick(one)[channel] ?? NaN);
  const shared = { step, frozen: freezeFrom, keys: labels.keys };
  const charts: readonly Chart[] = [
    {
      ...shared,
      title: labels.mean,
      role: 'mean',
      batch: series((one) => one.mean),
      running: series((one) => one.running.mean),
      truth: truth.mean,
    },
    {
      ...shared,
      title: labels.variance,
      role: 'variance',
      batch: series((one) => one.variance),
      running: series((one) => one.running.var),
      truth: truth.variance,
    },
  ];
  const now = fed[step];
  const at = (values: Float64Array | undefined) => formatNumber(values?.[channel] ?? NaN, 4);
  const rows = [
    [`${labels.keys[0]} ${step + 1}`, at(now?.mean), at(now?.variance)],
    [labels.unbiased, '', at(now?.varianceUnbiased)],
    [labels.keys[1], at(now?.running.mean), at(now?.running.var)],
    [labels.keys[2], formatNumber(truth.mean, 4), formatNumber(truth.variance, 4)],
  ] as const;
  const columnsOfCharts = width >= SIDE_BY_SIDE ? 2 : 1;
  const chartWidth = (width - 2 * PAD - (columnsOfCharts - 1) * GAP) / columnsOfCharts;
  const table = bottom + (charts.length / columnsOfCharts) * (CHART + GAP);
  const height = table + (rows.length + 1) * ROW + PAD;
  const columns = [PAD + 300, PAD + 470] as const;
  return {
    width,
    height,
    background: theme.background,
    title,
    description: labels.lead,
    marks: [
      ...marks,
      ...charts.flatMap((chart, i) =>
        chartMarks(chart, subject.theme, {
          width: chartWidth,
          height: CHART,
          x: PAD + (i % columnsOfCharts) * (chartWidth + GAP),
          y: bottom + Math.floor(i / columnsOfCharts) * (CHART + GAP),
        }),
      ),
      { ...textMark(columns[0], table, labels.mean, 15, theme.mean, 600), anchor: 'end' },
      { ...textMark(columns[1], table, labels.variance, 15, theme.variance, 600), anchor: 'end' },
      ...rows.flatMap(([name, mean, variance], i) =>
        rowMarks([name, mean, variance], table + (i + 1) * ROW, columns, subject.theme),
      ),
      ...madeMark(subject.theme, width, height, { made: labels.made, parts }),
    ],
  };
}

function rowMarks(
  [name, mean, variance]: readonly [string, string, string],
  y: number,
  columns: readonly [number, number],
  theme: Theme,
): Mark[] {
  const { ink, border } = THEMES[theme];
  const number = (x: number, text: string): Mark => ({
    ...textMark(x, y, text, 15, ink, 600),
    family: 'mono',
    anchor: 'end',
  });
  return [
    {
      kind: 'line',
      points: [PAD, y - ROW / 2, columns[1], y - ROW / 2],
      stroke: border,
      strokeWidth: 1,
    },
    textMark(PAD, y, fitText(name, 190, 15, 'sans'), 15, ink),
    number(columns[0], mean),
    number(columns[1], variance),
  ];
}
