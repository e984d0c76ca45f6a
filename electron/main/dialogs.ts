import path from 'node:path';
import { dialog, type BrowserWindow } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { SaveRequest } from '../service/host.ts';
import { EXTENSIONS } from '../workers/formats.ts';
import { SHELL_TEXTS } from '../../core/texts/shell.ts';

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

/**
 * Asks where to save. A name without the extension gets it and is asked about again, so that the
 * system's own question about overwriting is about the file that is written.
 * @param folder  where the dialog starts
 * @returns       an absolute path, or null when cancelled
 */
export async function askWhereToSave(
  window: BrowserWindow,
  language: Language,
  folder: string,
  { name, extension, description }: Omit<SaveRequest, 'bytes'>,
): Promise<string | null> {
  let suggested = path.join(folder, name);
  for (;;) {
    const { canceled, filePath } = await dialog.showSaveDialog(window, {
      title: SHELL_TEXTS.saveTitle[language],
      defaultPath: suggested,
      filters: [{ name: description, extensions: [extension] }],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    if (canceled || !filePath) return null;
    if (path.extname(filePath).toLowerCase() === `.${extension}`) return filePath;
    suggested = `${filePath}.${extension}`;
  }
}
