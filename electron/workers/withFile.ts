import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { refuseOtherFiles } from '../../core/io/recognize.ts';
import { shown } from '../../core/io/shown.ts';
import { openFileSource, type FileSource } from './fileSource.ts';
import { EXTENSIONS } from './formats.ts';
import type { FileJob } from './jobs.ts';
import type { ReportProgress } from './progress.ts';
import { withFileName } from './withFileName.ts';

/**
 * Opens the file of a job, and lets what goes wrong name it.
 * @throws InputError fileKind, fileMissing, fileUnreadable, those of recognize.ts and of the work
 */
export function withFile<T>(
  { path: at, name = at }: Pick<FileJob, 'path' | 'name'>,
  report: ReportProgress,
  work: (source: FileSource, extension: string) => T,
): Promise<T> {
  return withFileName(name, () => {
    const extension = path.extname(at).slice(1).toLowerCase();
    const source = openFileSource(at, report);
    try {
      refuseOtherFiles(source);
      if (!EXTENSIONS.includes(extension)) throw unknownKind(name);
      return Promise.resolve(work(source, extension));
    } finally {
      source.close();
    }
  });
}

function unknownKind(name: string): InputError {
  const endings = EXTENSIONS.map((known) => `.${known}`).join(', ');
  return new InputError(
    'fileKind',
    `expected a file that ends in ${endings}, got "${shown(path.basename(name))}".`,
    { endings },
  );
}
