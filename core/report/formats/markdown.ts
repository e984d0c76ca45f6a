import { tellStations } from '../../explain/stations.ts';
import { formulaTex } from '../../formula/formulaTex.ts';
import type { NormResult } from '../../norm/spec.ts';
import type { Language } from '../../settings.ts';
import { literal } from '../../program/python.ts';
import { formatNumber } from '../../tensor/formatNumber.ts';
import { indexOf } from '../../tensor/strides.ts';
import { dtypeOf } from '../../tensor/tensor.ts';
import { textIn, type Params } from '../../texts/format.ts';
import { statisticText } from '../../texts/headline.ts';
import { formatTexts } from '../../texts/formats.ts';
import { sayText } from '../../texts/sayText.ts';
import { pytorchSnippet } from '../snippets/pytorch.ts';
import { snippetInput } from '../snippets/snippets.ts';
import { formulaOf, hasModes } from '../facts.ts';
import { reportTexts } from '../../texts/report.ts';
import { tracedCell, type TextReportInput } from './cells.ts';

/** Statistics that stand in the table. */
const MOST_ROWS = 64;

type Say = (key: keyof typeof formatTexts, params?: Params) => string;

/** A run as Markdown (GitHub's): what it is, the arithmetic of a cell in LaTeX, its statistics, and the program. */
export function markdown(input: TextReportInput): string {
  const { result, x, name, language, version } = input;
  const { plan } = result;
  const t: Say = (key, params) => textIn(formatTexts[key], language, params);
  const sizes = plan.axes.map((axis, i) => `${axis} ${plan.shape[i]}`).join(' × ');
  const options = Object.entries(plan.spec.options).map(
    ([option, value]) => `${option}=${literal(value)}`,
  );
  const facts: (readonly [string, string])[] = [
    [t('layer'), `\`${plan.spec.layer}(${options.join(', ')})\``],
    ...(hasModes(plan) ? [[t('mode'), plan.spec.mode] as const] : []),
    [t('input'), plain(`${name}, ${sizes}, ${dtypeOf(x)}`)],
    [t('formula'), `\`${formulaOf(plan)}\``],
  ];
  const blocks = [
    `# ${plain(reportTexts(language).title(plan))}`,
    ['| | |', '|---|---|', ...facts.map((row) => `| ${row.map(cell).join(' | ')} |`)].join('\n'),
    ...arithmetic(input, t),
    ...statisticsTable(result, t, language),
    ...(result.warnings.length > 0
      ? [
          `## ${t('warnings')}`,
          result.warnings.map(({ message }) => `- ${plain(message)}`).join('\n'),
        ]
      : []),
    `## ${t('program')}`,
    `\`\`\`python\n${pytorchSnippet(snippetInput(plan, input.tensor, result)).trimEnd()}\n\`\`\``,
    t('made', { version }),
  ];
  return `${blocks.join('\n\n')}\n`;
}

function arithmetic(input: TextReportInput, t: Say): string[] {
  const trace = tracedCell(input);
  if (!trace) return [];
  return [
    `## ${t('cell', { cell: `x[${trace.index.join(', ')}] = ${formatNumber(trace.raw)}` })}`,
    ...tellStations(trace).flatMap((station) => [
      `**${sayText(station.label, input.language)}.** ${plain(sayText(station.sentence, input.language))}`,
      ...station.numbers.map((line) => `$$\n${formulaTex(line)}\n$$`),
    ]),
  ];
}

/** A row a group: where it lies, and its numbers. */
function statisticsTable({ plan, statistics }: NormResult, t: Say, language: Language): string[] {
  if (!statistics || plan.groups === 0) return [];
  const shown = Math.min(plan.groups, MOST_ROWS);
  const spread = statisticText(plan, language);
  const columns: readonly (readonly [name: string, values: Float64Array])[] = [
    ...(plan.subtracts === 'mean' ? [[t('mean'), statistics.mean] as const] : []),
    ...(spread ? [[spread, statistics.variance] as const] : []),
  ];
  const head = [...plan.statAxes, ...columns.map(([name]) => name)];
  const rows = Array.from({ length: shown }, (_, group) => [
    ...indexOf(plan.statShape, group).map(String),
    ...columns.map(([, values]) => formatNumber(values[group] ?? NaN)),
  ]);
  const left = plan.groups - shown;
  return [
    `## ${t('statistics')}`,
    [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n'),
    t('statisticsText', { count: plan.groups, size: plan.groupSize }) + (left > 0 ? ' …' : ''),
  ];
}

/** Text in which nothing is taken for markup. */
const plain = (text: string) => text.replace(/[\\`*_[\]<>#|]/g, '\\$&');
const cell = (text: string) => text.replaceAll('\n', ' ');
