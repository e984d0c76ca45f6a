import { InputError } from '../../core/errors.ts';
import type { Host } from '../service/host.ts';
import { EXTENSIONS } from '../workers/load.ts';
import type { Ask, ServerMessage } from './messages.ts';

const HELP = {
  pytorch: 'https://docs.pytorch.org/docs/stable/nn.html#normalization-layers',
  licence: 'https://opensource.org/license/mit',
} as const;

/** The host of one page: asks its browser where the desktop app would open a dialog. */
export class WebHost implements Host {
  readonly kind = 'web';
  readonly locale: string;
  readonly #send: (message: ServerMessage) => void;
  readonly #pathOf: (name: string) => string;
  readonly #asked = new Map<number, (value: unknown) => void>();
  #number = 0;

  /**
   * @param send    to the page
   * @param pathOf  the path of an uploaded file by its name
   */
  constructor(
    locale: string,
    send: (message: ServerMessage) => void,
    pathOf: (name: string) => string,
  ) {
    this.locale = locale;
    this.#send = send;
    this.#pathOf = pathOf;
  }

  async openFiles(): Promise<readonly string[]> {
    const names = await this.#ask({
      kind: 'open',
      accept: EXTENSIONS.map((known) => `.${known}`).join(','),
    });
    return Array.isArray(names) ? names.map((name) => this.#pathOf(String(name))) : [];
  }

  async saveFile({
    name,
    bytes,
  }: Parameters<Host['saveFile']>[0]): Promise<{ path: string } | null> {
    return { path: String(await this.#ask({ kind: 'save', name, bytes })) };
  }

  async copyImage(png: Uint8Array): Promise<void> {
    await this.#ask({ kind: 'copyImage', png });
  }

  async copyText(text: string): Promise<void> {
    await this.#ask({ kind: 'copyText', text });
  }

  async fullScreen(on: boolean): Promise<boolean> {
    return (await this.#ask({ kind: 'fullScreen', on })) === true;
  }

  async openHelp(page: 'pytorch' | 'licence'): Promise<void> {
    await this.#ask({ kind: 'help', address: HELP[page] });
  }

  emit: Host['emit'] = (event, payload) => {
    this.#send({ kind: 'event', event, payload });
  };

  /** The browser's answer to an ask. */
  answered(id: number, value: unknown): void {
    this.#asked.get(id)?.(value);
    this.#asked.delete(id);
  }

  /** The page is gone: nobody will answer. */
  gone(): void {
    for (const answer of this.#asked.values()) answer({ failed: 'The window was closed.' });
    this.#asked.clear();
  }

  async #ask(ask: Ask): Promise<unknown> {
    const id = ++this.#number;
    const value = await new Promise<unknown>((resolve) => {
      this.#asked.set(id, resolve);
      this.#send({ kind: 'ask', id, ask });
    });
    if (typeof value === 'object' && value !== null && 'failed' in value)
      throw new InputError('browserRefused', `The browser refused: ${String(value.failed)}`);
    return value;
  }
}
