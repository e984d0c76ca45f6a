import { tellStations } from '../explain/stations.ts';
import { traceCell } from '../explain/trace.ts';
import { isPooled, wholeTensor, type DisplayTensor } from '../figure/displayTensor.ts';
import type { Figure } from '../figure/marks.ts';
import { dressed, themeOf } from '../figure/looks.ts';
import { reportFigure } from '../figure/reportFigure.ts';
import type { ReportFigureInput } from '../figure/reportInput.ts';
import { isInText, PARTS, USUAL_PARTS, sizeOf, type Part, type Preset } from './preset.ts';
import { sliceAxes } from '../figure/sliceTable.ts';
import type { ViewState } from '../figure/state.ts';
import type { NormResult, Plan } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { formatNumber } from '../tensor/formatNumber.ts';
import { cellReader } from '../tensor/permuted.ts';
import { indexOf } from '../tensor/strides.ts';
import { dtypeOf, type Tensor } from '../tensor/tensor.ts';
import { besideOfResult } from './besideOfResult.ts';
import { blocksText } from './blocks.ts';
import { pinnedOf, reportMoment } from './reportMoment.ts';
import { pinnedLines } from './pinnedLines.ts';
import { literal } from '../program/python.ts';
import { formulaOf, hasModes } from './facts.ts';
import { reportTexts, type ReportTexts } from '../texts/report.ts';

export interface ReportPageInput {
  /** The tensor's own name, "NLP example (notebook)". */
  readonly name: string;
  readonly seed?: number;
  /** Long names: N → "batch". */
  readonly axisLabels: Readonly<Record<string, string>>;
  /** The input as fed. */
  readonly x: Tensor;
  readonly result: NormResult;
  readonly display: { readonly x: DisplayTensor; readonly y: DisplayTensor };
  readonly view: ViewState;
  readonly language: Language;
  /** How it is made up; as the program does without one. */
  readonly preset?: Preset;
  /** The run as a PyTorch program, for pictures that show it. */
  readonly code?: string;
  /** Version of the program. */
  readonly version: string;
}

/** The picture of one run, with its texts in a language; a pinned cell brings its slice and arithmetic. */
export function reportPage(input: ReportPageInput): Figure {
  const { preset } = input;
  if (!preset) return plainPage(input);
  const { width, height } = sizeOf(preset);
  const parts = Object.fromEntries(
    PARTS.map((part) => [part, (preset.parts ?? USUAL_PARTS).includes(part)]),
  ) as Readonly<Record<Part, boolean>>;
  const look = preset.look ?? input.view.theme;
  const view = { ...input.view, theme: themeOf(look) };
  const at = (tall: number) =>
    plainPage(
      { ...input, view },
      {
        width,
        height: tall,
        parts,
        moving: preset.motion?.toLayout !== undefined,
        ...(preset.cubes && { cubes: preset.cubes }),
        ...(preset.column && { column: preset.column }),
        ...(preset.title !== undefined && { title: preset.title }),
        ...(preset.caption !== undefined && { caption: preset.caption }),
      },
    );
  const figure = isInText(preset) ? highEnough(at, height) : at(height);
  return dressed(figure, look, view.colour);
}

/** Shares of its height by which a figure in a text may grow, and most numbers that are worth it. */
const GROWTH = [1, 1.25, 1.5, 1.75, 2] as const;
const MOST_NUMBERS = 400;

/** A figure between paragraphs is so high that its cells show their numbers, where that is possible. */
function highEnough(at: (height: number) => Figure, height: number): Figure {
  const figures = GROWTH.map((share) => () => at(Math.round(height * share)));
  const [first] = figures;
  const lowest = first!();
  const { cells, numbers } = countsOf(lowest);
  if (cells > MOST_NUMBERS || numbers === cells) return lowest;
  for (const draw of figures.slice(1)) {
    const figure = draw();
    const counts = countsOf(figure);
    if (counts.numbers === counts.cells && counts.numbers > numbers) return figure;
  }
  return lowest;
}

/** Cells of the cubes that are seen, and those of them that have a number. */
function countsOf({ marks }: Figure): { readonly cells: number; readonly numbers: number } {
  const cells = new Set<string>();
  const numbers = new Set<string>();
  for (const mark of marks) {
    if (!mark.cell) continue;
    const name = `${mark.cell.cube} ${mark.cell.flat}`;
    if (mark.kind === 'text') numbers.add(name);
    else cells.add(name);
  }
  return { cells: cells.size, numbers: numbers.size };
}

function plainPage(
  input: ReportPageInput,
  made: Partial<
    Pick<
      ReportFigureInput,
      'width' | 'height' | 'parts' | 'moving' | 'cubes' | 'column' | 'title' | 'caption'
    >
  > = {},
): Figure {
  const { result, x, view, display, version } = input;
  const { plan } = result;
  const texts = reportTexts(input.language);
  const pinned = pinnedOf(view, x);
  const trace = pinned === null ? null : traceCell(result, x, pinned);
  const moment = reportMoment(input, trace);
  const index = indexOf(plan.shape, pinned ?? 0);
  const cell = `x[${index.join(', ')}] = ${formatNumber(cellReader(x)(pinned ?? 0))}`;
  const blocks = blocksText(display.x, view.pooling, input.language);
  const place = trace?.statIndex.map((at) => `${at.name} = ${at.index}`).join(', ');
  return reportFigure({
    title: texts.title(plan),
    subtitle: trace ? texts.pinnedSubtitle(plan, place || texts.everywhere) : formulaOf(plan),
    optionsLine: optionsLine(plan),
    dataLine: dataLine(input, texts),
    plan,
    x: display.x,
    y: display.y,
    beside: besideOfResult(result, input.language),
    ...(isPooled(display.x) && { exact: wholeTensor(x) }),
    statistics: result.statistics,
    view: { ...view, pinned },
    labels: {
      x: texts.input,
      y: texts.output,
      clipped: texts.clipped,
      ...(blocks !== undefined && { blocks }),
      axisNames: input.axisLabels,
      statistics: texts.statistics(plan),
      more: texts.more,
      slice: texts.slice(slicePlace(plan, index)),
      pinned: texts.pinned(cell),
    },
    ...(moment && { moment }),
    pinned: trace ? pinnedLines(tellStations(trace), input.language) : [],
    version,
    ...(input.code !== undefined && { code: input.code }),
    ...made,
  });
}

/** "BatchNorm1d(num_features=5, eps=1e-5, …) · train". */
function optionsLine(plan: Plan): string {
  const options = Object.entries(plan.spec.options).map(
    ([name, value]) => `${name}=${literal(value)}`,
  );
  const call = `${plan.spec.layer}(${options.join(', ')})`;
  return hasModes(plan) ? `${call} · ${plan.spec.mode}` : call;
}

function dataLine({ name, seed, x, result }: ReportPageInput, texts: ReportTexts): string {
  const sizes = result.plan.axes.map((axis, i) => `${axis} ${x.shape[i]}`).join(' × ');
  return [name, sizes, dtypeOf(x), ...(seed === undefined ? [] : [texts.seed(seed)])].join('  ·  ');
}

/** "C = 2": where the table's slice lies. */
function slicePlace(plan: Plan, index: readonly number[]): string {
  const { rowAxis, colAxis } = sliceAxes(plan);
  return plan.axes
    .map((name, axis) => ({ name, axis }))
    .filter(({ axis }) => axis !== rowAxis && axis !== colAxis)
    .map(({ name, axis }) => `${name} = ${index[axis]}`)
    .join(', ');
}
