import type { ComputeRequest } from '../../../core/request.ts';
import type { NormscopeApi } from '../../../electron/ipc/contract.ts';
import type { Explore } from '../explore.svelte.ts';
import { callHost, type ComputeReply } from '../../ui/host.ts';
import { LiveQuery } from '../../ui/liveQuery.svelte.ts';
import { changedOutputs, type Changed } from './edits.ts';

/** Which outputs an edit of the input or of γ and β reaches, against a run without any edit. */
export class Ripple {
  readonly #explore: Explore;
  readonly #untouched: LiveQuery<ComputeRequest, ComputeReply>;

  /** Made during a component's initialisation. */
  constructor(api: NormscopeApi, explore: Explore) {
    this.#explore = explore;
    this.#untouched = new LiveQuery(
      () => (this.#key === null ? null : (JSON.parse(this.#key) as ComputeRequest)),
      (request) => callHost(api, 'layer.compute', request),
    );
  }

  /** The unedited request as text: stays the same from edit to edit, so that it is asked for once. */
  readonly #key: string | null = $derived.by(() => {
    const { request } = this.#explore;
    return isEdited(request) ? keyOf(request) : null;
  });

  /** Null without edits, for tensors too large to be held cell by cell, and until both answers are there. */
  readonly changed: Changed | null = $derived.by(() => {
    const { value: reply, answered: request } = this.#explore.compute;
    const { value, answered } = this.#untouched;
    if (!reply || !request || !value || !answered || !isEdited(request)) return null;
    if (keyOf(request) !== keyOf(answered)) return null;
    if (!reply.y.pool.every((size) => size === 1)) return null;
    return changedOutputs(reply.plan, value.y.data, reply.y.data);
  });
}

function isEdited(request: ComputeRequest): boolean {
  return (request.edits?.length ?? 0) > 0 || request.state !== undefined;
}

function keyOf({ edits: _, state: __, ...untouched }: ComputeRequest): string {
  return JSON.stringify(untouched);
}
