import { createContext } from 'svelte';
import type { ImageSpec } from '../../core/io/image/imageSpec.ts';
import { sameTensor, type TensorRef } from '../../core/request.ts';
import type { HostEvents } from '../../electron/ipc/contract.ts';
import type { Desk } from '../ui/desk.svelte.ts';
import { callHost, type Failure, type TensorInfo } from '../ui/host.ts';
import { baseName, handlesOf, successorOf, type OpenedFile } from './openedFile.ts';
import { missingTensor, type MissingTensor } from './missing.ts';
import { tableSays, type TableOptions } from './tableFile.ts';
import { Tables } from './tables.svelte.ts';

/** Pictures that are one tensor, and how they were read. */
export interface PictureFile {
  readonly handle: string;
  readonly name: string;
  readonly spec: ImageSpec;
}

/** What the screens do when tensors are closed or replaced. */
export interface Screens {
  /** Makes a tensor the one that is looked at. */
  readonly show: (info: TensorInfo) => void;
  /** True for the tensor that is looked at. */
  readonly shows: (ref: TensorRef) => boolean;
  /**
   * Goes on without tensors that are closed (null), or with those that took their place.
   * @returns puts everything back, where nothing was done since
   */
  readonly retarget: (now: (ref: TensorRef) => TensorRef | null) => () => void;
}

/** Milliseconds in which a closed tensor can be had back as it was. */
const HAD_BACK_FOR = 10_000;

