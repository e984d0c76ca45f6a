import { InputError } from '../../core/errors.ts';
import { memorySource } from '../../core/io/byteSource.ts';
import { isJsonList } from '../../core/io/json.ts';
import { shown } from '../../core/io/shown.ts';
import type { ComputeRequest, TensorRef } from '../../core/request.ts';
import type { HostEvents } from '../ipc/contract.ts';
import { failure } from '../ipc/dispatch.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { readHead } from '../workers/fileSource.ts';
import { isPicture } from '../workers/formats.ts';
import type { Host } from './host.ts';
import type { FileHandles, KnownFile } from './fileHandles.ts';
import type { LargeFiles } from './largeFiles.ts';
import { isLesson, openLesson } from './openLesson.ts';
import type { LessonPlaces } from './lessonPlaces.ts';
import { progressEvents } from './progressEvents.ts';
import type { Run } from './run.ts';
import type { OpenOptions } from './findTensors.ts';
import type { OpenedTensors, TensorStore } from './tensors.ts';
import { openInWindow } from './windowDocument.ts';

/** What became of some files. */
export interface OpenedFiles {
  /** The tensors of every file that could be read. */
  readonly opened: readonly (readonly TensorInfo[])[];
  readonly failures: readonly {
    readonly error: unknown;
    readonly failed: HostEvents['failed'];
  }[];
}

/** What opens files. */
export interface Opener {
  readonly tensors: TensorStore;
  readonly large: LargeFiles;
  readonly handles: FileHandles;
  readonly places: LessonPlaces;
  /** Of Runner. */
  readonly run: (request: ComputeRequest) => Promise<Run>;
  readonly prepare: (tensor: TensorRef) => Promise<void>;
  /** A name for a job of its own. */
  readonly newJob: () => string;
}

/** A JSON file is a report, unless it begins with a list. What cannot be read says so later. */
async function isReport(file: string): Promise<boolean> {
  if (!file.toLowerCase().endsWith('.json')) return false;
  try {
    return !isJsonList(memorySource(await readHead(file, 64)));
  } catch {
    return true;
  }
}

const nameOf = (host: Host, file: string): string => host.nameOf?.(file) ?? file;

/** Files that are one tensor. */
type Group = readonly [first: string, ...more: string[]];

/** Files as they are opened: each for itself, but pictures, which are one tensor together. */
export function together(host: Host, files: readonly string[]): readonly Group[] {
  const pictures = files.filter((file) => isPicture(nameOf(host, file)));
  const [first, ...more] = pictures;
  return files.flatMap((file): Group[] => {
    if (!pictures.includes(file)) return [[file]];
    return file === first ? [[file, ...more]] : [];
  });
}

/**
 * Reads files that a host's user chose, each for itself: one that cannot be read does not keep the others from opening.
 * A JSON document is not among the opened: the host is told what it is about; nor is a file beyond the memory limit: the host is asked what
 * to do with it.
 */
export async function openFiles(
  opener: Opener,
  host: Host,
  files: readonly string[],
): Promise<OpenedFiles> {
  const { tensors, large, run, prepare, newJob } = opener;
  const opened: (readonly TensorInfo[])[] = [];
  const read: string[] = [];
  const failures: OpenedFiles['failures'][number][] = [];
  for (const [file, ...more] of together(host, files)) {
    const name = nameOf(host, file);
    const id = newJob();
    try {
      if (await large.isLarge(file)) {
        host.emit('large', await large.hold(host, file, name));
        continue;
      }
      const onProgress = progressEvents(host, id, name, null);
      if (await isLesson(file)) {
        const lesson = await openLesson(file, name);
        host.emit('lesson', { lesson, name, place: opener.places.add(host, file) });
        host.fileOpened?.(file, false);
      } else if (await isReport(file)) {
        const [event, told] = await openInWindow({ tensors, run }, file, name);
        host.emit(event, told);
        // Saving saves the work of Explore: a page's file is not written over.
        host.fileOpened?.(file, event === 'restored');
      } else {
        const others = more.map((path) => ({ path, name: nameOf(host, path) }));
        const known = { path: file, name, more: others };
        const found = await openKnown(opener, host, known, { id, onProgress });
        opened.push(found);
        // A single tensor is shown at once; whatever is wrong with it is told then.
        if (found[0] && found.length === 1) void prepare(found[0].ref).catch(() => undefined);
        host.fileOpened?.(file, false);
        // What was opened may be read again: it stays until it is closed.
        continue;
      }
    } catch (thrown) {
      // A report stays at hand until its tensor has been located, or nobody wants to.
      const error =
        thrown instanceof InputError && LACKING.test(thrown.code)
          ? withHandle(thrown, opener.handles.add(host, file, name))
          : thrown;
      const { code, message, details } = failure(error, console.error);
      failures.push({ error, failed: { code, message, details } });
    }
    if (!opener.handles.has(host, file)) read.push(file);
  }
  await host.filesRead?.(read);
  return { opened, failures };
}

/** Errors of a document whose tensor is to be located. */
export const LACKING = /^(?:report|page)Tensor$/;

export const withHandle = ({ code, message, details }: InputError, handle: string) =>
  new InputError(code, message, { ...details, handle });

/**
 * Opens a file with those that are one tensor with it.
 * @throws InputError as TensorStore's open and openImages do
 */
export function openTogether(
  tensors: TensorStore,
  { path, name, more }: Pick<KnownFile, 'path' | 'name' | 'more'>,
  options: OpenOptions,
): Promise<OpenedTensors> {
  const how = { ...options, name };
  return more.length > 0
    ? tensors.openImages([{ path, name }, ...more], how)
    : tensors.open(path, how);
}

/** Errors that another way of reading may mend: the file stays at hand. */
const MENDABLE = /^(?:integer-dtype|csv-.*)$/;
/** Skipped members that are told. */
const MOST_TOLD = 500;

/**
 * Opens the tensors of a file that stays at hand, and tells what was passed over.
 * @throws InputError with the handle of the file among its details, where it can be opened in another way
 */
export async function openKnown(
  { tensors, handles }: Opener,
  host: Host,
  { path, name, more = [] }: Pick<KnownFile, 'path' | 'name'> & Partial<KnownFile>,
  options: OpenOptions,
): Promise<readonly TensorInfo[]> {
  const handle = handles.add(host, path, name, more);
  try {
    const found = await openTogether(tensors, { path, name, more }, { ...options, file: handle });
    tellSkipped(host, handle, name, found);
    return found.tensors;
  } catch (error) {
    if (error instanceof InputError && MENDABLE.test(error.code)) throw withHandle(error, handle);
    handles.remove(handle);
    throw error;
  }
}

/** Tells a window which members of a file were passed over. */
export function tellSkipped(
  host: Host,
  handle: string,
  file: string,
  { skipped }: OpenedTensors,
): void {
  if (skipped.length === 0) return;
  const members = skipped.slice(0, MOST_TOLD);
  host.emit('skipped', { handle, file: shown(file), members, total: skipped.length });
}
