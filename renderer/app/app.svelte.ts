import { createContext } from 'svelte';
import { innerHeight, innerWidth } from 'svelte/reactivity/window';
import type { HostEvents, NormscopeApi, ResultOf } from '../../electron/ipc/contract.ts';
import { mergesMoments } from '../../core/figure/stageSteps.ts';
import { Compare } from '../compare/compare.svelte.ts';
import { I18n } from '../ui/i18n.ts';
import { Lab } from '../explore/insight/lab.svelte.ts';
import { LargeFiles } from '../large/largeFiles.svelte.ts';
import { LargeWork } from '../large/largeWork.svelte.ts';
import { Training } from '../training/training.svelte.ts';
import type { LessonId } from '../../core/lessons/lesson.ts';
import type { Place, Tab } from './tabs.ts';
import { Announcer } from '../ui/announcer.svelte.ts';
import { Explore, type TensorInfo } from '../explore/explore.svelte.ts';
import { callHost } from '../ui/host.ts';
import { Jobs } from '../ui/jobs.svelte.ts';
import { Preferences } from '../ui/preferences.svelte.ts';
import { writeSession, type ExploreKept, type Session } from './session.ts';
import { Toasts } from '../ui/toasts.svelte.ts';
import { Timeline } from '../explore/stage/timeline.svelte.ts';
import type { Undoable } from '../ui/undoable.ts';
import { sameTensor } from '../explore/work.ts';

/** What the service tells once, before anything is shown. */
export interface StartData {
  readonly api: NormscopeApi;
  readonly info: ResultOf<'app.info'>;
  readonly settings: ResultOf<'settings.get'>;
  /** What is remembered of the last use. */
  readonly session: Session;
  /** The listed examples, and those that the session is about. */
  readonly examples: readonly TensorInfo[];
}

/** Window in which a presentation is as large as everyday work; larger ones enlarge it. */
const PRESENTED = { width: 1280, height: 760 } as const;
const LARGEST = 1.6;
/** Milliseconds. */
const REMEMBER_AFTER = 500;
type Format = 'png' | 'svg' | 'json' | 'npy';

/** All state of one window, and what spans its parts. */
export class App {
  readonly api: NormscopeApi;
  readonly info: ResultOf<'app.info'>;
  readonly preferences: Preferences;
  readonly explore: Explore;
  readonly i18n: I18n;
  readonly toasts = new Toasts();
  readonly announcer = new Announcer();
  readonly jobs = new Jobs();
  readonly lab = new Lab();
  readonly large = new LargeFiles();
  readonly timeline: Timeline;
  readonly compare: Compare;
  readonly training: Training;
  /** The screen that is shown. */
  place = $state.raw<Place>() as Place;
  /** Explore as it is remembered: while a file is open, as it was before. */
  #explored: ExploreKept | null;
  /** Side panels hidden, everything larger: for a projector. */
  presenting = $state(false);
  helpOpen = $state(false);
  aboutOpen = $state(false);
  /** What an export is waiting for, to show that it is being made. */
  exporting = $state(false);