/** Files that were opened in this window: what they hold, what was passed over, and other ways to read them. */
export class Files {
  #known = $state.raw<ReadonlyMap<string, OpenedFile>>(new Map());
  /** Handle of the file whose tensors are listed to choose from. */
  listed = $state.raw<string | null>(null);
  readonly tables = new Tables({
    read: (handle, csv) => this.#reopen(handle, { csv }, true),
    left: (handle) => {
      if (!this.#known.has(handle)) void callHost(this.#desk.api, 'file.release', handle);
    },
  });
  /** A report whose tensor is to be located. */
  missing = $state.raw<MissingTensor | null>(null);
  /** Pictures about whose reading something is to be decided. */
  picture = $state.raw<PictureFile | null>(null);
  /** A tensor is being made. */
  making = $state(false);
  /** A file is being read in another way. */
  busy = $state.raw(false);
  readonly #skipped = new Map<string, HostEvents['skipped']>();
  readonly #desk: Desk;
  readonly #screens: Screens;

  constructor(desk: Desk, screens: Screens) {
    this.#desk = desk;
    this.#screens = screens;
  }

  /** The file of a tensor, if it is known as a whole. */
  of({ file }: TensorInfo): OpenedFile | null {
    return file === undefined ? null : this.byHandle(file);
  }

  byHandle(handle: string): OpenedFile | null {
    return this.#known.get(handle) ?? null;
  }

  /** Files that are open, in the order in which they were opened. */
  get all(): readonly OpenedFile[] {
    const listed = new Set(handlesOf(this.#desk.tensors));
    return [...this.#known.values()].filter(({ handle }) => listed.has(handle));
  }

  /** Every tensor that can be chosen: the listed ones, and of each file all that it holds. */
  get tensors(): readonly TensorInfo[] {
    const seen = new Set<string>();
    return this.#desk.tensors.flatMap((info) => {
      const file = this.of(info);
      if (!file) return [info];
      if (seen.has(file.handle)) return [];
      seen.add(file.handle);
      return file.tensors;
    });
  }

  /** Members of a file were passed over; its tensors come next. */
  passedOver(skipped: HostEvents['skipped']): void {
    this.#skipped.set(skipped.handle, skipped);
  }

  /**
   * Takes in tensors that were opened just now.
   * @returns the first tensor of each file: the others wait in its list
   */
  take(tensors: readonly TensorInfo[]): readonly TensorInfo[] {
    for (const handle of handlesOf(tensors)) {
      const own = tensors.filter(({ file }) => file === handle);
      this.#keep(handle, own);
      this.#tell(handle, own);
    }
    const seen = new Set<string>();
    return tensors.filter(({ file }) => {
      if (file === undefined) return true;
      const first = !seen.has(file);
      seen.add(file);
      return first;
    });
  }

  /** Says why a file could not be opened, and offers what can be done about it. */
  failed(failure: Failure): void {
    const { toasts, i18n } = this.#desk;
    const { handle, file } = failure.details;
    const name = typeof file === 'string' ? baseName(file) : null;
    const known = typeof handle === 'string' ? handle : null;
    if (known !== null && (failure.code === 'reportTensor' || failure.code === 'pageTensor')) {
      // Of a document that lacks several files, the next is asked for.
      if (this.missing?.handle !== known) this.leaveMissing();
      this.missing = missingTensor(known, failure);
      return;
    }
    const mendable = failure.code.startsWith('csv-') && failure.code !== 'csv-text';
    if (known !== null && mendable) return this.tables.ask(known, name ?? '');
    const release = () => {
      if (known !== null) void callHost(this.#desk.api, 'file.release', known);
    };
    const converts = known !== null && failure.code === 'integer-dtype';
    if (!converts) release();
    toasts.add(
      'failed',
      name === null ? i18n.t('open.failed') : i18n.t('file.failed', { file: name }),
      i18n.failure(withoutFile(failure)),
      converts
        ? { text: i18n.t('file.convert'), run: () => void this.convert(known), missed: release }
        : undefined,
    );
  }

  /** Asks for the file of a report's tensor. @returns why it is none, or null */
  async locate(missing: MissingTensor): Promise<Failure | null> {
    this.busy = true;
    const outcome = await callHost(this.#desk.api, 'report.locate', missing.handle);
    this.busy = false;
    if (!outcome.ok) return outcome;
    if (outcome.value && this.missing === missing) this.missing = null;
    return null;
  }

  /** A report whose tensor nobody locates is let go. */
  leaveMissing(): void {
    const { missing } = this;
    this.missing = null;
    if (missing) void callHost(this.#desk.api, 'file.release', missing.handle);
  }

  /** A tensor goes by another reference from now on. */
  renamed(before: TensorInfo, after: TensorInfo): void {
    const file = this.of(before);
    if (!file) return;
    const tensors = file.tensors.map((each) => (sameTensor(each.ref, before.ref) ? after : each));
    this.#known = new Map(this.#known).set(file.handle, { ...file, tensors });
  }

  /** Opens a file with its integers as float32. */
  async convert(handle: string): Promise<void> {
    await this.#reopen(handle, { convertIntegers: true });
  }

  /** Asks how the pictures of a tensor are to be read. */
  askPictures({ file, name, image }: TensorInfo): void {
    if (file !== undefined && image) this.picture = { handle: file, name, spec: image };
  }

  /** Reads pictures in another size, or on another scale. @returns why that failed */
  readPictures(handle: string, image: ImageSpec): Promise<Failure | null> {
    return this.#reopen(handle, { image }, true);
  }

  /** Takes tensors from the list; of a file of which none is left all is closed. They can be had back for a moment. */
  close(closing: readonly TensorInfo[]): void {
    const { desk, screens } = { desk: this.#desk, screens: this.#screens };
    const [first] = closing;
    if (!first) return;
    const before = desk.tensors;
    desk.tensors = before.filter((info) => !closing.includes(info));
    const isClosed = (ref: TensorRef) => closing.some((info) => sameTensor(info.ref, ref));
    const putBack = screens.retarget((ref) => (isClosed(ref) ? null : ref));
    const name =
      closing.length === 1 || first.file === undefined ? first.name : baseName(first.source);
    const handles = handlesOf(closing);
    const run = () => {
      desk.add(closing);
      desk.tensors = [...desk.tensors].sort((a, b) => placeIn(before, a) - placeIn(before, b));
      putBack();
    };
    desk.toasts.add('done', desk.i18n.t('file.closed', { name }), undefined, {
      text: desk.i18n.t('file.closedUndo'),
      run,
      within: HAD_BACK_FOR,
      missed: () => this.#letGo(closing, handles),
    });
  }

  /** Closes at the service what has left the list for good. */
  #letGo(closing: readonly TensorInfo[], handles: readonly string[]): void {
    const { api, tensors } = this.#desk;
    const inList = (handle: string) => tensors.some(({ file }) => file === handle);
    const left = handles.filter((handle) => !inList(handle));
    const known = new Map(this.#known);
    const alone = closing.filter(({ file }) => file === undefined);
    const whole = left.flatMap((handle) => known.get(handle)?.tensors ?? []);
    for (const handle of left) {
      known.delete(handle);
      this.tables.forget(handle);
      this.#skipped.delete(handle);
    }
    this.#known = known;
    const refs = [...alone, ...whole].map(({ ref }) => ref);
    if (refs.length > 0) void callHost(api, 'tensor.close', refs);
  }

  /** @param quiet  the failure is the caller's to show */
  async #reopen(
    handle: string,
    how: {
      readonly convertIntegers?: boolean;
      readonly csv?: TableOptions;
      readonly image?: ImageSpec;
    },
    quiet = false,
  ): Promise<Failure | null> {
    this.busy = true;
    const outcome = await callHost(this.#desk.api, 'file.reopen', { handle, ...how });
    this.busy = false;
    if (!outcome.ok) {
      if (!quiet) this.failed(outcome);
      return outcome;
    }
    this.#replace(handle, outcome.value);
    return null;
  }

  #replace(handle: string, tensors: readonly TensorInfo[]): void {
    const desk = this.#desk;
    const before = desk.tensors.filter(({ file }) => file === handle);
    if (before.length === 0) return desk.showOpened(tensors);
    this.#keep(handle, tensors);
    const shown = before.some(({ ref }) => this.#screens.shows(ref));
    const now = new Map(before.map((old) => [old, successorOf(old, tensors)]));
    const [first] = tensors;
    const lost = first !== undefined && [...now.values()].every((info) => info === null);
    const at = desk.tensors.findIndex(({ file }) => file === handle);
    const left = desk.tensors.flatMap((info) => (now.has(info) ? (now.get(info) ?? []) : [info]));
    desk.tensors = lost ? left.toSpliced(at, 0, first) : left;
    this.#screens.retarget((ref) => {
      const old = before.find((info) => sameTensor(info.ref, ref));
      return old ? (now.get(old)?.ref ?? null) : ref;
    });
    if (shown && lost) this.#screens.show(first);
    this.#tell(handle, tensors);
  }

  #keep(handle: string, tensors: readonly TensorInfo[]): void {
    const name = baseName(tensors[0]?.source ?? '');
    const skipped = this.#skipped.get(handle) ?? null;
    this.#known = new Map(this.#known).set(handle, { handle, name, tensors, skipped });
  }

  /** Says what was taken for what, and what was passed over; of several tensors lets one be chosen. */
  #tell(handle: string, [first, ...others]: readonly TensorInfo[]): void {
    const { toasts, i18n } = this.#desk;
    const { t } = i18n;
    const file = this.byHandle(handle);
    if (!first || !file) return;
    if (others.length > 0) {
      this.listed = handle;
      return;
    }
    const { image } = first;
    if (image) {
      const remarks = (first.remarks ?? []).map((remark) => t(`image.remark.${remark}`));
      const { width, height } = image;
      const text = [
        t('image.says', { width, height }),
        t(`image.scale.${image.scale}`),
        ...remarks,
      ];
      toasts.add('done', first.name, text.join(' · '), {
        text: t('file.readingButton'),
        run: () => this.askPictures(first),
        within: 2 * HAD_BACK_FOR,
      });
      return;
    }
    const said = first.reading ? tableSays(first.reading, i18n) : [];
    if (said.length > 0)
      toasts.add('done', file.name, said.join(' · '), {
        text: t('file.readingButton'),
        run: () => this.tables.ask(handle, file.name),
        within: 2 * HAD_BACK_FOR,
      });
    if (file.skipped)
      toasts.add(
        'done',
        t('members.skippedOf', { file: file.name, n: file.skipped.total }),
        undefined,
        {
          text: t('members.show'),
          run: () => (this.listed = handle),
          within: 2 * HAD_BACK_FOR,
        },
      );
  }
}

/** What went wrong without the file's name before it, which stands above. */
function withoutFile(failure: Failure): Failure {
  const { message, details } = failure;
  const before = `${details['file']}: `;
  if (!message.startsWith(before)) return failure;
  const rest = message.slice(before.length);
  return { ...failure, message: rest.charAt(0).toUpperCase() + rest.slice(1) };
}

const placeIn = (list: readonly TensorInfo[], info: TensorInfo): number => {
  const at = list.indexOf(info);
  return at < 0 ? list.length : at;
};

export const [getFiles, setFiles] = createContext<Files>();
