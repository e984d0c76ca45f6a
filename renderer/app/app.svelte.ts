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
import type { TensorInfo } from '../ui/host.ts';
import { fetchLater } from './later.ts';
import type { Undo } from '../ui/undo.svelte.ts';
import { painted } from '../ui/painted.ts';
import { setVerify, Verify } from '../verify/verify.svelte.ts';
import { Document } from './document.svelte.ts';
import { Exports } from './exports.svelte.ts';
import { writeSession, type Session } from './session.ts';
import type { FilesPage, Tab } from './tabs.ts';

/** What the window needs before anything is shown. */
export interface StartData extends DeskData {
  /** What is remembered of the last use. */
  readonly session: Session;
}

/** Milliseconds. */
const REMEMBER_AFTER = 500;

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
  readonly exports: Exports;
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
    this.exports = new Exports(this);
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
    this.exports.preset = picture?.preset ?? null;
    if (!view) return;
    explore.lookAs(view);
    if (view.step !== undefined) explore.timeline.scrub(view.step);
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
    return this.document.save({ ...this.exports.request('json', 2), request }, as);
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
