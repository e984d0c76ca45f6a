import { randomBytes } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { InputError } from '../../core/errors.ts';

/**
 * Writes a file whole or not at all: to a temporary file in the same folder, flushed, then renamed.
 * @throws InputError unwritable, in words that name the folder
 */
export async function writeFileAtomic(file: string, content: Uint8Array | string): Promise<void> {
  const temporary = path.join(
    path.dirname(file),
    `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`,
  );
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(file, error);
  }
}

/** Why a file cannot be written, and what to do. */
export function unwritable(file: string, error: unknown): InputError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  const folder = path.dirname(file);
  const reasons: Record<string, string> = {
    ENOENT: `the folder ${folder} does not exist. Make it, or choose another.`,
    ENOTDIR: `${folder} is not a folder. Choose another.`,
    EACCES: `no permission to write in ${folder}. Choose another folder.`,
    EPERM: `no permission to write in ${folder}. Choose another folder.`,
    EROFS: `${folder} is read-only. Choose another folder.`,
    ENOSPC: 'the disk is full. Make room, or choose another folder.',
    EISDIR: 'it is a folder. Give a file name.',
    EEXIST: 'a file stands where a folder is needed. Choose another folder.',
  };
  const message = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new InputError('unwritable', `${file} cannot be written: ${message}`, {
    file,
    reason: code,
  });
}
