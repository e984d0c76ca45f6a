import type { Mark, TextMark } from './marks.ts';
import { textWidth } from './textWidth.ts';

/** Height of the bar over the middle of its letters, and its thickness, by their size. */
const ABOVE = 0.66;
const THICK = 0.085;

/**
 * The bar of a mean over the first letters of a text that is not turned: a character of its own in few fonts, here a line.
 * @param letters  what is under the bar; the text begins with them
 */
export function barOver(mark: TextMark, letters: string): Mark {
  const { text, size, family, weight, anchor, fill, opacity } = mark;
  const width = textWidth(text, size, family, weight);
  const left = mark.x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
  const middle = mark.baseline === 'middle' ? mark.y : mark.y - size * 0.36;
  const y = middle - ABOVE * size;
  return {
    kind: 'line',
    points: [left, y, left + textWidth(letters, size, family, weight), y],
    stroke: fill,
    strokeWidth: THICK * size,
    ...(opacity !== undefined && { opacity }),
  };
}
