import type { Attachment } from 'svelte/attachments';

/** Scrolls a row of equally wide cards so far that the chosen one can be seen. */
export function revealCard(index: number | null, cardWidth: number): Attachment<HTMLElement> {
  return (scroller) => {
    if (index === null) return;
    const start = index * cardWidth;
    const end = start + cardWidth;
    if (start < scroller.scrollLeft) scroller.scrollLeft = start;
    else if (end > scroller.scrollLeft + scroller.clientWidth)
      scroller.scrollLeft = end - scroller.clientWidth;
  };
}

/** Where a cell lies in a scrolled sheet with a sticky header row and column, in pixels. */
export interface CellBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Width of the header column; the header row is as high as a cell. */
  readonly head: number;
}

/** How far a sheet is scrolled, and what of it is seen, in pixels. */
export interface Scrolled {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How far a sheet has to be scrolled for a cell not to be hidden: no farther than it must. */
export function revealed(
  cell: CellBox,
  { left, top, width, height }: Scrolled,
): Pick<Scrolled, 'left' | 'top'> {
  const roomX = Math.max(0, width - cell.head - cell.width);
  const roomY = Math.max(0, height - 2 * cell.height);
  return {
    left: Math.min(cell.left, Math.max(left, cell.left - roomX)),
    top: Math.min(cell.top, Math.max(top, cell.top - roomY)),
  };
}
