import type { LargeWork } from './largeWork.svelte.ts';

/** Large files about which something is to be decided, one at a time. */
export class LargeFiles {
  shown = $state.raw<LargeWork | null>(null);
  #waiting: readonly LargeWork[] = [];

  /** Asks about a file, now or when the others are done with. */
  offer(work: LargeWork): void {
    if (this.shown) this.#waiting = [...this.#waiting, work];
    else this.shown = work;
  }

  /** Goes on to the next file; what is under way goes on. */
  close(): void {
    const [next, ...others] = this.#waiting;
    this.shown = next ?? null;
    this.#waiting = others;
  }
}
