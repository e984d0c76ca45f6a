import type { Box } from '../figure/badge.ts';
import type { Mark } from '../figure/marks.ts';
import { textWidth } from '../figure/textWidth.ts';
import type { ThemeColours } from '../figure/theme.ts';
import type { RunningStatistics } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { formatNumber } from '../tensor/formatNumber.ts';
import { lessonsTexts } from '../texts/lessons.ts';
import { textMark } from './frame.ts';

/** One statistic that a layer remembers, by channel, on a scale that holds 0 and all of its values. */
export interface RunningScale {
  readonly key: 'mean' | 'var';
  readonly rows: readonly { readonly from: number; readonly to: number }[];
  /** Where a value lies, 0 … 1. */
  readonly at: (value: number) => number;
}

/** What a layer remembered before a batch and afterwards; none for a layer without running statistics. */
export function runningScales(
  before: RunningStatistics | null,
  after: RunningStatistics | null,
): readonly RunningScale[] {
  if (!before || !after) return [];
  return (['mean', 'var'] as const).map((key) => {
    const rows = Array.from(after[key], (to, c) => ({ from: before[key][c] ?? 0, to }));
    const finite = rows.flatMap(({ from, to }) => [from, to]).filter(Number.isFinite);
    const [low, high] = [Math.min(0, ...finite), Math.max(0, ...finite)];
    const at = (value: number) =>
      Number.isFinite(value) ? (value - low) / (high - low || 1) : value > 0 ? 1 : 0;
    return { key, rows, at };
  });
}

const SIZE = 14;
const LINE = 20;
const GAP = 20;
/** From here on there is room for them beside the cubes. */
const WIDE = 620;
const ASIDE = 230;
/** Of the height, what is left to the cubes at least. */
const CUBES = 0.55;

/**
 * Running statistics as bars: a line is where a channel's value was, the bar goes to where it is.
 * @returns the marks, and the part of the room that is left to the cubes
 */
export function runningBars(
  scales: readonly RunningScale[],
  box: Box,
  theme: ThemeColours,
  language: Language,
): { readonly marks: readonly Mark[]; readonly rest: Box } {
  const channels = scales[0]?.rows.length ?? 0;
  if (channels === 0) return { marks: [], rest: box };
  const aside = box.width >= WIDE;
  const most = aside ? box.height / 2 : box.height * (1 - CUBES);
  // each table has a line for its name; under both stands what line and bar mean
  const fit = Math.max(1, Math.floor((most - (aside ? 1.5 : 2.5) * LINE) / LINE));
  const shown = channels > fit ? Math.max(1, fit - 1) : channels;
  const lines = 1 + shown + (shown < channels ? 1 : 0);
  const width = aside ? ASIDE : (box.width - GAP) / 2;
  const height = aside ? 2 * lines * LINE + 2 * LINE : (lines + 1.25) * LINE;
  const x = aside ? box.x + box.width - ASIDE : box.x;
  const y = aside ? box.y + Math.max(0, (box.height - height) / 2) : box.y + box.height - height;
  const marks = scales.flatMap((scale, i): Mark[] => {
    const left = aside ? x + 8 : x + i * (width + GAP) + 8;
    const top = aside ? y + i * (lines + 0.5) * LINE : y;
    return tableMarks(scale, shown, { x: left, y: top, width: width - 16, height }, theme);
  });
  return {
    marks: [...marks, ...keyMarks(x + 8, y + height - LINE / 2, theme, language)],
    rest: aside
      ? { ...box, width: box.width - ASIDE - 8 }
      : { ...box, height: box.height - height - 4 },
  };
}

function tableMarks(
  { key, rows, at }: RunningScale,
  shown: number,
  box: Box,
  theme: ThemeColours,
): Mark[] {
  const role = key === 'mean' ? theme.mean : theme.variance;
  const label = textWidth(`C ${shown}`, SIZE, 'sans') + 10;
  const value = 9 * SIZE * 0.6;
  const width = Math.max(12, box.width - label - value);
  const middle = (line: number) => box.y + (line + 0.5) * LINE;
  const bars = rows.slice(0, shown).flatMap(({ from, to }, c): Mark[] => {
    const y = middle(c + 1);
    const [a, b] = [from, to].map((one) => box.x + label + at(one) * width) as [number, number];
    return [
      textMark(box.x, y, `C ${c}`, SIZE, theme.muted),
      {
        kind: 'rect',
        x: Math.min(a, b) - 0.5,
        y: y - 6,
        width: Math.abs(b - a) + 1,
        height: 12,
        fill: role,
      },
      { kind: 'line', points: [a, y - 8, a, y + 8], stroke: theme.ink, strokeWidth: 2 },
      {
        ...textMark(box.x + box.width, y, formatNumber(to, 4), SIZE, role, 600),
        family: 'mono',
        anchor: 'end',
      },
    ];
  });
  const more: Mark[] =
    shown < rows.length
      ? [textMark(box.x, middle(shown + 1), `… + ${rows.length - shown}`, SIZE, theme.muted)]
      : [];
  return [textMark(box.x, middle(0), `running_${key}`, SIZE, role, 600), ...bars, ...more];
}

/** What line and bar mean. */
function keyMarks(x: number, y: number, theme: ThemeColours, language: Language): Mark[] {
  const before = lessonsTexts['lessons.before'][language];
  const after = lessonsTexts['lessons.after'][language];
  const next = x + 10 + textWidth(before, SIZE, 'sans') + 18;
  return [
    { kind: 'line', points: [x + 2, y - 7, x + 2, y + 7], stroke: theme.ink, strokeWidth: 2 },
    textMark(x + 10, y, before, SIZE, theme.muted),
    { kind: 'rect', x: next, y: y - 5, width: 18, height: 10, fill: theme.mean },
    textMark(next + 24, y, after, SIZE, theme.muted),
  ];
}
