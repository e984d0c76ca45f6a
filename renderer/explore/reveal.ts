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

/** Scrolls a sheet so far that a cell is not hidden; runs when the cell moves, not when the sheet does. */
export function revealCell(cell: CellBox): Attachment<HTMLElement> {
  return (scroller) => {
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = scroller;
    const roomX = clientWidth - cell.head - cell.width;
    const roomY = clientHeight - 2 * cell.height;
    if (scrollLeft > cell.left) scroller.scrollLeft = cell.left;
    else if (cell.left - scrollLeft > roomX) scroller.scrollLeft = cell.left - Math.max(0, roomX);
    if (scrollTop > cell.top) scroller.scrollTop = cell.top;
    else if (cell.top - scrollTop > roomY) scroller.scrollTop = cell.top - Math.max(0, roomY);
  };
}
