import { mapHistory, record, redo, startHistory, undo, type History } from './history.ts';

/** The changes of a screen that can be taken back. */
export class Undo<T> {
  #history = $state.raw<History<T>>() as History<T>;

  /** @param first  plain data, never mutated */
  constructor(first: T) {
    this.#history = startHistory(first);
  }

  readonly present: T = $derived(this.#history.present);
  readonly canUndo = $derived(this.#history.past.length > 0);
  readonly canRedo = $derived(this.#history.future.length > 0);

  /** @param topic  changes of the same topic in a row undo as one; null stands alone */
  change(present: T, topic: string | null = null): void {
    this.#history = record(this.#history, present, topic);
  }

  /** Begins anew: what was before cannot come back. */
  restart(present: T): void {
    this.#history = startHistory(present);
  }

  /** All of it, to be put back later. */
  get kept(): History<T> {
    return this.#history;
  }

  set kept(history: History<T>) {
    this.#history = history;
  }

  /** Changes every state; null for one that is no more. */
  map(change: (state: T) => T | null, first: T): void {
    this.#history = mapHistory(this.#history, change, first);
  }

  undo(): void {
    this.#history = undo(this.#history);
  }

  redo(): void {
    this.#history = redo(this.#history);
  }
}
