import { kindOf } from '../norm/kinds/kinds.ts';
import type { Plan, Statistics } from '../norm/spec.ts';
import type { Letter } from '../station/station.ts';
import { groupName } from './axisText.ts';
import { barOver } from './bar.ts';
import type { Box } from './badge.ts';
import { formatCell } from './formatCell.ts';
import { groupColour } from './groupColour.ts';
import type { Mark, TextMark } from './marks.ts';
import type { ViewState } from './state.ts';
import { fitText } from './textWidth.ts';
import { THEMES } from './theme.ts';

export interface StatisticsStripInput {
  readonly plan: Plan;
  readonly statistics: Statistics;
  readonly view: ViewState;
  /** Group of the pinned cell, framed in the accent colour; null for none. */
  readonly group: number | null;
  readonly title: string;
  /** "… and 59 more", for a number of statistics that have no card. */
  readonly more: (count: number) => string;
}

const HEAD = 26;
const CARD = 54;
const GAP = 9;
const LEAST_CARD = 132;
const MOST_CARD = 176;

/** Height of a strip with this many rows of cards. */
export function stripHeight(rows: number): number {
  return HEAD + rows * CARD + (rows - 1) * GAP;
}

/**
 * Mean and variance of every statistic on cards, as many as fit; the pinned group is always among
 * them.
 */
export function statisticsStrip(input: StatisticsStripInput, box: Box): Mark[] {
  const { plan, view, group } = input;
  const theme = THEMES[view.theme];
  const perRow = Math.max(1, Math.floor((box.width + GAP) / (LEAST_CARD + GAP)));
  const rows = Math.max(1, Math.floor((box.height - HEAD + GAP) / (CARD + GAP)));
  const places = perRow * rows;
  const cut = plan.groups > places;
  const count = cut ? places - 1 : plan.groups;
  const first =
    cut && group !== null && group >= count
      ? Math.min(group - (count >> 1), plan.groups - count)
      : 0;
  const columns = cut ? perRow : Math.min(perRow, Math.ceil(count / Math.ceil(count / perRow)));
  const width = Math.min(MOST_CARD, (box.width + GAP) / columns - GAP);
  const at = (i: number) => ({
    x: box.x + (i % columns) * (width + GAP),
    y: box.y + HEAD + Math.floor(i / columns) * (CARD + GAP),
  });
  const marks: Mark[] = [
    {
      kind: 'text',
      x: box.x,
      y: box.y + 8,
      text: input.title,
      size: 13,
      family: 'sans',
      weight: 600,
      fill: theme.ink,
      baseline: 'middle',
    },
  ];
  for (let i = 0; i < count; i++)
    marks.push(...card(input, first + i, { ...at(i), width, height: CARD }));
  if (cut) {
    const last = at(count);
    marks.push({
      kind: 'text',
      x: last.x + 8,
      y: last.y + CARD / 2,
      text: fitText(input.more(plan.groups - count), width - 8, 12.5, 'sans'),
      size: 12.5,
      family: 'sans',
      fill: theme.muted,
      baseline: 'middle',
    });
  }
  return marks;
}

function card(input: StatisticsStripInput, group: number, box: Box): Mark[] {
  const { plan, statistics, view } = input;
  const theme = THEMES[view.theme];
  const chosen = input.group === group;
  const right = box.x + box.width - 12;
  const symbol = (y: number, text: string, fill: string): TextMark => ({
    kind: 'text',
    x: right - 62,
    y,
    text,
    size: 12,
    family: 'mono',
    weight: 600,
    fill,
    anchor: 'end',
    baseline: 'middle',
  });
  const number = (y: number, letter: Letter, value: number | undefined, fill: string): Mark[] => [
    symbol(y, letter.text, fill),
    ...(letter.bar ? [barOver(symbol(y, letter.text, fill), letter.text)] : []),
    {
      kind: 'text',
      x: right,
      y,
      text: formatCell(value ?? NaN, 4),
      size: 12,
      family: 'mono',
      weight: chosen ? 700 : 400,
      fill: theme.ink,
      anchor: 'end',
      baseline: 'middle',
    },
  ];
  const swatch = view.colour === 'group' && plan.groups > 0;
  const room = box.width - 12 - 62 - 26 - (swatch ? 14 : 0);
  const letters = kindOf(plan).letters(plan);
  const names = groupName(plan, group).split(' · ');
  return [
    {
      kind: 'rect',
      ...box,
      radius: 7,
      fill: theme.surface,
      stroke: chosen ? theme.accent : theme.border,
      strokeWidth: chosen ? 1.6 : 1,
    },
    ...(swatch
      ? [
          {
            kind: 'rect' as const,
            x: box.x + 10,
            y: box.y + 12,
            width: 9,
            height: 9,
            radius: 2,
            fill: groupColour(group, view.theme),
          },
        ]
      : []),
    ...names.slice(0, 3).map((name, k): Mark => ({
      kind: 'text',
      x: box.x + (swatch ? 24 : 12),
      y: box.y + 17 + k * (names.length > 2 ? 13 : 20),
      text: fitText(name, room, 12.5, 'sans', 600),
      size: names.length > 2 ? 11 : 12.5,
      family: 'sans',
      weight: 600,
      fill: chosen ? theme.accent : theme.muted,
      baseline: 'middle',
    })),
    ...(letters.mean ? number(box.y + 17, letters.mean, statistics.mean[group], theme.mean) : []),
    ...(letters.spread
      ? number(
          box.y + (letters.mean ? 37 : 27),
          letters.spread,
          statistics.variance[group],
          theme.variance,
        )
      : []),
  ];
}
