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

/** When the app ends: with its last window, except on macOS, where the dock opens a new one. */
export function setUpLifecycle({ hasWindow, openWindow, close }: Lifecycle): void {
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('activate', () => {
    if (!hasWindow()) openWindow();
  });
  let closed = false;
  app.on('will-quit', (event) => {
    if (closed) return;
    closed = true;
    event.preventDefault();
    const settled = close().catch(() => undefined);
    void Promise.race([settled, timeout(CLOSE_MILLISECONDS)]).then(() => app.quit());
  });
}
