import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { InputError, type ErrorCode } from '../../core/errors.ts';
import { list } from '../../core/shape/compound.ts';
import { parse } from '../../core/shape/shape.ts';
import { name } from '../../core/shape/values.ts';
import type { Reply } from '../ipc/types.ts';
import { HELP_PAGES } from '../service/helpPages.ts';
import type { Host, SavePlace, SaveRequest } from '../service/host.ts';
import { EXTENSIONS } from '../workers/formats.ts';
import type { Downloads } from './downloads.ts';
import type { Ask, ServerMessage } from './messages.ts';
import type { Upload, Uploads } from './uploads.ts';

const MOST_FILES = 256;

/** The host of one page: asks its browser where the desktop app would open a dialog. */
export class WebHost implements Host {
  readonly kind = 'web';
  readonly locale: string;
  readonly #send: (message: ServerMessage) => void;
  readonly #uploads: Uploads;
  readonly #downloads: Downloads;
  /** What lies in the temporary folder for this page: uploads by their ids, and addresses of what it may fetch. */
  readonly #files = new Map<string, string>();
  readonly #offered = new Set<string>();
  readonly #asked = new Map<number, (reply: Reply<unknown>) => void>();
  readonly #leaving = new AbortController();
  #number = 0;

  /** @param send  to the page */
  constructor(
    locale: string,
    send: (message: ServerMessage) => void,
    uploads: Uploads,
    downloads: Downloads,
  ) {
    this.locale = locale;
    this.#send = send;
    this.#uploads = uploads;
    this.#downloads = downloads;
  }

  async openFiles(): Promise<readonly string[]> {
    const accept = EXTENSIONS.map((known) => `.${known}`).join(',');
    const ids = parse(list(name, MOST_FILES), await this.#ask({ kind: 'open', accept }), 'answer');
    return this.filesOf(ids);
  }

  /**
   * Takes a file that this page hands over; it is deleted when it has been read, or with the page.
   * @returns  the random id by which the page, and no other, may call it
   * @throws InputError fileTooLarge, diskFull, windowClosed
   */
  async take(upload: Omit<Upload, 'signal'>): Promise<string> {
    const { signal } = this.#leaving;
    const file = await this.#uploads.receive({ ...upload, signal }).catch((error: unknown) => {
      throw signal.aborted ? new InputError(CLOSED.code, CLOSED.message) : error;
    });
    if (signal.aborted) {
      await this.#uploads.remove(file);
      throw new InputError(CLOSED.code, CLOSED.message);
    }
    const id = randomBytes(16).toString('hex');
    this.#files.set(id, file);
    return id;
  }

  /**
   * Files that this page handed over.
   * @throws InputError unknownUpload
   */
  filesOf(ids: readonly string[]): readonly string[] {
    return ids.map((id) => {
      const file = this.#files.get(id);
      if (file !== undefined) return file;
      throw new InputError('unknownUpload', 'This file was not handed over. Open it again.');
    });
  }

  /** Pages do not know the temporary folder. */
  nameOf(file: string): string {
    return path.basename(file);
  }

  async filesRead(files: readonly string[]): Promise<void> {
    for (const [id, file] of this.#files) {
      if (!files.includes(file)) continue;
      this.#files.delete(id);
      await this.#uploads.remove(file);
    }
  }

  /** The service writes into the temporary folder; the browser then saves it like any download. */
  async placeFor({ name: file }: Omit<SaveRequest, 'bytes'>): Promise<SavePlace> {
    const made = await this.#uploads.placeFor(file);
    return {
      path: made,
      done: async () => {
        const address = this.#downloads.offer(made);
        this.#offered.add(address);
        await this.#ask({ kind: 'download', name: file, address });
        return { path: file };
      },
      dropped: () => this.#uploads.remove(made),
    };
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
    await this.#ask({ kind: 'help', address: HELP_PAGES[page] });
  }

  async speaker(key: string): Promise<boolean> {
    return (await this.#ask({ kind: 'speaker', key })) === true;
  }

  emit: Host['emit'] = (event, payload) => {
    this.#send({ kind: 'event', event, payload });
  };

  /** The browser's answer to an ask. */
  answered(id: number, reply: Reply<unknown>): void {
    this.#asked.get(id)?.(reply);
    this.#asked.delete(id);
  }

  /** The page is gone: nobody will answer, and what was kept for it is deleted. */
  async gone(): Promise<void> {
    this.#leaving.abort();
    for (const id of [...this.#asked.keys()]) this.answered(id, CLOSED);
    for (const file of this.#files.values()) await this.#uploads.remove(file);
    for (const address of this.#offered) await this.#downloads.withdraw(address);
  }

  async #ask(ask: Ask): Promise<unknown> {
    const reply = await new Promise<Reply<unknown>>((resolve) => {
      if (this.#leaving.signal.aborted) return resolve(CLOSED);
      const id = ++this.#number;
      this.#asked.set(id, resolve);
      this.#send({ kind: 'ask', id, ask });
    });
    if (reply.ok) return reply.value;
    // of any text: a page that answers with another code is told in its own words
    throw new InputError(reply.code as ErrorCode, reply.message, reply.details);
  }
}

const CLOSED = {
  ok: false,
  code: 'windowClosed',
  message: 'The window was closed.',
  details: {},
} as const;
