import type { Mark } from './marks.ts';
import { textWidth } from './textWidth.ts';
import type { ThemeColours } from './theme.ts';

/** A box in the figure. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const SIZE = 12.5;
/** Of one line. */
export const BADGE_HEIGHT = 23;
/** From one line to the next. */
export const BADGE_LINE = 15;

/** Third-em spaces: the word space of bold Inter is too narrow between single letters. */
function spaced(text: string): string {
  return text.replaceAll(' ', '\u2004');
}

/** Size of a badge with this text, which may have lines. */
export function badgeSize(text: string): { readonly width: number; readonly height: number } {
  const lines = text.split('\n');
  const widest = Math.max(...lines.map((line) => textWidth(spaced(line), SIZE, 'sans', 700)));
  return { width: widest + 18, height: BADGE_HEIGHT + (lines.length - 1) * BADGE_LINE };
}

/**
 * A pill with bold text around a centre, in the accent colour: filled where the axis is summed over,
 * outlined where its statistics come from elsewhere.
 */
export function badge(
  theme: ThemeColours,
  text: string,
  x: number,
  y: number,
  filled: boolean,
  action?: string,
): Mark[] {
  const { width, height } = badgeSize(text);
  return [
    {
      kind: 'rect',
      x: x - width / 2,
      y: y - height / 2,
      width,
      height,
      radius: BADGE_HEIGHT / 2,
      fill: filled ? theme.accent : theme.background,
      ...(!filled && { stroke: theme.accent, strokeWidth: 1.5 }),
      ...(action && { action }),
    },
    ...text.split('\n').map((line, i, lines): Mark => ({
      kind: 'text',
      x,
      y: y + (i - (lines.length - 1) / 2) * BADGE_LINE,
      text: spaced(line),
      size: SIZE,
      family: 'sans',
      weight: 700,
      fill: filled ? theme.onAccent : theme.accent,
      anchor: 'middle',
      baseline: 'middle',
    })),
  ];
}
