import { BrowserWindow, screen, type BrowserWindowConstructorOptions } from 'electron';
import type { Settings } from '../../core/settings.ts';
import { APP_URL } from './appOrigin.ts';
import { windowBackground } from './theme.ts';
import { MIN_SIZE, readWindowState, rememberWindow, windowBounds } from './windowState.ts';

export interface WindowFiles {
  /** Absolute path of the bundled preload script. */
  readonly preload: string;
  /** Where bounds are remembered. */
  readonly state: string;
  readonly icon: string;
}

/** Isolation is Electron's default, and written out all the same: a test reads it here. @param preload  null for a page without a bridge */
export function webPreferences(
  preload: string | null,
): NonNullable<BrowserWindowConstructorOptions['webPreferences']> {
  return {
    ...(preload !== null && { preload }),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    webviewTag: false,
    navigateOnDragDrop: false,
    plugins: false,
    spellcheck: false,
    enableWebSQL: false,
  };
}

function workAreas() {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== primary.id);
  return [primary, ...others].map(({ workArea }) => workArea);
}

/** Opens the app's window where it was, and shows it when the first picture is ready. */
export function createWindow(files: WindowFiles, theme: Settings['theme']): BrowserWindow {
  const remembered = readWindowState(files.state);
  const window = new BrowserWindow({
    ...windowBounds(remembered?.bounds ?? null, workAreas()),
    minWidth: MIN_SIZE.width,
    minHeight: MIN_SIZE.height,
    title: 'Normscope',
    show: false,
    backgroundColor: windowBackground(theme),
    webPreferences: webPreferences(files.preload),
    // Elsewhere the icon comes with the packaged app.
    ...(process.platform === 'linux' && { icon: files.icon }),
  });
  rememberWindow(window, files.state);
  // Chromium forgets it for a scheme of ours, and at every load.
  let loaded = false;
  let zoom = remembered?.zoom ?? 0;
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(zoom));
  window.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
    if (isMainFrame && !isSameDocument && loaded) zoom = window.webContents.getZoomLevel();
    loaded = true;
  });
  window.once('ready-to-show', () => {
    if (remembered?.maximised) window.maximize();
    window.show();
  });
  // A failure is reported by the crash handling, which listens to did-fail-load.
  window.loadURL(APP_URL).catch(() => undefined);
  return window;
}
