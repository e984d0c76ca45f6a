import { app } from 'electron';

export interface Lifecycle {
  readonly hasWindow: () => boolean;
  readonly openWindow: () => void;
  /** Ends worker threads and finishes writing; awaited before the app ends. */
  readonly close: () => Promise<void>;
}

/** Longest wait for close(), so that a hung worker cannot keep the app from ending. */
const CLOSE_MILLISECONDS = 3000;

const timeout = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Files of starts that came while the app ended: it starts again with them. */
class NextStart {
  #files: string[] | null = null;
  ending = false;

  /** @returns false while the app is not ending, and can open them itself */
  take(files: readonly string[]): boolean {
    if (this.ending) this.#files = [...(this.#files ?? []), ...files];
    return this.ending;
  }

  go(): void {
    if (!this.#files) return;
    // Run from source, the first argument is the app's own folder.
    const own = process.argv.slice(1, process.defaultApp ? 2 : 1);
    app.relaunch({ args: [...own, ...this.#files] });
  }
}

/**
 * When the app ends: with its last window, except on macOS, where the dock opens a new one.
 * @returns takes files from outside while the app ends; false when it does not
 */
export function setUpLifecycle(options: Lifecycle): (files: readonly string[]) => boolean {
  const { hasWindow, openWindow, close } = options;
  const next = new NextStart();
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (!hasWindow() && !next.ending) openWindow();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return next.go();
    event.preventDefault();
    if (next.ending) return;
    next.ending = true;
    const settled = close().catch(() => undefined);
    void Promise.race([settled, timeout(CLOSE_MILLISECONDS)]).then(() => {
      closed = true;
      app.quit();
    });
  });
  return (files) => next.take(files);
}
