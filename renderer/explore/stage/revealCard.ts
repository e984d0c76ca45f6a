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
