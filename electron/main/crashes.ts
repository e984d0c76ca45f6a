import { app, dialog } from 'electron';
import type { Language } from '../ipc/types.ts';
import type { Log } from './log.ts';
import { SHELL_TEXTS } from './shellTexts.ts';

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
