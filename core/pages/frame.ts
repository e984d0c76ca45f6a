import type { Colour, Mark, TextMark } from '../figure/marks.ts';
import type { Theme } from '../figure/state.ts';
import { wrapText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';

/** Room at the edge of a page. */
export const PAD = 24;

/** One line of text, its middle at y. */
export function textMark(
  x: number,
  y: number,
  text: string,
  size: number,
  fill: Colour,
  weight: 400 | 600 = 400,
): TextMark {
  return { kind: 'text', x, y, text, size, fill, weight, family: 'sans', baseline: 'middle' };
}

/** Who made a page, at its foot. @param width, height  of the page */
export function madeMark(theme: Theme, width: number, height: number, made: string): TextMark {
  return { ...textMark(width - PAD, height - 14, made, 11, THEMES[theme].faint), anchor: 'end' };
}

/**
 * Title and lead of a page, in as many lines as they need.
 * @returns the marks, and the y under them
 */
export function frameMarks(
  theme: Theme,
  width: number,
  title: string,
  lead: string,
): { readonly marks: readonly Mark[]; readonly bottom: number } {
  const { ink, muted } = THEMES[theme];
  const titles = wrapText(title, width - 2 * PAD, 26, 'sans', 600);
  const leads = wrapText(lead, width - 2 * PAD, 16, 'sans');
  const under = PAD + titles.length * 34;
  const bottom = under + leads.length * 23 + 16;
  return {
    bottom,
    marks: [
      ...titles.map((line, i) => textMark(PAD, PAD + 16 + i * 34, line, 26, ink, 600)),
      ...leads.map((line, i) => textMark(PAD, under + 14 + i * 23, line, 16, muted)),
    ],
  };
}