  /** Made during a component's initialisation. */
  constructor({ api, info, settings, session, examples }: StartData) {
    this.api = api;
    this.info = info;
    this.preferences = new Preferences(api, settings, info.locale);
    this.i18n = new I18n(
      () => this.preferences.language,
      () => this.preferences.pseudo,
    );
    const { place, explore, compare, training } = session;
    this.place = place;
    this.explore = new Explore(api, this.preferences, examples, explore);
    this.#explored = explore;
    this.timeline = new Timeline(explore?.step ?? null, () => {
      const { reply } = this.explore;
      return reply !== null && mergesMoments(reply.plan);
    });
    const { info: first, tensors } = this.explore;
    const compared = compare && tensors.find(({ ref }) => sameTensor(ref, compare.tensor));
    this.compare = new Compare(compared ?? first ?? examples[0]!, compared ? compare : null);
    this.training = new Training(training);
    $effect(() => this.#remember());
  }

  get tab(): Tab {
    return this.place.tab;
  }

  set tab(tab: Tab) {
    this.place = { ...this.place, tab };
  }

  get lesson(): LessonId {
    return this.place.lesson;
  }

  set lesson(lesson: LessonId) {
    this.place = { ...this.place, lesson };
  }

  /** The screen as something that can be undone; null for the lessons. */
  get undoable(): Undoable | null {
    const { tab, explore, compare, training } = this;
    return { explore, compare, training, lessons: null }[tab];
  }

  /** Size of the interface's text: what was chosen, and larger on a projector. */
  get scale(): number {
    if (!this.presenting) return this.preferences.fontScale;
    const across = (innerWidth.current ?? 0) / PRESENTED.width;
    const down = (innerHeight.current ?? 0) / PRESENTED.height;
    return this.preferences.fontScale * Math.min(LARGEST, Math.max(1, Math.min(across, down)));
  }

  /** CSS pixels of one rem. */
  get rem(): number {
    return 16 * this.scale;
  }

  async openFiles(): Promise<void> {
    const outcome = await callHost(this.api, 'tensor.open', undefined);
    if (outcome.ok) this.showOpened(outcome.value);
    else this.toasts.add('failed', this.i18n.t('open.failed'), this.i18n.failure(outcome));
  }

  showOpened(tensors: readonly TensorInfo[]): void {
    if (tensors.length > 0) this.tab = 'explore';
    for (const info of tensors) this.explore.open(info);
  }

  /** Asks what to do with a file beyond the memory limit. */
  askAbout(file: HostEvents['large']): void {
    const { large, explore, preferences } = this;
    large.offer(new LargeWork(file, explore.request.spec, () => preferences.memoryLimit));
  }

  /** Shows what a JSON report is about, as it was looked at. */
  restore({ tensor, request, view }: HostEvents['restored']): void {
    this.tab = 'explore';
    this.explore.openRun(tensor, request);
    this.timeline.close();
    if (!view) return;
    this.explore.lookAs(view);
    if (view.step !== undefined) this.timeline.scrub(view.step);
  }

  async export(format: Format, scale = 2): Promise<void> {
    const { t, failure } = this.i18n;
    this.exporting = true;
    const outcome = await callHost(this.api, 'report.export', this.exportRequest(format, scale));
    this.exporting = false;
    if (!outcome.ok) this.toasts.add('failed', t('export.failed'), failure(outcome));
    else if (outcome.value) this.toasts.add('done', t('export.saved'), outcome.value.path);
  }

  async copyImage(): Promise<void> {
    const { t, failure } = this.i18n;
    this.exporting = true;
    const outcome = await callHost(this.api, 'report.copy', this.exportRequest('png', 2));
    this.exporting = false;
    if (outcome.ok) this.toasts.add('done', t('export.copied'));
    else this.toasts.add('failed', t('export.copyFailed'), failure(outcome));
  }

  async copyText(text: string): Promise<boolean> {
    const outcome = await callHost(this.api, 'text.copy', text);
    if (outcome.ok) this.announcer.say(this.i18n.t('copy.done'));
    else this.toasts.add('failed', this.i18n.t('copy.failed'), this.i18n.failure(outcome));
    return outcome.ok;
  }

  present(on: boolean): void {
    this.presenting = on;
    void callHost(this.api, 'window.fullScreen', on);
  }

  exportRequest(format: Format, scale: number) {
    const { explore, timeline, i18n } = this;
    const request = explore.reply?.request ?? explore.request;
    const stepwise = explore.reply?.plan.kind === 'moments';
    const step = stepwise && timeline.time !== null ? { step: timeline.time } : {};
    const view = { ...explore.view, ...step, hovered: null };
    return { request, view, format, scale, language: i18n.language };
  }

  /** Keeps the session a moment after the last change. */
  #remember(): () => void {
    const { place, compare, training, timeline } = this;
    const explored = this.explore.kept && { ...this.explore.kept, step: timeline.kept };
    this.#explored = explored ?? this.#explored;
    const kept = { place, compare: compare.kept, training: training.kept };
    const timer = setTimeout(() => {
      const session = writeSession({ ...kept, explore: this.#explored });
      if (session !== this.preferences.session) this.preferences.change({ session });
    }, REMEMBER_AFTER);
    return () => clearTimeout(timer);
  }
}

export const [getApp, setApp] = createContext<App>();
