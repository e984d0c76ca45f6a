import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { unwritable } from '../workers/fileError.ts';
import { makeFolder } from './makeFolder.ts';
import { readSmallFile } from './readSmallFile.ts';
import { writeFileAtomic } from './writeFileAtomic.ts';

/** What the window keeps of one lesson, opaque to the service. */
export interface LessonDraft {
  readonly id: string;
  readonly text: string;
}

/** Bytes of a draft, tensors included. */
const MOST_BYTES = 64 * 2 ** 20;
/** Drafts that are read; older ones stay where they are. */
const MOST_DRAFTS = 200;
const ENDING = '.draft.json';

/**
 * Lessons as they are being written, a file each: they survive a crash, and several windows keep theirs side by side.
 */
export class LessonDrafts {
  readonly #folder: string | null;
  /** Where there is no folder they last as long as the program. */
  readonly #memory = new Map<string, string>();
  #writing: Promise<unknown> = Promise.resolve();

  /** @param folder  made when it is missing; null keeps drafts in memory only */
  constructor(folder: string | null) {
    this.#folder = folder;
  }

  async list(): Promise<readonly LessonDraft[]> {
    await this.#writing;
    if (this.#folder === null) return [...this.#memory].map(([id, text]) => ({ id, text }));
    const folder = this.#folder;
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(ENDING));
    const drafts: LessonDraft[] = [];
    for (const name of names.sort().slice(0, MOST_DRAFTS)) {
      const text = await readSmallFile(path.join(folder, name), MOST_BYTES);
      if (text !== null) drafts.push({ id: name.slice(0, -ENDING.length), text });
    }
    return drafts;
  }

  /**
   * Keeps a draft, one after another in the order of the calls.
   * @param text  null removes it
   * @throws InputError unwritable
   */
  keep(id: string, text: string | null): Promise<void> {
    const done = this.#writing.then(() => this.#keep(id, text));
    this.#writing = done.catch(() => undefined);
    return done;
  }

  async #keep(id: string, text: string | null): Promise<void> {
    if (this.#folder === null) {
      if (text === null) this.#memory.delete(id);
      else this.#memory.set(id, text);
      return;
    }
    const file = path.join(this.#folder, `${id}${ENDING}`);
    if (text === null) {
      await rm(file, { force: true }).catch((error: unknown) => {
        throw unwritable(file, error);
      });
      return;
    }
    await makeFolder(this.#folder);
    await writeFileAtomic(file, text);
  }

  /** Resolves when nothing is being written. */
  async idle(): Promise<void> {
    await this.#writing;
  }
}
