import { app, dialog } from 'electron';
import type { Language } from '../ipc/types.ts';
import type { Log } from './log.ts';
import { SHELL_TEXTS } from './shellTexts.ts';

/** The terminal that the app was started from is gone: no reason to end. */
const isBrokenPipe = (error: Error) => (error as NodeJS.ErrnoException).code === 'EPIPE';

/** Logs failures of the main process and its children; one that nobody caught ends the app, and says so. */
export function setUpCrashHandling(log: Log, language: () => Language): void {
  process.on('uncaughtException', (error) => {
    if (isBrokenPipe(error)) return;
    log.add('uncaught exception', error);
    const { mainFailed, log: details } = SHELL_TEXTS;
    const text = `${error.message}\n\n${details[language()]}: ${log.file}`;
    dialog.showErrorBox(mainFailed[language()], text);
    app.exit(1);
  });
  process.on('unhandledRejection', (reason) => log.add('unhandled rejection', reason));
  app.on('child-process-gone', (_event, details) => {
    if (details.reason !== 'clean-exit') log.add('child process gone', details);
  });
}
