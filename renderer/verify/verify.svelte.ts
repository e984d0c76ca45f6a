import { createContext } from 'svelte';
import { sameTensor, type TensorRef } from '../../core/request.ts';
import type { ResultOf } from '../../electron/ipc/contract.ts';
import { Camera } from '../canvas/camera.svelte.ts';
import { initialLook } from '../canvas/look.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { callHost, type Failure, type TensorInfo } from '../ui/host.ts';
import { partOf, PARTS, type Part } from './parts.ts';

export type VerifyReply = ResultOf<'verify.run'>;

/** The question which layer made y of x: what is given, and what was found. */
export class Verify {
  /** What was chosen for each part. */
  chosen = $state.raw<Readonly<Partial<Record<Part, TensorInfo>>>>({});
  /** The known eps; null for none. */
  eps = $state.raw<number | null>(null);
  reply = $state.raw<VerifyReply | null>(null);
  failure = $state.raw<Failure | null>(null);
  /** The entry that is shown: explanations, then near misses. */
  entry = $state(0);
  /** Where the next opened file goes. */
  wanted = $state.raw<Part | null>(null);
  /** The part for which a tensor is being chosen. */
  choosing = $state.raw<Part | null>(null);
  readonly camera = new Camera(initialLook());
  #job = $state.raw<string | null>(null);
  #jobs = 0;
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** A search is under way. */
  get busy(): boolean {
    return this.#job !== null;
  }

  get request() {
    const { x, y, ...known } = this.chosen;
    if (!x || !y) return null;
    const others = Object.fromEntries(
      Object.entries(known).flatMap(([part, info]) => (info ? [[part, info.ref]] : [])),
    ) as Partial<Record<Exclude<Part, 'x' | 'y'>, TensorRef>>;
    return { x: x.ref, y: y.ref, ...others, ...(this.eps === null ? {} : { eps: this.eps }) };
  }

  /** Chooses a tensor for a part; null leaves it out. */
  choose(part: Part, info: TensorInfo | null): void {
    const { [part]: _, ...rest } = this.chosen;
    this.chosen = info ? { ...rest, [part]: info } : rest;
    void this.search();
  }

  setEps(eps: number | null): void {
    if (eps === this.eps) return;
    this.eps = eps;
    void this.search();
  }

  swap(): void {
    const { x, y, ...rest } = this.chosen;
    this.chosen = { ...rest, ...(y && { x: y }), ...(x && { y: x }) };
    void this.search();
  }

  /** Asks for files for a part; once the dialog is gone, chosen from or not, the next file goes where its name says. */
  async openFor(part: Part | null): Promise<void> {
    this.wanted = part;
    await this.#desk.openFiles();
    this.wanted = null;
  }

  /** Puts opened tensors where they were wanted, where their names say, or where nothing is yet. */
  took(tensors: readonly TensorInfo[]): void {
    const { wanted } = this;
    this.wanted = null;
    const [only, ...others] = tensors;
    if (!only) return;
    const found: Partial<Record<Part, TensorInfo>> = {};
    if (others.length === 0 && wanted) found[wanted] = only;
    else if (others.length === 0) {
      const named = partOf(only);
      const free = (['x', 'y'] as const).find((part) => !this.chosen[part]);
      const part = named && (!this.chosen[named] || !free) ? named : (free ?? 'y');
      found[part] = only;
    } else
      for (const info of tensors) {
        const part = partOf(info);
        if (part && !found[part]) found[part] = info;
      }
    if (Object.keys(found).length === 0) {
      this.choosing = wanted ?? 'x';
      return;
    }
    this.chosen = { ...this.chosen, ...found };
    void this.search();
  }

  /** Goes on without tensors that are closed (null), or with those that took their place. */
  retarget(now: (ref: TensorRef) => TensorRef | null, infos: readonly TensorInfo[]): void {
    let changed = false;
    const left: Partial<Record<Part, TensorInfo>> = {};
    for (const part of PARTS) {
      const info = this.chosen[part];
      if (!info) continue;
      const ref = now(info.ref);
      const next = ref && (infos.find((each) => sameTensor(each.ref, ref)) ?? info);
      if (next) left[part] = next;
      if (next !== info) changed = true;
    }
    if (!changed) return;
    this.chosen = left;
    void this.search();
  }

  /** Asks again with what is chosen now; an answer to what was chosen before is not waited for. */
  async search(): Promise<void> {
    void this.cancel();
    this.#job = null;
    this.reply = this.failure = null;
    this.entry = 0;
    const { request } = this;
    if (!request) return;
    const job = `verify-${Date.now().toString(36)}-${++this.#jobs}`;
    this.#job = job;
    const outcome = await callHost(this.#desk.api, 'verify.run', { ...request, job });
    if (this.#job !== job) return;
    this.#job = null;
    if (outcome.ok) this.reply = outcome.value;
    else this.failure = outcome;
  }

  /** Ends the search that is under way; its answer says that it was cancelled. */
  async cancel(): Promise<void> {
    const job = this.#job;
    if (job !== null) await callHost(this.#desk.api, 'jobs.cancel', job);
  }
}

export const [getVerify, setVerify] = createContext<Verify>();
