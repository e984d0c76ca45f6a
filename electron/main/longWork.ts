import { Notification, type BrowserWindow } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { HostEvents } from '../ipc/contract.ts';
import type { OneDialog } from './oneDialog.ts';
import { SHELL_TEXTS } from '../../core/texts/shell.ts';

/** Work of so many milliseconds is told of when it ends behind other windows. */
const LONG = 10_000;
/** Without news for so many milliseconds, work has ended or failed. */
const SILENCE = 3000;

export interface LongWorkOptions {
  readonly window: () => BrowserWindow | null;
  readonly language: () => Language;
  readonly dialogs: OneDialog;
  /** Brings the window to the front. */
  readonly show: () => void;
}

/** What of the window's work shows outside of it: progress in dock or task bar, and a notice at its end. */
export class LongWork {
  readonly #options: LongWorkOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: LongWorkOptions) {
    this.#options = options;
  }

  /** Shows how far some work is. */
  report({ done, total }: HostEvents['progress']): void {
    clearTimeout(this.#timer);
    if (total > 0 && done < total) {
      this.#options.window()?.setProgressBar(done / total);
      this.#timer = setTimeout(() => this.#end(), SILENCE).unref();
    } else this.#end();
  }

  /** Waits for a call; when it took long and nobody looks at the window, says that it has ended. */
  async watch<T>(call: Promise<T>): Promise<T> {
    const started = Date.now();
    const value = await call;
    const window = this.#options.window();
    // While a dialog was open, the call waited for the person.
    const since = Math.max(started, this.#options.dialogs.closedAt);
    if (Date.now() - since > LONG && window && !window.isFocused()) this.#tell();
    return value;
  }

  #end(): void {
    this.#options.window()?.setProgressBar(-1);
  }

  #tell(): void {
    if (!Notification.isSupported()) return;
    const body = SHELL_TEXTS.workEnded[this.#options.language()];
    const notice = new Notification({ title: 'Normscope', body });
    notice.on('click', this.#options.show);
    notice.show();
  }
}
