import path from 'node:path';
import { InputError } from '../../core/errors.ts';

/** What the system says about a file that cannot be read, in words. */
export function fileError(file: string, error: unknown): InputError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOENT')
    return new InputError('fileMissing', `${file}: there is no such file. Check the path.`, {
      file,
    });
  if (code === 'EISDIR')
    return new InputError('fileUnreadable', `${file} is a folder; expected a file.`, { file });
  if (code === 'EACCES' || code === 'EPERM')
    return new InputError('fileUnreadable', `${file}: no permission to read it.`, { file });
  if (code === 'ELOOP')
    return new InputError('fileUnreadable', `${file}: its symbolic links go round in a circle.`, {
      file,
    });
  const message = error instanceof Error ? error.message : String(error);
  return new InputError('fileUnreadable', `${file} cannot be read: ${message}`, { file });
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
    ENAMETOOLONG: 'its name is too long. Choose a shorter one.',
    ELOOP: 'its symbolic links go round in a circle. Choose another name.',
  };
  const message = reasons[code] ?? (error instanceof Error ? error.message : String(error));
  return new InputError('unwritable', `${file} cannot be written: ${message}`, {
    file,
    reason: code,
  });
}
