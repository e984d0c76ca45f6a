import { createContext } from 'svelte';
import type { LayerSpec } from '../../core/norm/spec.ts';
import { durationText } from '../ui/amounts.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { callHost, type Failure, type Outcome, type TensorInfo } from '../ui/host.ts';
import { LargeWork, type LargeFile } from './largeWork.svelte.ts';

type Opened = Outcome<readonly TensorInfo[]>;

/** Large files about which something is to be decided, one at a time, and what is done with them. */
export class LargeFiles {
  shown = $state.raw<LargeWork | null>(null);
  #waiting: readonly LargeWork[] = [];
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /**
   * Asks about a file, now or when the others are done with.
   * @param spec  the layer to begin with
   */
  offer(file: LargeFile, spec: LayerSpec): void {
    const work = new LargeWork(file, spec, () => this.#desk.preferences.memoryLimit);
    if (this.shown) this.#waiting = [...this.#waiting, work];
    else this.shown = work;
  }

  /** Goes on to the next file; what is under way goes on. */
  close(): void {
    const [next, ...others] = this.#waiting;
    this.shown = next ?? null;
    this.#waiting = others;
  }

  /** Opens the part of a large file that was typed. */
  async openPart(work: LargeWork): Promise<void> {
    const { part, file, convertIntegers } = work;
    if (!part) return;
    const { from, to } = part;
    const argument = { handle: file.handle, from, to, convertIntegers };
    await this.#opening(work, () => callHost(this.#desk.api, 'large.openPart', argument));
  }

  /** Opens a large file in spite of the memory limit. */
  async openWhole(work: LargeWork): Promise<void> {
    const { file, convertIntegers } = work;
    const argument = { handle: file.handle, convertIntegers };
    await this.#opening(work, () => callHost(this.#desk.api, 'large.openWhole', argument));
  }

  /** Normalizes a large file into another; the window stays usable meanwhile. */
  async normalize(work: LargeWork): Promise<void> {
    const { api, i18n, toasts } = this.#desk;
    const { file, spec, convertIntegers } = work;
    work.busy = true;
    work.failure = work.result = null;
    const argument = { handle: file.handle, spec, convertIntegers };
    const outcome = await callHost(api, 'large.normalize', argument);
    work.busy = false;
    if (!outcome.ok) return this.#failed(work, outcome);
    if (!outcome.value) return;
    work.result = outcome.value;
    const { path, milliseconds } = outcome.value;
    const time = durationText(milliseconds / 1000, i18n);
    const show = { text: i18n.t('large.showResult'), run: () => (this.shown = work) };
    const action = this.shown === work ? undefined : show;
    toasts.add('done', i18n.t('large.done', { time }), path, action);
  }

  async #opening(work: LargeWork, call: () => Promise<Opened>): Promise<void> {
    work.busy = true;
    work.failure = null;
    const outcome = await call();
    work.busy = false;
    if (!outcome.ok) return this.#failed(work, outcome);
    this.#desk.showOpened(outcome.value);
    if (this.shown === work) this.close();
  }

  #failed(work: LargeWork, failure: Failure): void {
    work.failure = failure;
    if (this.shown === work) return;
    const { i18n, toasts } = this.#desk;
    const { t } = i18n;
    if (failure.code === 'cancelled') toasts.add('failed', t('large.cancelled'));
    else toasts.add('failed', t('large.failed', { name: work.file.name }), i18n.failure(failure));
  }
}

export const [getLarge, setLarge] = createContext<LargeFiles>();
