import type { Attachment } from 'svelte/attachments';

const GAP = 6;
const MARGIN = 8;

/** Keeps a popover right under the button that opens it (its previous sibling), inside the window. */
export function placeBelow(align: 'start' | 'end' | 'stretch'): Attachment<HTMLElement> {
  return (panel) => {
    const place = (): void => {
      const button = panel.previousElementSibling?.getBoundingClientRect();
      if (!button) return;
      if (align === 'stretch') panel.style.minWidth = `${button.width}px`;
      panel.style.maxHeight = `${Math.max(160, window.innerHeight - button.bottom - GAP - MARGIN)}px`;
      const { width } = panel.getBoundingClientRect();
      const left = align === 'end' ? button.right - width : button.left;
      const rightmost = window.innerWidth - width - MARGIN;
      panel.style.left = `${Math.max(MARGIN, Math.min(left, rightmost))}px`;
      panel.style.top = `${button.bottom + GAP}px`;
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
