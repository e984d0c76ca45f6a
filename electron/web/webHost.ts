import path from 'node:path';
import { InputError } from '../../core/errors.ts';
import { list, name } from '../ipc/parser.ts';
import type { Reply } from '../ipc/types.ts';
import type { Host, SaveRequest } from '../service/host.ts';
import { REPORT_EXTENSION } from '../service/openFiles.ts';
import { EXTENSIONS } from '../workers/load.ts';
import type { Ask, ServerMessage } from './messages.ts';
import type { Uploads } from './uploads.ts';

const HELP = {
  pytorch: 'https://docs.pytorch.org/docs/stable/nn.html#normalization-layers',
  licence: 'https://opensource.org/license/mit',
} as const;
const MOST_FILES = 256;

/** The host of one page: asks its browser where the desktop app would open a dialog. */
export class WebHost implements Host {
  readonly kind = 'web';
  readonly locale: string;
  readonly #send: (message: ServerMessage) => void;
  readonly #uploads: Uploads;
  readonly #asked = new Map<number, (reply: Reply<unknown>) => void>();
  #number = 0;
  #gone = false;

  /** @param send  to the page */
  constructor(locale: string, send: (message: ServerMessage) => void, uploads: Uploads) {
    this.locale = locale;
    this.#send = send;
    this.#uploads = uploads;
  }

  async openFiles(): Promise<readonly string[]> {
    const accept = [...EXTENSIONS, REPORT_EXTENSION].map((known) => `.${known}`).join(',');
    const ids = list(name, MOST_FILES)(await this.#ask({ kind: 'open', accept }), 'answer');
    return ids.map((id) => this.#uploads.pathOf(id));
  }

  /** Pages do not know the temporary folder. */
  nameOf(file: string): string {
    return path.basename(file);
  }

  async filesRead(files: readonly string[]): Promise<void> {
    for (const file of files) await this.#uploads.remove(file);
  }

  /** The browser saves where it saves downloads, and asks itself when it is set to. */
  async saveFile({ name: file, bytes }: SaveRequest): Promise<{ path: string }> {
    await this.#ask({ kind: 'save', name: file, bytes });
    return { path: file };
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
  answered(id: number, reply: Reply<unknown>): void {
    this.#asked.get(id)?.(reply);
    this.#asked.delete(id);
  }

  /** The page is gone: nobody will answer. */
  gone(): void {
    this.#gone = true;
    for (const id of [...this.#asked.keys()]) this.answered(id, CLOSED);
  }

  async #ask(ask: Ask): Promise<unknown> {
    const reply = await new Promise<Reply<unknown>>((resolve) => {
      if (this.#gone) return resolve(CLOSED);
      const id = ++this.#number;
      this.#asked.set(id, resolve);
      this.#send({ kind: 'ask', id, ask });
    });
    if (reply.ok) return reply.value;
    throw new InputError(reply.code, reply.message, reply.details);
  }
}

const CLOSED: Reply<never> = {
  ok: false,
  code: 'windowClosed',
  message: 'The window was closed.',
  details: {},
};
