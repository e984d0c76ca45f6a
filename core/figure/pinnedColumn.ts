import { indexOf } from '../tensor/strides.ts';
import type { Token } from '../formula/formulaText.ts';
import type { Plan } from '../norm/spec.ts';
import type { Box } from './badge.ts';
import { valueDomain, valueDomains } from './colour.ts';
import { displayFlatOf, type DisplayTensor } from './displayTensor.ts';
import type { Mark } from './marks.ts';
import { sliceAxes, sliceTable } from './sliceTable.ts';
import type { ViewState } from './state.ts';
import { fitText, textWidth } from './textWidth.ts';
import type { ThemeColours } from './theme.ts';
import { tokenRuns } from './tokenRuns.ts';

/** One line of the pinned cell's arithmetic. */
export type PinnedLine =
  /** Bold sans, with `aside` at the right. */
  | { readonly style: 'heading'; readonly text: string; readonly aside?: string }
  /** Monospaced, in the colours of its numbers; results are bold. */
  | {
      readonly style: 'formula' | 'result';
      readonly text: string;
      readonly tokens: readonly Token[];
    };

export interface PinnedColumnInput {
  readonly plan: Plan;
  readonly x: DisplayTensor;
  readonly y: DisplayTensor | null;
  /** The input cell by cell where x is not. */
  readonly exact?: DisplayTensor;
  readonly view: ViewState;
  readonly labels: { readonly slice: string; readonly pinned: string };
  readonly pinned: readonly PinnedLine[];
  /** Both when left out. */
  readonly column?: 'both' | 'slice' | 'formulas';
  /** Whether a line stands at its left; true when left out. */
  readonly ruled?: boolean;
}

/** The pinned cell's slice as numbers, and its arithmetic. */
export function pinnedColumn(input: PinnedColumnInput, theme: ThemeColours, box: Box): Mark[] {
  const { plan, x, view, labels } = input;
  const { x: left, width } = box;
  const bottom = box.y + box.height;
  const caption = (text: string, y: number): Mark => ({
    kind: 'text',
    x: left,
    y,
    text: fitText(text, width, 12, 'sans', 700),
    size: 12,
    family: 'sans',
    weight: 700,
    fill: theme.muted,
    baseline: 'middle',
  });
  const drawn = valueDomains(x.data, input.y?.data ?? null, view.range).x;
  // Means of blocks spread less than the values that the table shows.
  const { min, max } = x.extremes ?? { min: x.data, max: x.data };
  const domain = input.exact ? Math.max(valueDomain(min), valueDomain(max)) : drawn;
  const tensor = input.exact ?? x;
  const index = indexOf(tensor.shape, displayFlatOf(tensor, view.pinned ?? 0));
  const lineHeight = (line: PinnedLine) => (line.style === 'heading' ? 30 : 21);
  const { column = 'both' } = input;
  const lines = column === 'slice' ? [] : input.pinned;
  const linesHeight = lines.reduce((sum, line) => sum + lineHeight(line), 0);
  const top = box.y + 12;
  const table = sliceTable({
    ...sliceAxes(plan),
    plan,
    tensor,
    view,
    index,
    domain,
    decimals: 4,
    x: left,
    y: top + 14,
    width,
    height: Math.max(120, bottom - top - (column === 'slice' ? 20 : 72) - linesHeight),
  });
  const withSlice = column !== 'formulas';
  let y = withSlice ? top + 14 + table.height + 34 : top;
  const rule: Mark = {
    kind: 'line',
    points: [left - 24, box.y, left - 24, bottom],
    stroke: theme.border,
    strokeWidth: 1,
  };
  const marks: Mark[] = [
    ...(input.ruled === false ? [] : [rule]),
    ...(withSlice ? [caption(labels.slice, top), ...table.marks] : []),
    ...(column === 'slice' ? [] : [caption(labels.pinned, y)]),
  ];
  y += 12;
  for (const [i, line] of lines.entries()) {
    const step = lineHeight(line);
    const next = lines[i + 1];
    // A heading alone would promise what is not there.
    const needed = step + (line.style === 'heading' && next ? lineHeight(next) : 0);
    if (y + needed > bottom + 4) break;
    marks.push(...pinnedLine(line, theme, left, y + step - 9, width));
    y += step;
  }
  return marks;
}

function pinnedLine(
  line: PinnedLine,
  theme: ThemeColours,
  x: number,
  y: number,
  width: number,
): Mark[] {
  const heading = line.style === 'heading';
  const family = heading ? 'sans' : 'mono';
  const weight = line.style === 'formula' ? 400 : 600;
  const beside = line.style === 'heading' ? line.aside : undefined;
  const aside = beside ? textWidth(beside, 12, 'sans') + 12 : 0;
  const natural = heading ? 13 : 12;
  // A formula loses size before it loses an end.
  const room = width - aside;
  const size = heading
    ? natural
    : Math.max(
        9.5,
        Math.min(natural, (natural * room) / textWidth(line.text, natural, family, weight)),
      );
  const text = fitText(line.text, room, size, family, weight);
  return [
    {
      kind: 'text',
      x,
      y,
      text,
      size,
      family,
      weight,
      fill: theme.ink,
      baseline: 'middle',
      ...(line.style !== 'heading' &&
        text === line.text && { runs: tokenRuns(line.tokens, theme, theme.ink) }),
    },
    ...(beside
      ? [
          {
            kind: 'text' as const,
            x: x + width,
            y,
            text: beside,
            size: 12,
            family: 'sans' as const,
            fill: theme.muted,
            anchor: 'end' as const,
            baseline: 'middle' as const,
          },
        ]
      : []),
  ];
}
