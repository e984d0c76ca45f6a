import type { Stats } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { unwritable } from '../workers/fileError.ts';
import { takeAfter, targetOf } from './target.ts';
import { sweep, temporaryFor } from './temporaries.ts';

/** A file's whole content beside the place where it goes. */
export interface Staged {
  readonly temporary: string;
  readonly target: string;
}

/**
 * Writes a file whole or not at all: to a temporary file in the same folder, flushed, then renamed. A symbolic link stays one, and a file
 * that is replaced hands on its permissions.
 * @throws InputError unwritable, in words that name the folder
 */
export async function writeFileAtomic(file: string, content: Uint8Array | string): Promise<void> {
  const { path: target, present } = await writableTarget(file);
  const { temporary } = await stageFile(file, target, present, content);
  await moveInto(file, { temporary, target });
}

/**
 * Where a file goes that is written as a whole.
 * @throws InputError unwritable when something else than a file is there
 */
export async function writableTarget(file: string) {
  const target = await targetOf(file).catch((error: unknown) => {
    throw unwritable(file, error);
  });
  if (target.present?.isDirectory()) throw unwritable(file, { code: 'EISDIR' });
  if (target.present && !target.present.isFile())
    throw unwritable(file, new Error('it is a device or a pipe. Choose another name.'));
  return target;
}

/**
 * Writes a file's whole content beside its place, and clears away what processes that are gone have left there.
 * @throws InputError unwritable; nothing is left behind
 */
export async function stageFile(
  file: string,
  target: string,
  present: Stats | null,
  content: Uint8Array | string,
): Promise<Staged> {
  await sweep(path.dirname(target));
  const temporary = temporaryFor(target);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await takeAfter(temporary, present);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(file, error);
  }
  return { temporary, target };
}

/** @throws InputError unwritable; the temporary file is gone then */
export async function moveInto(file: string, { temporary, target }: Staged): Promise<void> {
  try {
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(file, error);
  }
}
