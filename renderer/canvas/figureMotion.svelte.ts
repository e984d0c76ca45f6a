import { untrack } from 'svelte';
import { prefersReducedMotion } from 'svelte/motion';
import { figureBetween, type CellName } from '../../core/figure/figureBetween.ts';
import type { Figure } from '../../core/figure/marks.ts';
import { Animation } from './animation.ts';

/** A figure, what its cells are called, and what must be another for the way to it to be shown. */
export interface Drawn {
  readonly figure: Figure;
  readonly name: CellName;
  /** Compared one by one; a hand on the cube or the pointer changes none of it. */
  readonly state: readonly unknown[];
}

/** Figures with more marks change at once: to move them would take longer than a frame. */
const MOST_MARKS = 15_000;

/** The figure on screen: the one that is wanted, or on the way to it from the last one. */
export class FigureMotion {
  readonly #wanted: () => Drawn | null;
  readonly #animation = new Animation();
  #from: Drawn | null = $state.raw(null);
  #share = $state.raw(1);
  /** What was on screen last. */
  #last: Drawn | null = null;

  /** Made during a component's initialisation. */
  constructor(wanted: () => Drawn | null) {
    this.#wanted = wanted;
    $effect.pre(() => {
      const next = wanted();
      untrack(() => this.#follow(next));
    });
    $effect(() => {
      const { drawn, figure } = this;
      this.#last = drawn && figure && { ...drawn, figure };
    });
    $effect(() => () => this.#animation.stop());
  }

  readonly drawn: Drawn | null = $derived.by(() => this.#wanted());

  readonly #way = $derived.by(() => {
    const { drawn } = this;
    const from = this.#from;
    return from && drawn && figureBetween(from.figure, drawn.figure, from.name, drawn.name);
  });

  readonly figure: Figure | null = $derived.by(() =>
    this.#way && this.#share < 1 ? this.#way(this.#share) : (this.drawn?.figure ?? null),
  );

  #follow(next: Drawn | null): void {
    const last = this.#last;
    if (!last || !next) return;
    const same = last.state.every((value, i) => value === next.state[i]);
    if (same) return;
    this.#last = { ...next, figure: last.figure };
    if (prefersReducedMotion.current || !movable(last.figure, next.figure)) return this.#end();
    this.#from = last;
    this.#animation.run((share) => {
      this.#share = share;
      if (share >= 1) this.#from = null;
    });
  }

  #end(): void {
    this.#animation.stop();
    this.#from = null;
    this.#share = 1;
  }
}

const movable = (a: Figure, b: Figure) => a.marks.length + b.marks.length <= MOST_MARKS;
