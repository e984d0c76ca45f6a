import { steps, type Step, type StepId } from '../explain/steps.ts';
import type { CellTrace } from '../explain/trace.ts';
import type { PinnedLine } from '../figure/pinnedColumn.ts';
import { textWidth } from '../figure/textWidth.ts';
import { formatNumber } from '../tensor/formatNumber.ts';
import type { PinnedHeading, ReportTexts } from './text.ts';

/** Width of a formula line at 12 px, in CSS pixels. */
const LINE = 326;
/** Of the lines that go on with a formula. */
const INDENT = '    ';

/** Stations that the page shows, each under its heading. */
const HEADING_OF: Readonly<Partial<Record<StepId, PinnedHeading>>> = {
  mean: 'mean',
  variance: 'variance',
  epsSqrt: 'normalize',
  divide: 'normalize',
  scaleShift: 'affine',
  running: 'running',
};

/** The arithmetic of a cell as lines of the report's column: sums are wrapped, results stand out. */
export function pinnedLines(trace: CellTrace, texts: ReportTexts): PinnedLine[] {
  const lines: PinnedLine[] = [];
  let last: PinnedHeading | null = null;
  for (const step of steps(trace)) {
    const heading = headingOf(step, trace);
    if (!heading) continue;
    if (heading !== last) {
      const aside = asideOf(heading, trace, texts);
      lines.push({ text: texts.headings[heading], style: 'heading', ...(aside && { aside }) });
    }
    last = heading;
    if (heading === 'running') lines.push(...runningLines(trace));
    else
      for (const formula of step.text.split('; '))
        lines.push(...formulaLines(formula.replace('mean of x²', texts.meanOfSquares), step.id));
  }
  return lines;
}

function headingOf(step: Step, trace: CellTrace): PinnedHeading | undefined {
  const heading = HEADING_OF[step.id];
  if (heading !== 'variance') return heading;
  if (trace.window) return 'window';
  return trace.center ? heading : 'meanOfSquares';
}

function asideOf(heading: PinnedHeading, trace: CellTrace, texts: ReportTexts): string {
  switch (heading) {
    case 'mean':
      return trace.source === 'running' ? texts.stored : texts.over(trace.reduced);
    case 'variance':
      if (trace.source === 'running') return texts.stored;
      return texts.dividedBy(trace.unbiased ? trace.n - 1 : trace.n);
    case 'meanOfSquares':
    case 'window':
      return texts.dividedBy(trace.n);
    case 'normalize':
    case 'affine':
      return '';
    case 'running':
      return trace.running ? `momentum ${formatNumber(trace.running.factor, 2)}` : '';
    default:
      return heading satisfies never;
  }
}

/** How the running statistics move, in short: the column has little room for what the output does not need. */
function runningLines({ running }: CellTrace): PinnedLine[] {
  if (!running) return [];
  const { meanBefore, meanAfter, varBefore, varAfter } = running;
  const moves = (name: string, before: number, after: number): PinnedLine => ({
    text: `${name} ${formatNumber(before)} → ${formatNumber(after)}`,
    style: 'formula',
  });
  return [moves('running_mean', meanBefore, meanAfter), moves('running_var ', varBefore, varAfter)];
}

/** One formula in as many lines as it needs; what it comes to stands on the last, alone if it was wrapped. */
function formulaLines(text: string, id: StepId): PinnedLine[] {
  const style = id === 'divide' || id === 'scaleShift' ? 'result' : 'formula';
  if (fits(text)) return [{ text, style }];
  const equals = text.lastIndexOf(' = ');
  const at = equals < 0 ? text.length : equals;
  const wrapped = wrap(text.slice(0, at));
  const divisor = wrapped.at(-1)?.startsWith(`${INDENT}/ `) ? wrapped.pop()?.trim() : undefined;
  const result = [divisor, text.slice(at + 1)].filter(Boolean).join(' ');
  return [
    ...wrapped.map((line): PinnedLine => ({ text: line, style: 'formula' })),
    ...(result ? [{ text: `  ${result}`, style: 'result' } as const] : []),
  ];
}

function fits(text: string): boolean {
  return textWidth(text, 12, 'mono') <= LINE;
}

/** Breaks before +, − and /, never between a sign and its number. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const term of text.split(/ (?=[+\u2212/] )/)) {
    const longer = line === '' ? term : `${line} ${term}`;
    if (line !== '' && !fits(longer)) {
      lines.push(line);
      line = `${INDENT}${term}`;
    } else line = longer;
  }
  return [...lines, line];
}
