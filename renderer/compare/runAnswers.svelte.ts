import { untrack } from 'svelte';
import type { ComputeRequest } from '../../core/request.ts';
import type { NormscopeApi } from '../../electron/ipc/contract.ts';
import type { ComputeReply } from '../state/explore.svelte.ts';
import { callHost, type Outcome } from '../state/host.ts';

export type Answer = Outcome<ComputeReply>;

/** Answers of earlier requests that are kept, so that going back and forth asks nothing again. */
const KEPT = 64;

/**
 * The service's answers to several requests at once, each asked for one time. Made during a component's
 * initialisation.
 */
export class RunAnswers {
  #known = $state.raw<ReadonlyMap<string, Answer>>(new Map());
  readonly #asked = new Set<string>();
  readonly #api: NormscopeApi;

  constructor(api: NormscopeApi, requests: () => readonly ComputeRequest[]) {
    this.#api = api;
    $effect(() => {
      const wanted = requests();
      untrack(() => wanted.forEach((request) => void this.#ask(request)));
    });
  }

  /** The answer, or undefined while it is on its way. */
  of(request: ComputeRequest): Answer | undefined {
    return this.#known.get(keyOf(request));
  }

  async #ask(request: ComputeRequest): Promise<void> {
    const key = keyOf(request);
    if (this.#asked.has(key)) return;
    this.#asked.add(key);
    const answer = await callHost(this.#api, 'layer.compute', request);
    const known = new Map(this.#known).set(key, answer);
    const [oldest] = known.keys();
    if (known.size > KEPT && oldest !== undefined) {
      known.delete(oldest);
      this.#asked.delete(oldest);
    }
    this.#known = known;
  }
}

/** A request as text; JSON has no NaN and no ∞. */
function keyOf(request: ComputeRequest): string {
  return JSON.stringify(request, (_, value: unknown) =>
    typeof value === 'number' && !Number.isFinite(value) ? String(value) : value,
  );
}
