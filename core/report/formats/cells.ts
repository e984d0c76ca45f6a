import { stationLines, cellLines } from './stationCode.ts';
import { describe } from '../../norm/describe.ts';
import { arithmeticOf } from '../../norm/kinds/arithmetic.ts';
import { traceCell } from '../../explain/trace.ts';
import { tellStations } from '../../explain/stations.ts';
import { formulaTex } from '../../formula/formulaTex.ts';
import type { ViewState } from '../../figure/state.ts';
import type { NormResult, Plan } from '../../norm/spec.ts';
import { listLiteral } from '../../program/python.ts';
import type { Language } from '../../settings.ts';
import type { CellTrace } from '../../station/cellTrace.ts';
import { numel, type Tensor } from '../../tensor/tensor.ts';
import { textIn, type Params } from '../../texts/format.ts';
import { formatTexts } from '../../texts/formats.ts';
import { sayText } from '../../texts/sayText.ts';
import { torchParts, type TorchParts } from '../snippets/pytorch.ts';
import { snippetInput } from '../snippets/snippets.ts';
import type { SnippetTensor } from '../snippets/snippet.ts';
import { pinnedOf } from '../reportMoment.ts';
import { MOST_VALUES } from '../reportModel.ts';
import { formulaOf } from '../facts.ts';
import { reportTexts } from '../../texts/report.ts';

/** What the reports that are text are written from. */
export interface TextReportInput {
  readonly version: string;
  /** The tensor's own name. */
  readonly name: string;
  /** The stored tensor and how it is made. */
  readonly tensor: SnippetTensor;
  /** The input as fed. */
  readonly x: Tensor;
  readonly result: NormResult;
  readonly view: ViewState;
  readonly language: Language;
}

/** A cell of a notebook. */
export interface NotebookCell {
  /** Of its own in the notebook, of letters, digits and dashes. */
  readonly id: string;
  readonly kind: 'markdown' | 'code';
  readonly text: string;
}

/** Cells of a group that are listed one by one. */
const MOST_CELLS = 4096;
/** Statistics that are compared one by one. */
const MOST_STATISTICS = 1024;

/** The cell that a report explains: the pinned one, or the first; null where there is none. */
export function tracedCell({ x, result, view }: TextReportInput, limit?: number): CellTrace | null {
  if (numel(x.shape) === 0) return null;
  return traceCell(result, x, pinnedOf(view, x) ?? 0, limit);
}

/**
 * A run as a notebook: it makes the tensor, runs PyTorch, and asserts every number that the program shows, a cell a
 * station.
 */
export function notebookCells(input: TextReportInput): NotebookCell[] {
  const { result, x, language, version, name } = input;
  const { plan } = result;
  const t = (key: keyof typeof formatTexts, params?: Params) =>
    textIn(formatTexts[key], language, params);
  const parts = torchParts(snippetInput(plan, input.tensor, result));
  const trace = tracedCell(input, MOST_CELLS);
  const stations = trace ? stationCells(input, trace, buffersOf(plan, parts)) : [];
  const sizes = plan.axes.map((axis, i) => `${axis} ${plan.shape[i]}`).join(' × ');
  return [
    markdown(
      'title',
      `# ${reportTexts(language).title(plan)}`,
      `\`${formulaOf(plan)}\``,
      `${name}: ${sizes}`,
      `${t('check')} ${t('made', { version })}`,
    ),
    code('imports', [
      ...(stations.some(({ text }) => text.includes('math.')) ? ['import math'] : []),
      ...parts.imports,
      '',
      ...checkLines(t('tolerance')),
    ]),
    markdown('input', `## ${t('input')}`),
    code('tensor', [...parts.input, 'print(tuple(x.shape), x.dtype)']),
    markdown('run', `## ${t('run')}`, t('runText')),
    code('layer', [
      ...runLines(parts, t('olderTorch', { since: parts.since ?? '' })),
      ...bufferLines(plan, parts),
    ]),
    ...stations,
    ...statisticsCells(input, t),
    ...(numel(x.shape) > 0 && numel(x.shape) <= MOST_VALUES
      ? [
          markdown('outputs', `## ${t('outputs')}`),
          code('output', [
            `expected = torch.tensor(${listLiteral(result.output.data)}, dtype=torch.float64)`,
            `check("y", y, expected.reshape(${plan.shape.join(', ')}))`,
          ]),
        ]
      : []),
    code('done', [`print("${t('done')}")`]),
  ];
}

