import fs from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, nativeImage, type WebContents } from 'electron';

/** Width of the picture under the pointer, in pixels. */
const ICON_WIDTH = 160;

let folder: string | null = null;

/** Holds what is dragged until the program ends: who takes it copies it in its own time. */
function draggedFiles(): string {
  if (folder !== null) return folder;
  const made = fs.mkdtempSync(path.join(app.getPath('temp'), 'normscope-'));
  app.once('will-quit', () => {
    folder = null;
    fs.rmSync(made, { recursive: true, force: true });
  });
  return (folder = made);
}

/**
 * Hands a picture to the pointer that drags over the page, as a file for other programs.
 * @param name  of the file, without a folder
 */
export async function dragOut(page: WebContents, png: Uint8Array, name: string): Promise<void> {
  const file = path.join(draggedFiles(), path.basename(name));
  await writeFile(file, png);
  const icon = nativeImage.createFromBuffer(Buffer.from(png)).resize({ width: ICON_WIDTH });
  page.startDrag({ file, icon });
}
