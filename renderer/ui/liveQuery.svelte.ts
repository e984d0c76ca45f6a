import { untrack } from 'svelte';
import type { Failure, Outcome } from './host.ts';
import { newestWins } from './newestWins.ts';

/**
 * The service's answer to an argument that changes. Meanwhile, and after a failure, the last good answer
 * stays. Made during a component's initialisation.
 */
export class LiveQuery<A, R> {
  /** Last good answer and what it answers. */
  value = $state.raw<R | null>(null);
  answered = $state.raw<A | null>(null);
  /** Why the newest argument has no answer; null when it has, or is on its way. */
  failure = $state.raw<Failure | null>(null);
  pending = $state.raw(false);

  constructor(argument: () => A | null, ask: (argument: A) => Promise<Outcome<R>>) {
    const submit = newestWins(ask, {
      started: () => (this.pending = true),
      settled: (asked, outcome, superseded) => this.#settle(asked, outcome, superseded),
    });
    // The one place where state leaves for the service: nothing here can be derived. Before the page is painted anew, so that the
    // service works meanwhile.
    $effect.pre(() => {
      const next = argument();
      if (next !== null) untrack(() => submit(next));
    });
  }

  #settle(asked: A, outcome: Outcome<R>, superseded: boolean): void {
    this.pending = superseded;
    if (outcome.ok) {
      this.value = outcome.value;
      this.answered = asked;
      this.failure = null;
    } else if (!superseded) this.failure = outcome;
  }
}
