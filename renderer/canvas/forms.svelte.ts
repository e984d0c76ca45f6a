import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';
import type { FourD } from '../../core/figure/state.ts';

/** Cards that are compared are drawn alike: where one of them lies flat to show its numbers, all do. */
export class Forms {
  readonly #flat = new SvelteMap<string, boolean>();

  readonly form: FourD = $derived([...this.#flat.values()].includes(true) ? 'flat' : 'auto');

  /** Says what a card would be by itself; null when it is gone. */
  say(card: string, flat: boolean | null): void {
    // Who says it does not listen.
    untrack(() => (flat === null ? this.#flat.delete(card) : this.#flat.set(card, flat)));
  }
}
