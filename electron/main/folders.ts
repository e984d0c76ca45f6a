import fs from 'node:fs';
import { app } from 'electron';
import { readSmall, writeSmall } from './smallFile.ts';

type Purpose = 'open' | 'save';

/** The folders in which dialogs start: where the last one ended, else the user's documents (Electron's own choice is Downloads). */
export class Folders {
  readonly #file: string;

  /** @param file  absolute; remembers them between starts */
  constructor(file: string) {
    this.#file = file;
  }

  of(purpose: Purpose): string {
    const folder = this.#all()[purpose];
    return typeof folder === 'string' && fs.existsSync(folder) ? folder : app.getPath('documents');
  }

  remember(purpose: Purpose, folder: string): void {
    writeSmall(this.#file, { ...this.#all(), [purpose]: folder });
  }

  #all(): Partial<Record<Purpose, unknown>> {
    return readSmall(this.#file) ?? {};
  }
}
