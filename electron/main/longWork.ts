import { Notification, type BrowserWindow } from 'electron';
import type { Language } from '../../core/settings.ts';
import type { HostEvents } from '../ipc/contract.ts';
import { SHELL_TEXTS } from '../../core/texts/shell.ts';

/** Work of so many milliseconds is told of when it ends behind other windows. */
const LONG = 10_000;
/** Without news for so many milliseconds, work has ended or failed. */
const SILENCE = 3000;

/** What of the window's work shows outside of it: progress in dock or task bar, and a notice at its end. */
export class LongWork {
  readonly #window: () => BrowserWindow | null;
  readonly #language: () => Language;
  readonly #show: () => void;
  #timer: NodeJS.Timeout | undefined;

  /** @param show  brings the window to the front */
  constructor(window: () => BrowserWindow | null, language: () => Language, show: () => void) {
    this.#window = window;
    this.#language = language;
    this.#show = show;
  }

  /** Shows how far some work is. */
  report({ done, total }: HostEvents['progress']): void {
    clearTimeout(this.#timer);
    if (total > 0 && done < total) {
      this.#window()?.setProgressBar(done / total);
      this.#timer = setTimeout(() => this.#end(), SILENCE).unref();
    } else this.#end();
  }

  /** Waits for a call; when it took long and nobody looks at the window, says that it has ended. */
  async watch<T>(call: Promise<T>): Promise<T> {
    const started = Date.now();
    const value = await call;
    const window = this.#window();
    if (Date.now() - started > LONG && window && !window.isFocused()) this.#tell();
    return value;
  }

  #end(): void {
    this.#window()?.setProgressBar(-1);
  }

  #tell(): void {
    if (!Notification.isSupported()) return;
    const body = SHELL_TEXTS.workEnded[this.#language()];
    const notice = new Notification({ title: 'Normscope', body });
    notice.on('click', this.#show);
    notice.show();
  }
}
