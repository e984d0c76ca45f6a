import { randomBytes } from 'node:crypto';
import type { WebSocket } from 'ws';
import { encodeMessage } from '../../core/io/codec.ts';
import { dispatch, failure } from '../ipc/dispatch.ts';
import type { Service } from '../service/service.ts';
import type { Downloads } from './downloads.ts';
import type { ServerMessage } from './messages.ts';
import { parseMessage, type ClientMessage } from './parseMessage.ts';
import type { Uploads } from './uploads.ts';
import { WebHost } from './webHost.ts';

export interface ConnectionOptions {
  readonly service: Service;
  readonly page: WebSocket;
  /** BCP 47 tag of the browser's language. */
  readonly locale: string;
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  /** Pages that are connected, by the key by which they hand files over. */
  readonly pages: Map<string, WebHost>;
  /** The page can be told of opened files. */
  readonly listening: (host: WebHost) => void;
}

/** WebSocket's status for data that makes no sense. */
const NO_MESSAGE = 1003;

/** Carries the contract between one page and the service. */
export function connect(options: ConnectionOptions): void {
  const { service, page, locale, uploads, downloads, pages, listening } = options;
  const send = (message: ServerMessage) => {
    if (page.readyState === page.OPEN) page.send(encodeMessage(message));
  };
  const host = new WebHost(locale, send, uploads, downloads);
  const handlers = service.handlers(host);
  const key = randomBytes(16).toString('hex');

  async function answer(id: number, name: string, argument: unknown): Promise<void> {
    const reply = await dispatch(handlers, name, argument, console.error);
    try {
      send({ kind: 'reply', id, reply });
    } catch (error) {
      send({ kind: 'reply', id, reply: failure(error, console.error) });
    }
  }

  async function openDropped(ids: readonly string[]): Promise<void> {
    try {
      await service.openPaths(host, host.filesOf(ids));
    } catch (error) {
      const { code, message, details } = failure(error, console.error);
      host.emit('failed', { code, message, details });
    }
  }

  function receive(message: ClientMessage): void {
    switch (message.kind) {
      case 'call':
        void answer(message.id, message.name, message.argument);
        return;
      case 'answer':
        return host.answered(
          message.id,
          message.reply.ok ? message.reply : { ...message.reply, details: {} },
        );
      case 'dropped':
        void openDropped(message.uploads);
        return;
      case 'listening':
        return listening(host);
      default:
        return message satisfies never;
    }
  }

  async function close(): Promise<void> {
    pages.delete(key);
    const ended = service.forget(host);
    await host.gone();
    await ended;
  }

  page.on('close', () => void close().catch(console.error));
  page.on('error', () => page.terminate());
  page.on('message', (data: Buffer) => {
    let message: ClientMessage;
    try {
      message = parseMessage(new Uint8Array(data));
    } catch {
      page.close(NO_MESSAGE, 'no message of the contract');
      return;
    }
    receive(message);
  });
  pages.set(key, host);
  send({ kind: 'welcome', key });
}
