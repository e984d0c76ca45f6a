import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { app } from 'electron';

/** Holds files until the window can be told of them, then opens them at once. */
export class OpenFiles {
  readonly #open: (paths: readonly string[]) => void;
  #waiting: string[] = [];
  #listening = false;

  /** @param open  reads files and tells the window; called only while it listens */
  constructor(open: (paths: readonly string[]) => void) {
    this.#open = open;
  }

  /** @param paths  absolute */
  add(paths: readonly string[]): void {
    this.#waiting.push(...paths);
    this.#flush();
  }

  /** The window listens (it has loaded), or no longer does (it is closed, loading or gone). */
  setListening(listening: boolean): void {
    this.#listening = listening;
    this.#flush();
  }

  #flush(): void {
    if (!this.#listening || this.#waiting.length === 0) return;
    const paths = this.#waiting;
    this.#waiting = [];
    this.#open(paths);
  }
}

/** macOS names files by an event, at the start even before the app is ready. */
export function setUpOpenFileEvents(opened: (paths: readonly string[]) => void): void {
  app.on('open-file', (event, path) => {
    event.preventDefault();
    opened([path]);
  });
}

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

/** A path, or the path of a file: address, which Linux desktops pass for an associated file. */
function toPath(argument: string, directory: string): string | null {
  if (!argument.startsWith('file:')) return path.resolve(directory, argument);
  try {
    return fileURLToPath(argument);
  } catch {
    return null;
  }
}

/**
 * Absolute paths of the files that a command line names.
 * @param argv        the whole command line, the executable first
 * @param directory   what relative paths are relative to
 * @param defaultApp  whether the first argument is the app's own folder, as in `electron .`
 */
export function fileArguments(
  argv: readonly string[],
  directory: string,
  defaultApp: boolean,
): string[] {
  // Switches are Chromium's and Electron's; the app has none.
  const plain = argv.slice(1).filter((argument) => argument !== '' && !argument.startsWith('-'));
  const named = defaultApp ? plain.slice(1) : plain;
  return named.map((name) => toPath(name, directory)).filter((name) => name !== null);
}
