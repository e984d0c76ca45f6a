import type { Attachment } from 'svelte/attachments';
import type { Lit } from '../../core/figure/lit.ts';
import type { Explore } from './explore.svelte.ts';

/** Roles of numbers and letters that belong to all cells of a statistic, and to the traced cell alone. */
const SHARED = '.role-mean, .role-variance';
const OWN = '.role-own, .role-output, .role-gamma, .role-beta';
/** A sentence about a statistic: its other words mean all cells of it. */
const SENTENCE = '[data-sentence]';

/**
 * Ties formulas and sentences to the stage: pointing at a term, number or letter lights its blocks, and the term of the cell that is pointed at
 * on the stage is marked. Terms carry their cell in `data-cell`, roles are classes.
 */
export function linked(explore: Explore): Attachment<HTMLElement> {
  return (element) => {
    const meant = (target: EventTarget | null): Lit | null => {
      if (!(target instanceof Element)) return null;
      const flat = explore.trace.value?.flat;
      const term = target.closest<HTMLElement>('[data-cell]');
      if (term && element.contains(term))
        return { flat: Number(term.dataset['cell']), whole: false };
      if (flat === undefined) return null;
      if (target.closest(SENTENCE) && !target.closest(OWN)) return { flat, whole: true };
      if (target.closest(SHARED)) return { flat, whole: true };
      return target.closest(OWN) ? { flat, whole: false } : null;
    };
    const controller = new AbortController();
    const { signal } = controller;
    element.addEventListener('pointerover', (event) => (explore.lit = meant(event.target)), {
      signal,
    });
    element.addEventListener('pointerleave', () => (explore.lit = null), { signal });
    $effect(() => {
      const flat = explore.lit?.flat ?? explore.settled;
      const cells = element.querySelectorAll<HTMLElement>('[data-cell]');
      for (const cell of cells) cell.classList.toggle('lit', Number(cell.dataset['cell']) === flat);
    });
    return () => {
      controller.abort();
      explore.lit = null;
    };
  };
}
