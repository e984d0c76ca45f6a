import { createContext } from 'svelte';
import type { Shelf } from '../../core/norm/layerRow.ts';
import { sameTensor, type TensorRef } from '../../core/request.ts';
import type { HostEvents } from '../../electron/ipc/contract.ts';
import { Checkpoint, setCheckpoint } from '../checkpoint/checkpoint.svelte.ts';
import { Compare, setCompare } from '../compare/compare.svelte.ts';
import { Explore, setExplore } from '../explore/explore.svelte.ts';
import type { ExploreKept } from '../explore/exploreKept.ts';
import { Files, setFiles } from '../files/files.svelte.ts';
import { LargeFiles, setLarge } from '../large/largeFiles.svelte.ts';
import type { MyLesson } from '../lessons/mine/myLesson.svelte.ts';
import { Lessons, setLessons } from '../lessons/lessons.svelte.ts';
import { setTraining, Training } from '../training/training.svelte.ts';
import { Desk, setDesk, type DeskData } from '../ui/desk.svelte.ts';
import { computing } from '../ui/computing.ts';
import { callHost, type Outcome, type TensorInfo } from '../ui/host.ts';
import { fetchLater } from './later.ts';
import { painted } from '../ui/painted.ts';
import type { Undo } from '../ui/undo.svelte.ts';
import { setVerify, Verify } from '../verify/verify.svelte.ts';
import { Document } from './document.svelte.ts';
import { writeSession, type Session } from './session.ts';
import { pageFormat, type ReportFormat } from '../../core/report/formats/reportFormat.ts';
import type { OneView } from '../../core/pages/oneView.ts';
import type { PageSubject } from '../../core/pages/subject.ts';
import type { Preset } from '../../core/report/preset.ts';
import type { Shown } from '../report/shown.ts';
import { subjectOf } from './subjectOf.ts';
import { TABS, type FilesPage, type Tab } from './tabs.ts';

/** What the window needs before anything is shown. */
export interface StartData extends DeskData {
  /** What is remembered of the last use. */
  readonly session: Session;
}

/** Milliseconds. */
const REMEMBER_AFTER = 500;
type Format = ReportFormat | 'npy';

/** Whether a file is one of weights: a normalization layer is among its tensors. */
const hasLayers = (tensors: readonly TensorInfo[]) =>
  computing().normLayers(tensors.map(({ member = '', shape }) => ({ name: member, shape })))
    .length > 0;

/** The screens of one window, and what spans them. */
export class App {
  readonly desk: Desk;
  readonly explore: Explore;
  readonly compare: Compare;
  /** Explore's work as a file. */
  readonly document: Document;
  readonly lessons: Lessons;
  readonly training: Training;
  readonly large: LargeFiles;
  readonly verify: Verify;
  readonly files: Files;
  readonly checkpoint: Checkpoint;
  /** The screen that is shown. */
  tab = $state.raw<Tab>() as Tab;
  /** What the screen about files shows. */
  filesPage = $state.raw<FilesPage>('checkpoint');
  /** Explore as it is remembered: while a file is open, as it was before. */
  #explored: ExploreKept | null;
  /** Which layers the overview shows. */
  family = $state<Shelf>('all');
  #keep: () => void = () => undefined;
  /** The first screen is painted, and what it does not need is there or asked for. */
  begun = $state(false);
  helpOpen = $state(false);
  aboutOpen = $state(false);
  /** What an export is waiting for, to show that it is being made. */
  exporting = $state(false);
  #presets = $state.raw<Partial<Record<Tab, Preset | null>>>({});
  /** Pixels of the PNG per figure pixel. */
  exportScale = $state(2);
  /** What is being made up in a dialog. */
  designed: Shown | null = $state.raw(null);
  /** Pages of a report of several, in order. */
  pages: readonly OneView[] = $state.raw([]);
  readonly tabs = TABS;
  /** What such a report is called; empty for the program's word. */
  pagesTitle = $state('');

