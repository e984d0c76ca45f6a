import type { Attachment } from 'svelte/attachments';

const GAP = 6;
const MARGIN = 8;
/** What a panel keeps where its button is at the window's edge, or beyond. */
const LEAST = 160;

/** Keeps a popover right under the button that opens it (its previous sibling), or over it where it has more room, inside the window. */
export function placeNear(align: 'start' | 'end' | 'stretch'): Attachment<HTMLElement> {
  return (panel) => {
    const place = (): void => {
      const button = panel.previousElementSibling?.getBoundingClientRect();
      if (!button) return;
      if (align === 'stretch') panel.style.minWidth = `${button.width}px`;
      const below = window.innerHeight - button.bottom - GAP - MARGIN;
      const above = button.top - GAP - MARGIN;
      const over = panel.scrollHeight > below && above > below;
      panel.style.maxHeight = `${Math.max(LEAST, over ? above : below)}px`;
      const { width, height } = panel.getBoundingClientRect();
      const left = align === 'end' ? button.right - width : button.left;
      const rightmost = window.innerWidth - width - MARGIN;
      panel.style.left = `${Math.max(MARGIN, Math.min(left, rightmost))}px`;
      panel.style.top = `${over ? button.top - GAP - height : button.bottom + GAP}px`;
    };
    // The content appears after the toggle event, and its size is known only then.
    const observer = new ResizeObserver(place);
    observer.observe(panel);
    window.addEventListener('resize', place);
    panel.addEventListener('toggle', place);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
      panel.removeEventListener('toggle', place);
    };
  };
}
