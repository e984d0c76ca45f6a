import { app, dialog, type BrowserWindow } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { ArgumentOf } from '../ipc/contract.ts';
import type { OneDialog } from './oneDialog.ts';
import { SHELL_TEXTS } from '../../core/texts/shell.ts';

export interface DocumentOptions {
  readonly language: () => Language;
  readonly dialogs: OneDialog;
  /** Asks the page to save. */
  readonly save: () => void;
}

/** Place of the button that leaves everything as it is. */
const CANCEL = 2;
const NOTHING: ArgumentOf<'document.state'> = { edited: false, kept: false, name: '' };

/** While the page saves, closing is not asked about again; a page that does not come to it must not keep the window for ever. */
const SAVING_MILLISECONDS = 3000;

/** The report in which the window's work is kept: where it lies, and whether closing would lose something. */
export class Document {
  readonly #options: DocumentOptions;
  #window: BrowserWindow | null = null;
  #path: string | null = null;
  #state = NOTHING;
  /** Closing goes on when the page has saved. */
  #closing = false;
  #asking = false;
  #savesSince = 0;
  #quitting = false;

  constructor(options: DocumentOptions) {
    this.#options = options;
    app.on('before-quit', () => (this.#quitting = true));
  }

  /** Where it was opened or saved last; null while there is no file. */
  get path(): string | null {
    return this.#path;
  }

  /** It lies there now. */
  set path(file: string | null) {
    this.#path = file;
    this.#represent();
  }

  /** Marks the window, and asks before it closes while there is something to save. */
  told(state: ArgumentOf<'document.state'>): void {
    this.#state = state;
    this.#window?.setDocumentEdited(state.edited);
    this.#represent();
    if (!state.edited && this.#closing) this.#close();
  }

  /** The window's title bar on a Mac stands for the file, while its work is shown. */
  #represent(): void {
    this.#window?.setRepresentedFilename((this.#state.kept && this.#path) || '');
  }

  /** Saving was cancelled or failed: the window stays. */
  notSaved(): void {
    this.#closing = this.#quitting = false;
  }

  /** Watches over a window that has been opened. */
  watch(window: BrowserWindow): void {
    this.#window = window;
    window.on('close', (event) => {
      if (!this.#state.edited || window.webContents.isCrashed()) return;
      event.preventDefault();
      const saves = this.#closing && Date.now() - this.#savesSince < SAVING_MILLISECONDS;
      if (!this.#asking && !saves) void this.#ask(window);
    });
    window.on('closed', () => {
      this.#window = this.#path = null;
      this.#state = NOTHING;
      this.#closing = false;
    });
  }

  async #ask(window: BrowserWindow): Promise<void> {
    const words = (key: keyof typeof SHELL_TEXTS) => SHELL_TEXTS[key][this.#options.language()];
    const name = this.#state.name || words('untitled');
    this.#asking = true;
    const answer = await this.#options.dialogs.ifFree(() =>
      dialog.showMessageBox(window, {
        type: 'warning',
        message: words('unsaved').replace('{name}', () => name),
        detail: words('unsavedDetail'),
        buttons: [words('save'), words('discard'), words('cancel')],
        defaultId: 0,
        cancelId: CANCEL,
        noLink: true,
      }),
    );
    this.#asking = false;
    // While another dialog is open, the window stays.
    const response = answer?.response ?? CANCEL;
    if (response === 0) {
      this.#closing = true;
      this.#savesSince = Date.now();
      this.#options.save();
    } else if (response === 1) this.#close();
    else this.#quitting = false;
  }

  #close(): void {
    this.#state = NOTHING;
    this.#closing = false;
    if (this.#quitting) app.quit();
    else this.#window?.close();
  }
}
