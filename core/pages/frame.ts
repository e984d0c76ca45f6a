import type { Colour, Mark, TextMark } from '../figure/marks.ts';
import type { Theme } from '../figure/state.ts';
import { wrapText } from '../figure/textWidth.ts';
import { THEMES } from '../figure/theme.ts';
import type { PageParts } from './pageLayout.ts';

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

/** Who made a page, at its foot, unless that is left out. @param width, height  of the page */
export function madeMark(
  theme: Theme,
  width: number,
  height: number,
  { made, parts }: { readonly made: string; readonly parts: Pick<PageParts, 'footer'> },
): readonly TextMark[] {
  if (!parts.footer) return [];
  const mark = textMark(width - PAD, height - 14, made, 11, THEMES[theme].faint);
  return [{ ...mark, anchor: 'end' }];
}

/**
 * Title and lead of a page, in as many lines as they need, where they are wanted.
 * @returns the marks, and the y under them
 */
export function frameMarks(
  theme: Theme,
  width: number,
  page: { readonly title: string; readonly lead: string; readonly parts: PageParts },
): { readonly marks: readonly Mark[]; readonly bottom: number } {
  const { ink, muted } = THEMES[theme];
  const title = page.parts.title ? page.title : '';
  const lead = page.parts.facts ? page.lead : '';
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