  /** Made during a component's initialisation. */
  constructor({ session, ...data }: StartData) {
    const { place, explore, compare, training } = session;
    this.desk = new Desk(data, {
      showOpened: (tensors) => this.showOpened(tensors),
      keepOpened: (tensors) => {
        const taken = this.files.take(tensors);
        this.desk.add(taken);
        return taken;
      },
      openFailed: (failure) => this.files.failed(failure),
      renamed: (before, after) => {
        this.files.renamed(before, after);
        this.compare.retarget((ref) => (sameTensor(ref, before.ref) ? null : ref), after);
        const renamed = (ref: TensorRef) => (sameTensor(ref, before.ref) ? after.ref : ref);
        this.verify.retarget(renamed, [after]);
      },
      showRun: (info, request) => {
        this.explore.openRun(info, request);
        this.tab = 'explore';
      },
    });
    const { tensors } = this.desk;
    this.tab = place.tab;
    this.filesPage = place.files ?? this.filesPage;
    this.explore = new Explore(this.desk, explore, () => this.begun);
    this.document = new Document(this.desk, this.explore);
    this.#explored = explore;
    const compared = compare && tensors.find(({ ref }) => sameTensor(ref, compare.tensor));
    const first = compared ?? this.explore.info ?? tensors[0]!;
    this.compare = new Compare(first, compared ? compare : null);
    this.lessons = new Lessons(this.desk, place.lesson, place.long);
    this.training = new Training(training);
    this.large = new LargeFiles(this.desk);
    this.verify = new Verify(this.desk);
    this.files = new Files(this.desk, {
      show: (info) => this.explore.open(info),
      shows: (ref) => sameTensor(ref, this.explore.work.tensor),
      retarget: (now) => this.#retarget(now),
    });
    this.checkpoint = new Checkpoint(this.desk, this.files, {
      shown: () => this.tab === 'files' && this.filesPage === 'checkpoint',
      explore: (info) => {
        this.explore.open(info);
        this.tab = 'explore';
      },
    });
    this.begun = place.tab !== 'overview';
    if (!this.begun) void this.#begin();
    $effect(() => this.#remember());
  }

  /** The overview needs shapes and few words: all else, and the service's threads, wait for its picture. */
  async #begin(): Promise<void> {
    await painted();
    await fetchLater();
    this.begun = true;
  }

  /** The changes of the shown screen that can be taken back; null where nothing changes. */
  get history(): Pick<Undo<unknown>, 'canUndo' | 'canRedo' | 'undo' | 'redo'> | null {
    const { tab, explore, compare, training } = this;
    return {
      overview: null,
      explore: explore.history,
      compare: compare.history,
      training: training.history,
      lessons: this.#mine?.history ?? null,
      files: null,
    }[tab];
  }

