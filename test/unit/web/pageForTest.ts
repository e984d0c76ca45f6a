import { WebSocket } from 'ws';
import { decodeMessage, encodeMessage } from '../../../core/io/codec.ts';
import type { Reply } from '../../../electron/ipc/types.ts';
import type { Ask, ServerMessage } from '../../../electron/web/messages.ts';
import type { ClientMessage } from '../../../electron/web/parseMessage.ts';
import { cookieOf, type HostForTest } from './hostForTest.ts';

/** A page that talks to the host as the browser's script does; `answer` stands for the browser. */
export class PageForTest {
  readonly socket: WebSocket;
  readonly events: [event: string, payload: unknown][] = [];
  readonly asked: Ask[] = [];
  answer: (ask: Ask) => Promise<Reply<unknown>> | Reply<unknown> = () => ({
    ok: true,
    value: true,
  });
  readonly #waiting = new Map<number, (reply: Reply<unknown>) => void>();
  readonly #watching = new Set<() => void>();
  #number = 0;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => void this.#receive(new Uint8Array(data)));
  }

  static async open(web: HostForTest, language = 'ko-KR,ko;q=0.9'): Promise<PageForTest> {
    const socket = new WebSocket(`ws://${web.host}/contract`, {
      origin: `http://${web.host}`,
      headers: { cookie: await cookieOf(web), 'accept-language': language },
    });
    const page = new PageForTest(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return page;
  }

  send(message: ClientMessage): void {
    this.socket.send(encodeMessage(message));
  }

  call(name: string, argument?: unknown): Promise<Reply<unknown>> {
    const id = ++this.#number;
    return new Promise((resolve) => {
      this.#waiting.set(id, resolve);
      this.send({ kind: 'call', id, name, argument });
    });
  }

  /** Resolves when this many events have come. */
  async eventsCame(count: number): Promise<void> {
    while (this.events.length < count)
      await new Promise<void>((resolve) => this.#watching.add(resolve));
  }

  /** The status with which the host closes the socket. */
  closed(): Promise<number> {
    return new Promise((resolve) => this.socket.once('close', resolve));
  }

  async #receive(bytes: Uint8Array): Promise<void> {
    const message = decodeMessage(bytes) as ServerMessage;
    if (message.kind === 'reply') this.#waiting.get(message.id)?.(message.reply);
    if (message.kind === 'event') this.events.push([message.event, message.payload]);
    for (const resolve of this.#watching) resolve();
    this.#watching.clear();
    if (message.kind !== 'ask') return;
    this.asked.push(message.ask);
    this.send({ kind: 'answer', id: message.id, reply: await this.answer(message.ask) });
  }
}
