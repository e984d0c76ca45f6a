import type { Attachment } from 'svelte/attachments';

/** Sides of a scrolled box. */
const SIDES = ['top', 'right', 'bottom', 'left'] as const;

/** Fades the sides beyond which a box can be scrolled: what is cut there goes on. */
export const fades: Attachment<HTMLElement> = (box) => {
  const look = (): void => {
    const { scrollTop, scrollLeft, scrollHeight, scrollWidth, clientHeight, clientWidth } = box;
    const beyond = {
      top: scrollTop,
      left: scrollLeft,
      bottom: scrollHeight - clientHeight - scrollTop,
      right: scrollWidth - clientWidth - scrollLeft,
    };
    for (const side of SIDES) box.toggleAttribute(`data-more-${side}`, beyond[side] > 1);
  };
  // Its size, and that of what it holds.
  const sizes = new ResizeObserver(look);
  const watch = (): void => {
    sizes.disconnect();
    for (const each of [box, ...box.children]) sizes.observe(each);
  };
  const children = new MutationObserver(watch);
  children.observe(box, { childList: true });
  watch();
  box.addEventListener('scroll', look, { passive: true });
  return () => {
    sizes.disconnect();
    children.disconnect();
    box.removeEventListener('scroll', look);
  };
};
