import { app, dialog, type BrowserWindow } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { Log } from './log.ts';
import type { OneDialog } from './oneDialog.ts';
import { SHELL_TEXTS } from '../../core/texts/shell.ts';

/** The terminal that the app was started from is gone: no reason to end. */
const isBrokenPipe = (error: Error) => (error as NodeJS.ErrnoException).code === 'EPIPE';

/**
 * Logs failures of the main process and its children; one that nobody caught ends the app, and says so.
 * @returns what ends the app for an error that leaves it without a window
 */
export function setUpCrashHandling(log: Log, language: () => Language): (error: unknown) => void {
  function fatal(error: unknown): void {
    log.add('uncaught exception', error);
    const words = app.isReady() ? language() : 'en';
    const message = error instanceof Error ? error.message : String(error);
    const text = `${message}\n\n${SHELL_TEXTS.log[words]}: ${log.file}`;
    dialog.showErrorBox(SHELL_TEXTS.mainFailed[words], text);
    app.exit(1);
  }
  process.on('uncaughtException', (error) => {
    if (!isBrokenPipe(error)) fatal(error);
  });
  process.on('unhandledRejection', (reason) => log.add('unhandled rejection', reason));
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') log.add('child process gone', details);
  });
  return fatal;
}

/** Chromium's ERR_ABORTED: a load that another one replaced. */
const ABORTED = -3;

type Text = keyof typeof SHELL_TEXTS;

/** Offers to load the window again when its process is gone, hangs, or could not load the page. */
export function watchForCrashes(
  window: BrowserWindow,
  log: Log,
  language: () => Language,
  dialogs: OneDialog,
): void {
  let asking = false;
  /** Its process was ended to load the page in a new one. */
  let ending = false;

  async function offer(message: Text, other: Text, detail?: string): Promise<void> {
    if (asking || window.isDestroyed()) return;
    asking = true;
    if (!window.isVisible()) window.show();
    const buttons = [SHELL_TEXTS.reload[language()], SHELL_TEXTS[other][language()]];
    const answer = await dialogs.inTurn(async () =>
      window.isDestroyed()
        ? null
        : dialog.showMessageBox(window, {
            type: 'error',
            message: SHELL_TEXTS[message][language()],
            buttons,
            defaultId: 0,
            cancelId: 1,
            noLink: true,
            ...(detail && { detail }),
          }),
    );
    asking = false;
    const response = answer?.response;
    if (window.isDestroyed()) return;
    if (response === 0) reload(message === 'windowHangs');
    else if (other === 'quit') app.quit();
  }

  /** A process that hangs would hang on: it ends first, and the page is loaded when it has. */
  function reload(hangs: boolean): void {
    if (!hangs) return window.webContents.reload();
    ending = true;
    window.webContents.forcefullyCrashRenderer();
  }

  window.webContents.on('render-process-gone', (_event, details) => {
    if (ending) {
      ending = false;
      return window.webContents.reload();
    }
    if (details.reason === 'clean-exit') return;
    log.add('render process gone', details);
    void offer('windowGone', 'quit', details.reason);
  });
  window.webContents.on('did-fail-load', (_event, code, description, address, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    log.add('load failed', { code, description, address });
    void offer('windowFailed', 'quit', description);
  });
  window.webContents.on('preload-error', (_event, _path, error) => log.add('preload', error));
  window.on('unresponsive', () => {
    log.add('unresponsive', window.webContents.getURL());
    void offer('windowHangs', 'wait');
  });
}
