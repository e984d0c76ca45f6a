/** A stretch of rows or columns, `to` excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** Most rows or columns in one scrolled sheet: browsers stop laying out at some 30 million pixels. */
export const SHEET = 200_000;
/** Rows and columns beyond those that are seen: each takes as long to make as one of them. */
const OVERSCAN = 1;
/** Requests start and end at multiples of this, so that scrolling a little asks nothing new. */
const BLOCK = 32;

/** The sheet of rows (or columns) that holds an index. */
export function sheetOf(index: number, size: number): Range {
  const from = Math.floor(index / SHEET) * SHEET;
  return { from, to: Math.min(size, from + SHEET) };
}

/**
 * The cells of a sheet that can be seen, and a few beyond.
 * @param scrolled  pixels scrolled past the sheet's beginning
 * @param viewport  pixels that can be seen
 * @param pitch     pixels from one cell to the next
 */
export function visibleRange(
  sheet: Range,
  scrolled: number,
  viewport: number,
  pitch: number,
): Range {
  const from = sheet.from + Math.floor(scrolled / pitch) - OVERSCAN;
  const to = sheet.from + Math.ceil((scrolled + viewport) / pitch) + OVERSCAN;
  return { from: Math.max(sheet.from, from), to: Math.min(sheet.to, Math.max(to, sheet.from)) };
}

/** A range widened to whole blocks. */
export function blocksAround({ from, to }: Range, size: number): Range {
  return {
    from: Math.floor(from / BLOCK) * BLOCK,
    to: Math.min(size, Math.ceil(to / BLOCK) * BLOCK),
  };
}

/** The whole numbers of a range. */
export function indices({ from, to }: Range): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}
