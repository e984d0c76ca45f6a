/** What the system, and the person before it, do to the program over the stand-in beside using its page. */
export abstract class DesktopControls {
  /** Tells main something. */
  protected abstract tell(kind: string, detail?: object): void;
  /** Asks main something. */
  protected abstract ask(kind: string, detail?: object): Promise<unknown>;

  /** Chooses an entry of the menu. @returns false when it is greyed or missing */
  menu(item: string): Promise<boolean> {
    return this.ask('menu', { item }) as Promise<boolean>;
  }

  /** Chooses an entry of the menu by what is written on it. */
  menuLabel(label: string): Promise<boolean> {
    return this.ask('menu-label', { label }) as Promise<boolean>;
  }

  /** Asks for the native menu at a place; its entries are among what is shown. */
  contextMenu(params: object): void {
    this.tell('context-menu', params);
  }

  /** Chooses an entry of the native menu that is shown. */
  popup(item: string): Promise<boolean> {
    return this.ask('popup', { item }) as Promise<boolean>;
  }

  /** The window's own button of closing is pressed. */
  requestClose(): void {
    this.tell('close-window');
  }

  /** Which entries of the menu can be chosen. */
  menuState(): Promise<Readonly<Record<string, boolean>>> {
    return this.ask('menu-state') as Promise<Record<string, boolean>>;
  }

  /** The system enters or leaves full screen. */
  fullScreen(on: boolean): void {
    this.tell('full-screen', { on });
  }

  /** The window stops answering. */
  unresponsive(): void {
    this.tell('unresponsive');
  }

  /** The window gets or loses the keyboard. */
  focus(on: boolean): void {
    this.tell('focus', { on });
  }

  /** The menu's entry enlarges the page, by Electron's steps. */
  zoom(level: number): void {
    this.tell('zoom', { level });
  }

  /** Displays of these widths are there from now on, beside one another. */
  displays(...widths: number[]): void {
    this.tell('displays', { widths });
  }

  /** A notice of the system is clicked. */
  clickNotice(): void {
    this.tell('click-notice');
  }

  /** The texts of the menu, a list for each of the bar's entries. */
  menuLabels(): Promise<readonly (readonly string[])[]> {
    return this.ask('menu-labels') as Promise<string[][]>;
  }

  /** The program is quit, and started with files before it has ended. */
  quitAndStart(files: readonly string[]): void {
    this.tell('quit-and-start', { files });
  }
}
