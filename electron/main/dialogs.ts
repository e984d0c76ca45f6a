import path from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { SaveRequest } from '../service/host.ts';
import { EXTENSIONS } from '../workers/formats.ts';
import { SHELL_TEXTS } from '../../core/texts/shell.ts';
import fs from 'node:fs';
import { readSmall, writeSmall } from './smallFile.ts';

/**
 * Asks for tensors.
 * @param folder  where the dialog starts
 * @returns       absolute paths, none when cancelled
 */
export async function askForTensors(
  window: BrowserWindow,
  language: Language,
  folder: string,
): Promise<string[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    title: SHELL_TEXTS.openTitle[language],
    defaultPath: folder,
    filters: [
      { name: SHELL_TEXTS.tensorFiles[language], extensions: [...EXTENSIONS] },
      { name: SHELL_TEXTS.allFiles[language], extensions: ['*'] },
    ],
    properties: ['openFile', 'multiSelections'],
  });
  return canceled ? [] : filePaths;
}

/** What a dialog is for: an export, or the document itself. */
export type DialogTitle = 'saveTitle' | 'save';

/**
 * Asks where to save. A name without the extension gets it and is asked about again, so that the
 * system's own question about overwriting is about the file that is written.
 * @param folder  where the dialog starts
 * @returns       an absolute path, or null when cancelled
 */
export async function askWhereToSave(
  window: BrowserWindow,
  language: Language,
  { folder, title }: { readonly folder: string; readonly title: DialogTitle },
  { name, extension, description }: Omit<SaveRequest, 'bytes'>,
): Promise<string | null> {
  let suggested = path.join(folder, name);
  for (;;) {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: SHELL_TEXTS[title][language],
      defaultPath: suggested,
      filters: [{ name: description, extensions: [extension] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || !filePath) return null;
    if (path.extname(filePath).toLowerCase() === `.${extension}`) return filePath;
    suggested = `${filePath}.${extension}`;
  }
}

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