  /** The lesson that is being written, while it is shown. */
  get #mine(): MyLesson | null {
    const { section, works } = this.lessons;
    return this.tab === 'lessons' && section === 'mine' ? (works?.shelf.current ?? null) : null;
  }

  /** The screen shows a picture: a quiz, an empty shelf, and files of which none is open have none of their own. */
  get pictured(): boolean {
    const { section, playing } = this.lessons;
    if (this.tab === 'files')
      return this.filesPage === 'checkpoint'
        ? this.checkpoint.file !== null
        : this.verify.request !== null;
    return this.tab !== 'lessons' || section === 'lessons' || playing !== null;
  }

  /** Whether saving means the lesson that is being written. */
  get writesLesson(): boolean {
    return this.#mine !== null;
  }

  showOpened(tensors: readonly TensorInfo[]): void {
    const taken = this.files.take(tensors);
    const [first] = taken;
    if (!first) return;
    this.desk.add(taken);
    const onFiles = this.tab === 'files';
    if (onFiles && this.filesPage === 'verify') {
      // They are chosen there, by their names or from a list of all.
      this.files.listed = null;
      return this.verify.took(tensors);
    }
    const file = this.files.of(first);
    const several = file !== null && file.tensors.length > 1;
    if (file && several && (onFiles || hasLayers(file.tensors))) {
      this.files.listed = null;
      this.filesPage = 'checkpoint';
      this.tab = 'files';
      return this.checkpoint.took(file.handle);
    }
    this.tab = 'explore';
    this.explore.open(first);
  }

  /** Lets the screens go on without closed tensors. @returns puts back what nobody has changed since */
  #retarget(now: (ref: TensorRef) => TensorRef | null): () => void {
    const { desk, explore, compare } = this;
    const explored = explore.history.kept;
    const compared = compare.history.kept;
    explore.retarget(now);
    compare.retarget(now, explore.info ?? desk.tensors[0]!);
    this.verify.retarget(now, this.files.tensors);
    const after = { explored: explore.history.kept, compared: compare.history.kept };
    return () => {
      if (explore.history.kept === after.explored) explore.history.kept = explored;
      if (compare.history.kept === after.compared) compare.history.kept = compared;
    };
  }

  /** Shows a lesson that was opened from its file. */
  async openLesson({ lesson, name, place }: HostEvents['lesson']): Promise<void> {
    this.tab = 'lessons';
    this.lessons.section = 'mine';
    const { shelf } = await this.lessons.load();
    shelf.put(lesson, { name, place });
  }

  /** Asks what to do with a file beyond the memory limit. */
  askAbout(file: HostEvents['large']): void {
    this.large.offer(file, this.explore.request.spec);
  }

  /** Shows what a JSON report is about, as it was looked at. */
  restore({ tensor, request, view, picture, name }: HostEvents['restored']): void {
    const { explore } = this;
    this.tab = 'explore';
    explore.openRun(tensor, request);
    if (name !== undefined) this.document.opened(name);
    explore.timeline.close();
    this.preset = picture?.preset ?? null;
    if (!view) return;
    explore.lookAs(view);
    if (view.step !== undefined) explore.timeline.scrub(view.step);
  }

  /** How the shown screen's pictures are made up; as the program does, in the window's theme, for null. */
  get preset(): Preset | null {
    return this.#presets[this.tab] ?? null;
  }

  set preset(preset: Preset | null) {
    this.makeUp(this.tab, preset);
  }

  /** Saves what the screen shows; the output's numbers are those of Explore. */
  async export(format: Format, scale = 2): Promise<void> {
    const { api } = this.desk;
    const subject = format === 'npy' ? null : subjectOf(this);
    const paged = pageFormat.choices.find((each) => each === format);
    this.exporting = true;
    await this.desk.saved(
      subject && paged
        ? callHost(api, 'page.export', { ...this.#page(subject, scale), format: paged })
        : callHost(api, 'report.export', this.exportRequest(format, scale)),
    );
    this.exporting = false;
  }

  /** Saves Explore's work as a report, where it is kept already unless `as` asks for another place. */
  save(as: boolean): Promise<void> {
    const { works } = this.lessons;
    if (works && this.writesLesson) return works.shelf.save(as);
    return this.saveDocument(as);
  }

  saveDocument(as: boolean): Promise<void> {
    // The work as it is, of which the picture may still be on its way.
    const { request } = this.explore;
    return this.document.save({ ...this.exportRequest('json', 2), request }, as);
  }

  async copyImage(): Promise<void> {
    const { toasts, i18n } = this.desk;
    this.exporting = true;
    const outcome = await this.#picture('copy');
    this.exporting = false;
    if (outcome.ok) toasts.add('done', i18n.t('export.copied'));
    else toasts.add('failed', i18n.t('export.copyFailed'), i18n.failure(outcome));
  }

  /** Lets the pointer carry the picture into another program. */
  async dragImage(): Promise<void> {
    if (!this.pictured) return;
    const { toasts, i18n } = this.desk;
    const outcome = await this.#picture('drag');
    if (!outcome.ok) toasts.add('failed', i18n.t('export.failed'), i18n.failure(outcome));
  }

  #picture(how: 'copy' | 'drag'): Promise<Outcome<boolean>> {
    const { api } = this.desk;
    const subject = subjectOf(this);
    return subject
      ? callHost(api, `page.${how}`, { ...this.#page(subject, 2), format: 'png' })
      : callHost(api, `report.${how}`, this.exportRequest('png', 2));
  }

  #page(subject: PageSubject, scale: number) {
    const { preset } = this;
    return { subject, scale, language: this.desk.i18n.language, ...(preset && { preset }) };
  }

  /** Opens the dialog in which a report of what is shown is made up. */
  design(): void {
    this.designed = this.shownOn(this.tab);
  }

  /** What a report of a screen would be about; null where there is nothing to show. */
  shownOn(tab: Tab): Shown | null {
    const subject = subjectOf(this, tab);
    if (subject || tab !== 'explore') return subject && { kind: 'page', subject };
    const { request, view } = this.exportRequest('png', 1);
    const { reply, timeline } = this.explore;
    if (!reply && this.tab !== tab) return null;
    return {
      kind: 'run',
      request,
      view,
      stations: timeline.stations,
      axes: reply?.plan.axes ?? [],
    };
  }

  /** How a screen's pictures are made up from now on. */
  makeUp(tab: Tab, preset: Preset | null): void {
    this.#presets = { ...this.#presets, [tab]: preset };
  }

  exportRequest(format: Format, scale: number) {
    const { explore, desk } = this;
    const { timeline } = explore;
    const request = explore.reply?.request ?? explore.request;
    const step = timeline.time === null ? {} : { step: timeline.time };
    const view = { ...explore.view, ...step, hovered: null };
    const preset = format === 'npy' ? null : this.#presets.explore;
    return {
      request,
      view,
      format,
      scale,
      language: desk.i18n.language,
      ...(preset && { preset }),
    };
  }

  /** Keeps the session a moment after the last change. */
  #remember(): () => void {
    const { tab, filesPage: files, lessons, compare, training, desk } = this;
    this.#explored = this.explore.kept ?? this.#explored;
    const { lesson, longPlace: long } = lessons;
    const place = { tab, lesson, files, ...(long && { long }) };
    const kept = { place, compare: compare.kept, training: training.kept };
    const keep = () => {
      const session = writeSession({ ...kept, explore: this.#explored });
      if (session !== desk.preferences.session) desk.preferences.change({ session });
    };
    this.#keep = keep;
    const timer = setTimeout(keep, REMEMBER_AFTER);
    return () => clearTimeout(timer);
  }

  /** Keeps the session now: the window closes. */
  keep(): void {
    this.#keep();
    void this.lessons.works?.shelf.keep();
  }
}

const [getApp, setOwn] = createContext<App>();
export { getApp };

/** Hands the window's state to the components below, to each screen its own. */
export function setApp(app: App): App {
  setDesk(app.desk);
  setExplore(app.explore);
  setCompare(app.compare);
  setLessons(app.lessons);
  setTraining(app.training);
  setLarge(app.large);
  setVerify(app.verify);
  setCheckpoint(app.checkpoint);
  setFiles(app.files);
  return setOwn(app);
}
