import { app } from 'electron';
import { fileArguments } from './fileArguments.ts';

/** Paths that a second start sent along; anything else is ignored. */
function sentFiles(data: unknown): string[] | null {
  const files = (data as { files?: unknown } | null)?.files;
  return Array.isArray(files) && files.every((file) => typeof file === 'string') ? files : null;
}

/**
 * Lets one instance run for a profile. A second one hands over its files and ends.
 * @param files   absolute paths from this instance's command line
 * @param opened  called in the first instance with a second one's files
 * @returns whether this is the first instance; if not, the caller must quit
 */
export function setUpSingleInstance(
  files: readonly string[],
  opened: (files: readonly string[]) => void,
): boolean {
  // Chromium reorders and adds arguments on the way, so the files travel as data.
  if (!app.requestSingleInstanceLock({ files })) return false;
  app.on('second-instance', (_event, argv, directory, data) => {
    opened(sentFiles(data) ?? fileArguments(argv, directory, process.defaultApp));
  });
  return true;
}
