import { app, dialog, type BrowserWindow } from 'electron';
import type { Language } from '../ipc/types.ts';
import type { Log } from './log.ts';
import { SHELL_TEXTS } from './shellTexts.ts';

/** Chromium's ERR_ABORTED: a load that another one replaced. */
const ABORTED = -3;

type Text = keyof typeof SHELL_TEXTS;

/** Offers to load the window again when its process is gone, hangs, or could not load the page. */
export function watchForCrashes(window: BrowserWindow, log: Log, language: () => Language): void {
  let asking = false;

  async function offer(message: Text, other: Text, detail?: string): Promise<void> {
    if (asking || window.isDestroyed()) return;
    asking = true;
    if (!window.isVisible()) window.show();
    const buttons = [SHELL_TEXTS.reload[language()], SHELL_TEXTS[other][language()]];
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: SHELL_TEXTS[message][language()],
      buttons,
      defaultId: 0,
      cancelId: 1,
      noLink: true,
      ...(detail && { detail }),
    });
    asking = false;
    if (window.isDestroyed()) return;
    if (response === 0) window.webContents.reload();
    else if (other === 'quit') app.quit();
  }

  window.webContents.on('render-process-gone', (_event, details) => {
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
