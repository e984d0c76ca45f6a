import { BrowserWindow, screen, type Rectangle } from 'electron';
import { APP_URL } from './appOrigin.ts';
import { webPreferences } from './window.ts';
import { readWindowState, rememberWindow, windowBounds } from './windowState.ts';

const FIRST_SIZE = { width: 1100, height: 720 } as const;

/** The window for the speaker: a page of the app without a bridge, under the same guards as the first. */
export class SpeakerWindow {
  readonly #state: string;
  readonly #main: () => BrowserWindow | null;
  #window: BrowserWindow | null = null;

  /**
   * @param state  file in which its place is remembered
   * @param main   the window that presents
   */
  constructor(state: string, main: () => BrowserWindow | null) {
    this.#state = state;
    this.#main = main;
  }

  /** Shows the speaker's side of a presentation. @param key  of the presentation */
  show(key: string): void {
    this.close();
    const window = new BrowserWindow({
      ...this.#bounds(),
      minWidth: 640,
      minHeight: 480,
      title: 'Normscope',
      show: false,
      webPreferences: webPreferences(null),
    });
    this.#window = window;
    window.removeMenu();
    rememberWindow(window, this.#state);
    window.once('ready-to-show', () => window.show());
    // A projector that is unplugged takes its windows' place with it.
    const displaysChanged = () => window.setBounds(this.#bounds());
    screen.on('display-removed', displaysChanged);
    const main = this.#main();
    const over = () => window.close();
    main?.once('closed', over);
    window.on('closed', () => {
      screen.off('display-removed', displaysChanged);
      main?.off('closed', over);
      if (this.#window === window) this.#window = null;
    });
    window.loadURL(`${APP_URL}#speaker-${key}`).catch(() => undefined);
  }

  close(): void {
    this.#window?.close();
  }

  /** Where it was; at first on a display that the class does not see. */
  #bounds(): Rectangle {
    const main = this.#main();
    const taken = main ? screen.getDisplayMatching(main.getBounds()).id : null;
    const displays = [...screen.getAllDisplays()].sort(
      (a, b) => Number(a.id === taken) - Number(b.id === taken),
    );
    const areas = displays.map(({ workArea }) => workArea);
    const remembered = readWindowState(this.#state)?.bounds ?? null;
    return windowBounds(remembered, areas, FIRST_SIZE);
  }
}
