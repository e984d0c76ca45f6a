import { groupName } from './axisText.ts';
import type { Box } from './badge.ts';
import { SHADE } from './cellPaint.ts';
import { hex, mixPacked, pack, valueScale, type CellKind } from './colour.ts';
import type { DisplayTensor } from './displayTensor.ts';
import { formatCell, MINUS } from './formatCell.ts';
import { groupColour } from './groupColour.ts';
import type { Plan } from '../norm/spec.ts';
import type { Mark } from './marks.ts';
import { pictureDomain } from './picture.ts';
import type { Theme } from './state.ts';
import { textWidth } from './textWidth.ts';
import { THEMES } from './theme.ts';

const TEXT = 11;
export const BAR = 9;
/** Least space between two numbers. */
const GAP = 5;

/** Counts of cells that carry a mark. */
export interface SpecialCounts {
  readonly nan: number;
  readonly inf: number;
  readonly clipped: number;
}

const counted = new WeakMap<object, { domain: number; counts: SpecialCounts }>();

/** How many cells of a tensor are NaN, infinite, or past the end of a colour scale. */
export function countSpecials(tensor: DisplayTensor, end: number): SpecialCounts {
  const domain = tensor.picture ? pictureDomain(tensor.picture) : end;
  const known = counted.get(tensor.data);
  if (known?.domain === domain) return known.counts;
  const { kind, reach } = valueScale(domain);
  const by: Record<CellKind, number> = {
    finite: 0,
    nan: 0,
    posInf: 0,
    negInf: 0,
    clipped: 0,
    idle: 0,
    padded: 0,
  };
  const { data } = tensor;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!(Math.abs(value) <= reach)) by[kind(value)]++;
  }
  const counts = { nan: by.nan, inf: by.posInf + by.negInf, clipped: by.clipped };
  counted.set(tensor.data, { domain, counts });
  return counts;
}

/**
 * Key of the value colours: a bar from −domain to domain with numbers under it.
 * @param right  x of its right end
 * @param label  text before the bar, such as "x and y"; "" for none
 */
export function valueLegend(
  theme: Theme,
  domain: number,
  label: string,
  right: number,
  y: number,
  width = 150,
): Mark[] {
  const scale = valueScale(domain, theme);
  const box = { x: right - width, y, width, height: BAR };
  const number = formatCell(domain, 2);
  return [
    ...keyBar(box, (part) => scale.packed((part * 2 - 1) * domain)),
    ...keyFrame(theme, [`${MINUS}${number}`, '0', number], label, right, y, width),
  ];
}

const STEPS = 30;

/**
 * A key's bar, in steps.
 * @param packedAt  the colour at this part of it, from 0 at its left end to 1
 */
export function keyBar({ x, y, width, height }: Box, packedAt: (part: number) => number): Mark[] {
  return Array.from({ length: STEPS }, (_, i) => ({
    kind: 'rect',
    x: x + (i * width) / STEPS,
    y,
    // It reaches under the next, so that no line shows between them.
    width: width / STEPS + (i < STEPS - 1 ? 0.5 : 0),
    height,
    fill: hex(mixPacked(0, packedAt((i + 0.5) / STEPS), SHADE[1])),
  }));
}

/**
 * What stands about a key's bars: a frame, numbers under them and a word before them.
 * @param ends  of its left and its right end, and in their middle where there is one
 */
export function keyFrame(
  theme: Theme,
  ends: readonly string[],
  label: string,
  right: number,
  y: number,
  width: number,
): Mark[] {
  const colours = THEMES[theme];
  const left = right - width;
  const [first = '', last = ''] = [ends[0], ends.at(-1)];
  const marks: Mark[] = [
    { kind: 'rect', x: left, y, width, height: BAR, fill: null, stroke: colours.border },
  ];
  const tick = (x: number, text: string, anchor: 'start' | 'middle' | 'end'): Mark => ({
    kind: 'text',
    x,
    y: y + BAR + 12,
    text,
    size: TEXT,
    family: 'mono',
    fill: colours.muted,
    anchor,
  });
  const measure = (text: string) => textWidth(text, TEXT, 'mono');
  if (measure(first) + measure(last) + GAP > width) {
    marks.push(tick(left + width / 2, `±${last}`, 'middle'));
  } else {
    marks.push(tick(left, first, 'start'));
    if (ends.length > 2 && measure(first) + GAP + measure('0') / 2 <= width / 2)
      marks.push(tick(left + width / 2, '0', 'middle'));
    marks.push(tick(right, last, 'end'));
  }
  if (label)
    marks.push({
      kind: 'text',
      x: left - 8,
      y: y + BAR / 2,
      text: label,
      size: TEXT + 1,
      family: 'sans',
      fill: colours.muted,
      anchor: 'end',
      baseline: 'middle',
    });
  return marks;
}

/** Key of the group colours, right-aligned in rows: a swatch per statistic, as many as fit. */
export function groupLegend(
  theme: Theme,
  plan: Plan,
  right: number,
  y: number,
  width: number,
  rows: number,
): Mark[] {
  const colours = THEMES[theme];
  const lines: { group: number | null; text: string; width: number }[][] = [[]];
  let used = 0;
  const rest = (from: number) => `… +${plan.groups - from}`;
  for (let group = 0; group < plan.groups; group++) {
    const text = groupName(plan, group);
    const item = { group, text, width: textWidth(text, TEXT, 'sans') + 27 };
    const last = lines.length === rows;
    const reserve = last && group < plan.groups - 1 ? 46 : 0;
    if (used + item.width + reserve > width) {
      if (last) {
        lines.at(-1)?.push({ group: null, text: rest(group), width: 46 });
        break;
      }
      lines.push([]);
      used = 0;
    }
    lines.at(-1)?.push(item);
    used += item.width;
  }
  const widest = Math.max(...lines.map((line) => line.reduce((sum, item) => sum + item.width, 0)));
  return lines.flatMap((line, row) => {
    let x = right - widest;
    return line.flatMap((item): Mark[] => {
      const at = x;
      x += item.width;
      const middle = y + row * 18;
      const text: Mark = {
        kind: 'text',
        x: at + (item.group === null ? 0 : 15),
        y: middle,
        text: item.text,
        size: TEXT,
        family: 'sans',
        fill: colours.muted,
        baseline: 'middle',
      };
      if (item.group === null) return [text];
      const fill = hex(pack(groupColour(item.group, theme)));
      return [{ kind: 'rect', x: at, y: middle - 5, width: 10, height: 10, radius: 2, fill }, text];
    });
  });
}
