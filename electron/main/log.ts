import fs from 'node:fs';
import path from 'node:path';
import { shell } from 'electron';

const MAX_BYTES = 1_000_000;

/** A text file that keeps what went wrong; the one before it is kept as `.old`. */
export class Log {
  readonly file: string;

  /** @param file  absolute */
  constructor(file: string) {
    this.file = file;
  }

  /** Appends a line or a stack trace. Never throws: there is nobody left to tell. */
  add(what: string, cause: unknown): void {
    const text = cause instanceof Error ? (cause.stack ?? cause.message) : JSON.stringify(cause);
    try {
      fs.mkdirSync(path.dirname(this.file), { recursive: true });
      this.#turnOver();
      fs.appendFileSync(this.file, `${new Date().toISOString()} ${what}: ${text}\n`);
    } catch {
      // The disk is full or the folder is read-only.
    }
  }

  /** Shows the file in the system's file manager, the first entry made if there is none. */
  show(): void {
    if (!fs.existsSync(this.file)) this.add('log', 'nothing has gone wrong so far');
    shell.showItemInFolder(this.file);
  }

  #turnOver(): void {
    const size = fs.statSync(this.file, { throwIfNoEntry: false })?.size ?? 0;
    if (size > MAX_BYTES) fs.renameSync(this.file, `${this.file}.old`);
  }
}
