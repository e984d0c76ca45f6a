import { createContext } from 'svelte';
import { innerHeight, innerWidth } from 'svelte/reactivity/window';
import { sameTensor, type ComputeRequest, type TensorRef } from '../../core/request.ts';
import type { HostEvents, NormscopeApi, ResultOf } from '../../electron/ipc/contract.ts';
import { callHost, type Failure, type Outcome, type TensorInfo } from './host.ts';
import { I18n } from './i18n.ts';
import { Preferences } from './preferences.svelte.ts';
import { Toasts } from './toasts.svelte.ts';

type Progress = HostEvents['progress'];

/** A job that says nothing for so long is taken to have ended. */
const SILENCE = 3000;

/** Long jobs of the service that are under way. */
class Jobs {
  list = $state.raw<readonly Progress[]>([]);
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();

  /** News of a job: its first, a later one or its last. */
  report(progress: Progress): void {
    const { job, done, total } = progress;
    clearTimeout(this.#timers.get(job));
    if (done >= total) return this.#end(job);
    this.#timers.set(
      job,
      setTimeout(() => this.#end(job), SILENCE),
    );
    const known = this.list.some((entry) => entry.job === job);
    this.list = known
      ? this.list.map((entry) => (entry.job === job ? progress : entry))
      : [...this.list, progress];
  }

  #end(job: string): void {
    this.#timers.delete(job);
    this.list = this.list.filter((entry) => entry.job !== job);
  }
}

/** What a screen reader should say next; the same words again are said again. */
class Announcer {
  text = $state('');
  #odd = false;

  say(text: string): void {
    this.#odd = !this.#odd;
    this.text = this.#odd ? text : `${text}\u00a0`;
  }
}

/** Window in which a presentation is as large as everyday work; larger ones enlarge it. */
const PRESENTED = { width: 1280, height: 760 } as const;
const LARGEST = 2;
/** The smallest window in which a presentation keeps its room; text that was chosen large grows as far as a window is larger. */
const LEAST_PRESENTED = { width: 1024, height: 640 } as const;

/** What the service tells once of itself and of the person's choices, and the tensors there are. */
export interface DeskData {
  readonly api: NormscopeApi;
  readonly info: ResultOf<'app.info'>;
  readonly settings: ResultOf<'settings.get'>;
  /** The listed examples, and those that the session is about. */
  readonly examples: readonly TensorInfo[];
}

/** What the window does when a screen asks for something on another screen. */
export interface Ways {
  /** Shows tensors that were opened just now. */
  readonly showOpened: (tensors: readonly TensorInfo[]) => void;
  /** Keeps tensors that were opened just now without showing them. @returns the first of each file */
  readonly keepOpened: (tensors: readonly TensorInfo[]) => readonly TensorInfo[];
  /** A tensor goes by another reference, as its axes have other names. */
  readonly renamed: (before: TensorInfo, after: TensorInfo) => void;
  /** Says why a file could not be opened, and what can be done about it. */
  readonly openFailed: (failure: Failure) => void;
  /** Shows a run in Explore, with its options, layout, changed cells and parameters. */
  readonly showRun: (info: TensorInfo, request: ComputeRequest) => void;
}

/** What every screen works with: the host, the language, the tensors, messages. */
export class Desk {
  readonly api: NormscopeApi;
  readonly info: ResultOf<'app.info'>;
  readonly preferences: Preferences;
  readonly i18n: I18n;
  readonly toasts = new Toasts();
  readonly announcer = new Announcer();
  readonly jobs = new Jobs();
  /** Every tensor that can be chosen. */
  tensors = $state.raw<readonly TensorInfo[]>([]);
  /** Absolute paths of the files that were opened last, where the host keeps them. */
  recent = $state.raw<readonly string[]>([]);
  /** How many dialogs of the page are open: nothing acts beneath them. */
  dialogs = $state(0);
  /** Side panels hidden, everything larger: for a projector. */
  presenting = $state(false);
  /** The presenter's screen is black, so that the class looks at the presenter. */
  blank = $state(false);
  /** The window fills the screen, whoever asked for it. */
  inFullScreen = $state(false);
  readonly #ways: Ways;
  /** Full screen is left by the presenter's key, which ends nothing. */
  #goesOn = false;

  /** Made during a component's initialisation. */
  constructor({ api, info, settings, examples }: DeskData, ways: Ways) {
    this.api = api;
    this.info = info;
    this.preferences = new Preferences(api, settings, info.locale, (failure) =>
      this.toasts.add('failed', this.i18n.t('settings.notKept'), this.i18n.failure(failure)),
    );
    this.i18n = new I18n(
      () => this.preferences.language,
      () => this.preferences.pseudo,
    );
    this.tensors = examples;
    this.#ways = ways;
  }

