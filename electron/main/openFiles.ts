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
