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
  const message = error instanceof Error ? error.message : String(error);
  return new InputError('fileUnreadable', `${file} cannot be read: ${message}`, { file });
}