  /** Size of the interface's text: what was chosen, and larger on a projector, where the picture keeps its room. */
  get scale(): number {
    const { fontScale } = this.preferences;
    if (!this.presenting) return fontScale;
    const usual = this.#presentedScale;
    return Math.min(fontScale * usual, Math.max(usual, within(LEAST_PRESENTED)));
  }

  /** By how much text is larger than it would be if nobody had asked for it. */
  get enlarged(): number {
    return Math.max(1, this.scale / (this.presenting ? this.#presentedScale : 1));
  }

  get #presentedScale(): number {
    return Math.min(LARGEST, Math.max(1, within(PRESENTED)));
  }

  /** CSS pixels of one rem. */
  get rem(): number {
    return 16 * this.scale;
  }

  present(on: boolean): void {
    this.presenting = on;
    this.blank = false;
    void callHost(this.api, 'window.fullScreen', on);
  }

  /** In or out of full screen, while the presentation goes on. */
  toggleFullScreen(): void {
    this.#goesOn = this.inFullScreen;
    void callHost(this.api, 'window.fullScreen', !this.inFullScreen);
  }

  /** The window has entered or left full screen, be it by the system's own means: whoever leaves it has had enough, but for the presenter's own key. */
  wentFullScreen(on: boolean): void {
    this.inFullScreen = on;
    if (!on && !this.#goesOn) this.presenting = false;
    this.#goesOn = false;
  }

  async openFiles(): Promise<void> {
    const outcome = await callHost(this.api, 'tensor.open', undefined);
    if (outcome.ok) this.showOpened(outcome.value);
    else this.#ways.openFailed(outcome);
  }

  /** Opens files for something else than to be looked at. @returns the first tensor of each */
  async chooseTensors(): Promise<readonly TensorInfo[]> {
    const outcome = await callHost(this.api, 'tensor.open', undefined);
    if (outcome.ok) return this.#ways.keepOpened(outcome.value);
    this.#ways.openFailed(outcome);
    return [];
  }

  /** Opens a file of the recent ones; it arrives like a dropped one. */
  openRecent(file: string): void {
    void callHost(this.api, 'files.openRecent', file);
  }

  /** Tensors that can be chosen from now on. */
  add(infos: readonly TensorInfo[]): void {
    const known = new Set(this.tensors.map(({ ref }) => JSON.stringify(ref)));
    const added = infos.filter(({ ref }) => !known.has(JSON.stringify(ref)));
    if (added.length > 0) this.tensors = [...this.tensors, ...added];
  }

  showOpened(tensors: readonly TensorInfo[]): void {
    this.#ways.showOpened(tensors);
  }

  /** What a tensor is; null, and a message, where it is gone. */
  async describe(ref: TensorRef): Promise<TensorInfo | null> {
    const outcome = await callHost(this.api, 'tensor.describe', ref);
    if (outcome.ok) return outcome.value;
    this.toasts.add('failed', this.i18n.t('open.failed'), this.i18n.failure(outcome));
    return null;
  }

  /** Calls a tensor's axes by other names; null, and a message, where that fails. */
  async renameAxes(info: TensorInfo, axes: readonly string[]): Promise<TensorInfo | null> {
    const outcome = await callHost(this.api, 'tensor.rename', { tensor: info.ref, axes });
    if (!outcome.ok) {
      this.toasts.add('failed', this.i18n.t('axes.failed'), this.i18n.failure(outcome));
      return null;
    }
    this.tensors = this.tensors.map((each) =>
      sameTensor(each.ref, info.ref) ? outcome.value : each,
    );
    this.#ways.renamed(info, outcome.value);
    return outcome.value;
  }

  /** Shows a run in Explore. */
  async showRun(request: ComputeRequest): Promise<void> {
    const info = await this.describe(request.tensor);
    if (info) this.#ways.showRun(info, request);
  }

  /** Says what became of something that was saved. @returns what was saved; null when it was not */
  async saved<T extends { readonly path: string }>(
    saving: Promise<Outcome<T | null>>,
  ): Promise<T | null> {
    const outcome = await saving;
    const { t, failure } = this.i18n;
    if (!outcome.ok) {
      // Whoever cancelled it knows.
      if (outcome.code !== 'cancelled')
        this.toasts.add('failed', t('export.failed'), failure(outcome));
      return null;
    }
    if (outcome.value) this.toasts.add('done', t('export.saved'), outcome.value.path);
    return outcome.value;
  }

  async copyText(text: string): Promise<boolean> {
    const outcome = await callHost(this.api, 'text.copy', text);
    if (outcome.ok) this.announcer.say(this.i18n.t('copy.done'));
    else this.toasts.add('failed', this.i18n.t('copy.failed'), this.i18n.failure(outcome));
    return outcome.ok;
  }
}

export const [getDesk, setDesk] = createContext<Desk>();

/** How many times a window of this size goes into the present one. */
function within({ width, height }: { readonly width: number; readonly height: number }): number {
  return Math.min((innerWidth.current ?? 0) / width, (innerHeight.current ?? 0) / height);
}
