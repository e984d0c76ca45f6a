import { untrack } from 'svelte';
import type { Pooling } from '../../core/figure/state.ts';
import type { ComputeRequest } from '../../core/request.ts';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import { computeLayer } from '../ui/computeLayer.ts';
import type { ComputeReply, Outcome } from '../ui/host.ts';

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
  readonly #pooling: () => Pooling | undefined;

  /** @param pooling  how blocks are drawn */
  constructor(
    api: NormscopeApi,
    requests: () => readonly ComputeRequest[],
    pooling: () => Pooling | undefined = () => undefined,
  ) {
    this.#api = api;
    this.#pooling = pooling;
    $effect(() => {
      this.#wanted = requests();
      pooling();
      untrack(() => void this.#ask());
      return () => {
        this.#wanted = [];
      };
    });
  }

  /** The answer, or undefined while it is on its way. */
  of(request: ComputeRequest): Answer | undefined {
    return this.#known.get(this.#keyOf(request));
  }

  /** Asks until nothing that is wanted is unanswered. */
  async #ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    for (let next = this.#unanswered(); next; next = this.#unanswered()) {
      const key = this.#keyOf(next);
      const answer = await computeLayer(this.#api, next, this.#pooling());
      // Another screen's request came between: this one is asked again.
      if (answer.ok || answer.code !== 'superseded') this.#keep(key, answer);
    }
    this.#asking = false;
  }

  #unanswered(): ComputeRequest | undefined {
    return this.#wanted.find((request) => !this.#known.has(this.#keyOf(request)));
  }

  #keyOf(request: ComputeRequest): string {
    return `${this.#pooling() ?? 'mean'} ${keyOf(request)}`;
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
