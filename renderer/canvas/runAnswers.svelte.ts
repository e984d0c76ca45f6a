import { untrack } from 'svelte';
import type { ComputeRequest } from '../../core/request.ts';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import type { ComputeReply } from '../ui/host.ts';
import { callHost, type Outcome } from '../ui/host.ts';

export type Answer = Outcome<ComputeReply>;

/** Answers of earlier requests that are kept, so that going back and forth asks nothing again. */
const KEPT = 64;

/**
 * The service's answers to several requests, asked one after the other: of requests that wait in the
 * service only the newest is kept. Made during a component's initialisation.
 */
export class RunAnswers {
  #known = $state.raw<ReadonlyMap<string, Answer>>(new Map());
  #wanted: readonly ComputeRequest[] = [];
  #asking = false;
  readonly #api: NormscopeApi;

  constructor(api: NormscopeApi, requests: () => readonly ComputeRequest[]) {
    this.#api = api;
    $effect(() => {
      this.#wanted = requests();
      untrack(() => void this.#ask());
      return () => {
        this.#wanted = [];
      };
    });
  }

  /** The answer, or undefined while it is on its way. */
  of(request: ComputeRequest): Answer | undefined {
    return this.#known.get(keyOf(request));
  }

  /** Asks until nothing that is wanted is unanswered. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    for (let next = this.#unanswered(); next; next = this.#unanswered()) {
      const answer = await callHost(this.#api, 'layer.compute', next);
      // Another screen's request came between: this one is asked again.
      if (answer.ok || answer.code !== 'superseded') this.#keep(keyOf(next), answer);
    }
    this.#asking = false;
  }

  #unanswered(): ComputeRequest | undefined {
    return this.#wanted.find((request) => !this.#known.has(keyOf(request)));
  }

  #keep(key: string, answer: Answer): void {
    const kept = [...this.#known].slice(1 - KEPT);
    this.#known = new Map([...kept, [key, answer]]);
  }
}

/** A request as text; JSON has no NaN and no ∞. */
function keyOf(request: ComputeRequest): string {
  return JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
