import { nativeTheme, type BrowserWindow, type Menu } from 'electron';
import { DEFAULT_SETTINGS, type Language, type Settings } from '../../core/settings.ts';
import type { MenuCommand } from '../ipc/types.ts';
import { watchForCrashes } from './crashes.ts';
import { languageOf } from './language.ts';
import type { Log } from './log.ts';
import { greyMenu, setUpMenu } from './menu.ts';
import { sendEvent } from './sendEvent.ts';
import { applyTheme, windowBackground } from './theme.ts';
import { createWindow, type WindowFiles } from './window.ts';

export interface AppWindowOptions {
  readonly files: WindowFiles;
  readonly log: Log;
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
    const language = this.language();
    if (language === this.#menuLanguage) return;
    this.#menuLanguage = language;
    this.#menu = setUpMenu(language, (command) => this.#send(command));
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
    for (const command of waiting) this.#send(command);
  }

  #send(command: MenuCommand): void {
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
      this.#window ? (this.#applying?.has(command) ?? true) : OPENS_WINDOW.includes(command),
    );
  }

  #colour(): void {
    this.#window?.setBackgroundColor(windowBackground(this.#settings.theme));
  }

  #open(): BrowserWindow {
    const { files, log, unloaded } = this.#options;
    const window = createWindow(files, this.#settings.theme);
    watchForCrashes(window, log, this.language);
    window.webContents.on('did-navigate', unloaded);
    window.webContents.on('render-process-gone', unloaded);
    window.on('enter-full-screen', () => sendEvent(window, 'fullScreen', true));
    window.on('leave-full-screen', () => sendEvent(window, 'fullScreen', false));
    window.on('closed', () => {
      this.#window = null;
      this.#waiting = null;
      this.#applying = null;
      this.#grey();
      unloaded();
    });
    return window;
  }
}
