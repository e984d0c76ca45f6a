import path from 'node:path';
import { app } from 'electron';
import { readSmall, writeSmall } from './smallFile.ts';

const MOST = 10;

/** The files that were opened last, the newest first: for the menu, and for the system's dock or jump list. */
export class RecentFiles {
  readonly #file: string;
  readonly #changed: () => void;

  /**
   * @param file     absolute; remembers them between starts
   * @param changed  told of every change
   */
  constructor(file: string, changed: () => void) {
    this.#file = file;
    this.#changed = changed;
  }

  /** Absolute paths. */
  list(): readonly string[] {
    const found = readSmall(this.#file);
    const paths = Array.isArray(found) ? (found as unknown[]) : [];
    return paths
      .filter((each): each is string => typeof each === 'string' && path.isAbsolute(each))
      .slice(0, MOST);
  }

  /** @param file  absolute path of a file that was opened */
  add(file: string): void {
    const before = this.list();
    if (before[0] === file) return;
    writeSmall(this.#file, [file, ...before.filter((each) => each !== file)].slice(0, MOST));
    app.addRecentDocument(file);
    this.#changed();
  }

  clear(): void {
    writeSmall(this.#file, []);
    app.clearRecentDocuments();
    this.#changed();
  }
}