function stationCells(
  { language }: TextReportInput,
  trace: CellTrace,
  buffers: readonly string[],
): NotebookCell[] {
  const stations = tellStations(trace);
  const cell = `x[${trace.index.join(', ')}]`;
  const known = new Set(buffers);
  const before = cellLines(trace, stations);
  for (const line of before) known.add(line.slice(0, line.indexOf(' =')));
  return [
    markdown('cell', `## ${textIn(formatTexts.cell, language, { cell })}`),
    code('cell-values', before),
    ...stations.flatMap((station) => {
      const lines = stationLines(station, trace, known);
      return [
        markdown(
          `station-${station.id}`,
          `### ${sayText(station.label, language)}`,
          sayText(station.sentence, language),
          ...station.numbers.map((line) => `$$${formulaTex(line)}$$`),
        ),
        ...(lines.length > 0 ? [code(`check-${station.id}`, lines)] : []),
      ];
    }),
    code('cell-output', [`check("y", y[${trace.index.join(', ')}], ${literalOf(trace.y)})`]),
  ];
}

const literalOf = (value: number) => listLiteral(Float64Array.of(value)).slice(1, -1);

/** Every mean and variance at once, by PyTorch in float64. */
function statisticsCells(
  { result }: TextReportInput,
  t: (key: keyof typeof formatTexts, params?: Params) => string,
): NotebookCell[] {
  const { plan, statistics } = result;
  const reduced = plan.view.flatMap(({ role }, i) => (role === 'reduced' ? [i] : []));
  const count = plan.groups;
  if (!statistics || plan.source !== 'batch' || reduced.length === 0) return [];
  if (!arithmeticOf(plan).plain(plan)) return [];
  if (count === 0 || count > MOST_STATISTICS) return [];
  const { how } = describe(plan);
  const sum = how === 'length' || how === 'lengths' ? 'sum' : 'mean';
  const dims = `dim=(${reduced.join(', ')}${reduced.length === 1 ? ',' : ''})`;
  const compared = (name: string, code: string, values: Float64Array) => [
    `expected = torch.tensor(${listLiteral(values)}, dtype=torch.float64)`,
    `check("${name}", ${code}.flatten(), expected)`,
  ];
  return [
    markdown(
      'statistics',
      `## ${t('statistics')}`,
      t('statisticsText', { count, size: plan.groupSize }),
    ),
    code('all-statistics', [
      `v = x.double().reshape(${plan.view.map(({ size }) => size).join(', ')})  # (${plan.view.map((dim) => dim.name).join(', ')})`,
      ...(plan.subtracts === 'mean'
        ? [
            ...compared('mean', `v.mean(${dims})`, statistics.mean),
            ...compared('variance', `v.var(${dims}, unbiased=False)`, statistics.variance),
          ]
        : compared(`${sum} of squares`, `(v**2).${sum}(${dims})`, statistics.variance)),
    ]),
  ];
}

function runLines({ layer, byHand, since }: TorchParts, note: string): string[] {
  const written = byHand.flat();
  if (!layer) return written;
  if (since === null) return [...layer];
  return [
    'try:',
    ...layer.map(indented),
    'except (AttributeError, TypeError):',
    ...[note, ...written].map(indented),
  ];
}

const indented = (line: string) => `    ${line.replaceAll('\n', '\n    ')}`;

/** Running statistics that the run leaves, one a channel. */
function buffersOf({ tracks, updates, groupSize }: Plan, { layer }: TorchParts): readonly string[] {
  const moved = updates && groupSize > 1;
  return tracks && (layer || moved) ? ['running_mean', 'running_var'] : [];
}

/** Gives them one name, whoever keeps them. */
function bufferLines(plan: Plan, parts: TorchParts): string[] {
  return buffersOf(plan, parts).map((name) =>
    parts.layer ? `${name} = layer.${name}` : `${name} = ${name}.flatten()`,
  );
}

/** Compares a number or a tensor with what the program says. */
function checkLines(tolerance: string): string[] {
  return [
    '',
    'def check(name, value, expected):',
    `    ${tolerance}`,
    '    value, expected = (torch.as_tensor(one, dtype=torch.float64) for one in (value, expected))',
    '    torch.testing.assert_close(value.detach(), expected, rtol=1e-5, atol=1e-5, equal_nan=True)',
    '    print(f"{name}: {value.detach().numpy()}" if value.dim() == 0 else f"{name}: {value.numel()} values")',
  ];
}

function markdown(id: string, ...blocks: readonly string[]): NotebookCell {
  return { id, kind: 'markdown', text: blocks.join('\n\n') };
}

function code(id: string, lines: readonly string[]): NotebookCell {
  return { id, kind: 'code', text: lines.join('\n') };
}
