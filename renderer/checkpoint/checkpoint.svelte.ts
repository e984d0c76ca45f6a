import { createContext } from 'svelte';
import type { SeriesName } from '../../core/checkpoint/channels.ts';
import { ASSUMED_EPS } from '../../core/checkpoint/assumedEps.ts';
import type { TensorRef } from '../../core/request.ts';
import type { ArgumentOf, ResultOf } from '../../electron/ipc/contract.ts';
import type { Files } from '../files/files.svelte.ts';
import type { OpenedFile } from '../files/openedFile.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { callHost, type TensorInfo } from '../ui/host.ts';
import { LiveQuery } from '../ui/liveQuery.svelte.ts';

/** What is looked at in a file of many tensors. */
export class Checkpoint {
  /** Handle of the file; null for the newest. */
  #file = $state.raw<string | null>(null);
  #against = $state.raw<string | null>(null);
  /** Prefix of the chosen layer; null for the first. */
  #layer = $state.raw<string | null>(null);
  /** The tensor whose values are shown in place of a layer. */
  tensor = $state.raw<TensorInfo | null>(null);
  channel = $state.raw<number | null>(null);
  sort = $state.raw<SeriesName | 'channel'>('channel');
  eps = $state.raw(ASSUMED_EPS);
  /** The next file that is opened is the one to compare with. */
  #wantsAgainst = false;
  readonly inspect: LiveQuery<ArgumentOf<'checkpoint.inspect'>, ResultOf<'checkpoint.inspect'>>;
  readonly numbers: LiveQuery<ArgumentOf<'checkpoint.layer'>, ResultOf<'checkpoint.layer'>>;
  readonly #desk: Desk;
  readonly #files: Files;

  /** Shows a tensor of the file on the stage. */
  readonly explore: (info: TensorInfo) => void;

  /**
   * Made during a component's initialisation.
   * @param shown  whether the page is on screen: nothing is read before
   */
  constructor(
    desk: Desk,
    files: Files,
    { shown, explore }: { shown: () => boolean; explore: (info: TensorInfo) => void },
  ) {
    this.explore = explore;
    this.#desk = desk;
    this.#files = files;
    this.inspect = new LiveQuery(
      () => (shown() ? this.request : null),
      (request) => callHost(desk.api, 'checkpoint.inspect', request),
    );
    this.numbers = new LiveQuery(
      () => (shown() ? this.layerRequest : null),
      (request) => callHost(desk.api, 'checkpoint.layer', request),
    );
  }

  /** Files of several tensors that are open. */
  get all(): readonly OpenedFile[] {
    return this.#files.all.filter(({ tensors }) => tensors.length > 1);
  }

  get file(): OpenedFile | null {
    return this.all.find(({ handle }) => handle === this.#file) ?? this.all.at(-1) ?? null;
  }

  get against(): OpenedFile | null {
    const found = this.all.find(({ handle }) => handle === this.#against);
    return found && found !== this.file ? found : null;
  }

  get request(): ArgumentOf<'checkpoint.inspect'> | null {
    const first = refOf(this.file);
    const other = refOf(this.against);
    return first && { tensor: first, ...(other && { against: other }) };
  }

  /** What was found, once it is of the file that is shown. */
  get inspection(): ResultOf<'checkpoint.inspect'> | null {
    const { value, answered } = this.inspect;
    return value && same(answered, this.request) ? value : null;
  }

  get layer() {
    const layers = this.inspection?.layers ?? [];
    if (this.tensor) return null;
    return layers.find(({ prefix }) => prefix === this.#layer) ?? layers[0] ?? null;
  }

  get layerRequest(): ArgumentOf<'checkpoint.layer'> | null {
    const { request, layer, eps } = this;
    return request && layer && { ...request, layer: layer.prefix, eps };
  }

  /** Takes in a file that was opened just now. */
  took(handle: string): void {
    if (this.#wantsAgainst && this.file && handle !== this.file.handle) this.#against = handle;
    else this.show(handle);
    this.#wantsAgainst = false;
  }

  show(handle: string): void {
    if (handle === this.#against) this.#against = null;
    this.#file = handle;
    this.#layer = this.tensor = this.channel = null;
  }

  /** Asks for the file to compare with; once the dialog is gone, chosen from or not, the next file is one to show. */
  async openAgainst(): Promise<void> {
    this.#wantsAgainst = true;
    await this.#desk.openFiles();
    this.#wantsAgainst = false;
  }

  compareWith(handle: string | null): void {
    this.#against = handle;
  }

  choose(prefix: string): void {
    this.#layer = prefix;
    this.tensor = this.channel = null;
  }

  /** Shows the layer in Explore, with its numbers. */
  async openLayer(): Promise<void> {
    const { layerRequest } = this;
    if (!layerRequest) return;
    const outcome = await callHost(this.#desk.api, 'checkpoint.open', layerRequest);
    if (!outcome.ok) {
      const { toasts, i18n } = this.#desk;
      toasts.add('failed', i18n.t('open.failed'), i18n.failure(outcome));
      return;
    }
    const { tensor, request } = outcome.value;
    this.#desk.add([tensor]);
    await this.#desk.showRun(request);
  }

  /** Saves the layer's folding. @param into  within the layer before it */
  async fold(into: boolean): Promise<void> {
    const { layerRequest } = this;
    if (!layerRequest) return;
    const { api, i18n } = this.#desk;
    const { language } = i18n;
    await this.#desk.saved(callHost(api, 'checkpoint.fold', { ...layerRequest, into, language }));
  }

  /** What the page about the shown layer is about; null where nothing is open. */
  get subject() {
    const { request, layer, channel, eps } = this;
    return request && { ...request, layer: layer?.prefix ?? null, channel, eps };
  }
}

const refOf = (file: OpenedFile | null): TensorRef | null => file?.tensors[0]?.ref ?? null;
const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export const [getCheckpoint, setCheckpoint] = createContext<Checkpoint>();
