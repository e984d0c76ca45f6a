import { mkdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { unwritable } from '../workers/fileError.ts';

/**
 * Makes a folder and those above it. Node's own `recursive` never ends below a folder that refuses new entries with
 * ENOENT, as /proc does.
 * @throws InputError unwritable
 */
export async function makeFolder(folder: string): Promise<void> {
  const isFolder = async (name: string) =>
    (await stat(name).catch(() => null))?.isDirectory() ?? false;
  if (await isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    if (await isFolder(folder)) return;
    const code = (error as NodeJS.ErrnoException).code;
    throw unwritable(folder, code === 'ENOENT' ? { code: 'EPERM' } : error);
  }
}
