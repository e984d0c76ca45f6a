import { steps, type Step, type StepId } from '../explain/steps.ts';
import type { CellTrace } from '../explain/trace.ts';
import type { PinnedLine } from '../figure/pinnedColumn.ts';
import { textWidth } from '../figure/textWidth.ts';
import type { PinnedHeading, ReportTexts } from './text.ts';

/** Width of a formula line at 12 px, in CSS pixels. */
const LINE = 326;

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
    case 'running':
      return '';
    default:
      return heading satisfies never;
  }
}

/** One formula in as many lines as it needs; what it comes to stands on the last, alone if it was wrapped. */
function formulaLines(text: string, id: StepId): PinnedLine[] {
  const style = id === 'divide' || id === 'scaleShift' ? 'result' : 'formula';
  if (fits(text)) return [{ text, style }];
  const at = text.lastIndexOf(' = ');
  const wrapped = wrap(at > 0 ? text.slice(0, at) : text);
  return [
    ...wrapped.map((line): PinnedLine => ({ text: line, style: 'formula' })),
    ...(at > 0 ? [{ text: `  ${text.slice(at + 1)}`, style: 'result' } as const] : []),
  ];
}

function fits(text: string): boolean {
  return textWidth(text, 12, 'mono') <= LINE;
}

/** Breaks before an operator, never inside a number's own brackets. */
function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const term of text.split(/ (?=[+\u2212/·] )/)) {
    const longer = line === '' ? term : `${line} ${term}`;
    if (line !== '' && !fits(longer)) {
      lines.push(line);
      line = `    ${term}`;
    } else line = longer;
  }
  return [...lines, line];
}
