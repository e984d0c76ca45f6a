import { nativeTheme, powerSaveBlocker, type BrowserWindow, type Menu } from 'electron';
import { DEFAULT_SETTINGS, type Language, type Settings } from '../../core/settings.ts';
import type { MenuCommand } from '../ipc/types.ts';
import { watchForCrashes } from './crashes.ts';
import { languageOf } from './language.ts';
import type { Log } from './log.ts';
import type { OneDialog } from './oneDialog.ts';
import { greyMenu, setUpMenu } from './menu.ts';
import { sendEvent } from './sendEvent.ts';
import { setUpContextMenu } from './contextMenu.ts';
import { applyTheme, windowBackground } from './theme.ts';
import { createWindow, type WindowFiles } from './window.ts';

export interface AppWindowOptions {
  readonly files: WindowFiles;
  readonly log: Log;
  readonly dialogs: OneDialog;
  /** Files that were opened last, for the menu. */
  readonly recent: () => readonly string[];
  readonly openRecent: (file: string) => void;
  readonly clearRecent: () => void;
  readonly showLog: () => void;
  /** A window has been opened. */
  readonly opened: (window: BrowserWindow) => void;
  /** The page is gone or is being loaded again, and hears no events until it says so. */
  readonly unloaded: () => void;
}

/** What can be asked for while no window is open (macOS): a window opens for it. */
const OPENS_WINDOW: readonly MenuCommand[] = ['open', 'shortcuts', 'about'];

/** The app's one window, which may be closed and opened again, and the settings that colour and name it. */
export class AppWindow {
  readonly #options: AppWindowOptions;
  #window: BrowserWindow | null = null;
  #settings: Settings = DEFAULT_SETTINGS;
  #started = false;
  #menuLanguage: Language | null = null;
  #menu: Menu | null = null;
  /** Keeps the screen on while it is there. */
  #awake: number | null = null;
  /** Commands that apply to what the page shows; all of them until it says which. */
  #applying: ReadonlySet<MenuCommand> | null = null;
  /** Commands for a page that is still loading. */
  #waiting: MenuCommand[] | null = null;

  constructor(options: AppWindowOptions) {
    this.#options = options;
  }

  /** The window while it is open. */
  readonly current = (): BrowserWindow | null => this.#window;

  /** The language of menus and dialogs. Needs a ready app. */
  readonly language = (): Language => languageOf(this.#settings);

  /** Opens the window for the first time; whatever its page needs must be set up. */
  start(settings: Settings): void {
    this.#started = true;
    this.apply(settings);
    nativeTheme.on('updated', () => this.#colour());
    this.show();
  }

  /** Brings the window to the front, and opens it where there is none. */
  show(): void {
    if (!this.#started) return;
    if (!this.#window) {
      this.#window = this.#open();
      this.#grey();
      return;
    }
    if (this.#window.isMinimized()) this.#window.restore();
    if (this.#window.isVisible()) this.#window.focus();
  }

  /** Takes over changed settings: theme of dialogs and menus, language of the menu. */
  apply(settings: Settings): void {
    this.#settings = settings;
    applyTheme(settings.theme);
    this.#colour();
    if (this.language() !== this.#menuLanguage) this.makeMenu();
  }

  /** Makes the menu anew: for another language, or other recent files. */
  makeMenu(): void {
    if (!this.#started) return;
    const { recent, openRecent, clearRecent, showLog } = this.#options;
    this.#menuLanguage = this.language();
    this.#menu = setUpMenu({
      language: this.#menuLanguage,
      send: (command) => this.send(command),
      recent: recent(),
      openRecent,
      clearRecent,
      showLog,
    });
    this.#grey();
  }

  /** Greys what does not apply to what the page shows. */
  grey(applying: readonly MenuCommand[]): void {
    this.#applying = new Set(applying);
    this.#grey();
  }

  /** The page hears events from now on. */
  listens(): void {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const command of waiting) this.send(command);
  }

  /** Sends a command to the page; a window opens for it where there is none. */
  send(command: MenuCommand): void {
    if (!this.#window) {
      this.#waiting = [];
      this.show();
    }
    if (this.#waiting) this.#waiting.push(command);
    else sendEvent(this.#window, 'menu', command);
  }

  #grey(): void {
    if (!this.#menu) return;
    greyMenu(this.#menu, (command) =>
      this.#window ? this.#applies(command) : OPENS_WINDOW.includes(command),
    );
  }

  #applies(command: MenuCommand): boolean {
    return this.#applying?.has(command) ?? true;
  }

  /** While something is presented, the screen stays on. */
  stayAwake(on: boolean): void {
    if (on) this.#awake ??= powerSaveBlocker.start('prevent-display-sleep');
    else if (this.#awake !== null) {
      powerSaveBlocker.stop(this.#awake);
      this.#awake = null;
    }
  }

  #colour(): void {
    this.#window?.setBackgroundColor(windowBackground(this.#settings.theme));
  }

  #open(): BrowserWindow {
    const { files, log, dialogs, unloaded } = this.#options;
    const window = createWindow(files, this.#settings.theme);
    watchForCrashes(window, log, this.language, dialogs);
    window.webContents.on('did-navigate', unloaded);
    window.webContents.on('render-process-gone', () => {
      this.stayAwake(false);
      unloaded();
    });
    window.on('enter-full-screen', () => sendEvent(window, 'fullScreen', true));
    window.on('leave-full-screen', () => sendEvent(window, 'fullScreen', false));
    setUpContextMenu(window, {
      language: this.language,
      applies: (command) => this.#applies(command),
      send: (command) => this.send(command),
    });
    this.#options.opened(window);
    window.on('closed', () => {
      this.#window = null;
      this.stayAwake(false);
      this.#waiting = null;
      this.#applying = null;
      this.#grey();
      unloaded();
    });
    return window;
  }
}
