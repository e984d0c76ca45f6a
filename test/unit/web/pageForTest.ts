import { WebSocket } from 'ws';
import { decodeMessage, encodeMessage } from '../../../core/io/codec.ts';
import type { Reply } from '../../../electron/ipc/types.ts';
import type { Ask, ServerMessage, UploadReply } from '../../../electron/web/messages.ts';
import type { ClientMessage } from '../../../electron/web/parseMessage.ts';
import { request, type HostForTest } from './hostForTest.ts';

/** A page that talks to the host as the browser's script does; `answer` stands for the browser. */
export class PageForTest {
  readonly socket: WebSocket;
  readonly #web: HostForTest;
  /** By which it hands files over. */
  #key = '';
  readonly events: [event: string, payload: unknown][] = [];
  readonly asked: Ask[] = [];
  answer: (ask: Ask) => Promise<Reply<unknown>> | Reply<unknown> = () => ({
    ok: true,
    value: true,
  });
  readonly #waiting = new Map<number, (reply: Reply<unknown>) => void>();
  readonly #watching = new Set<() => void>();
  #number = 0;

  constructor(web: HostForTest, socket: WebSocket) {
    this.#web = web;
    this.socket = socket;
    socket.on('message', (data: Buffer) => void this.#receive(new Uint8Array(data)));
  }

  static async open(web: HostForTest, language = 'ko-KR,ko;q=0.9'): Promise<PageForTest> {
    const socket = new WebSocket(`ws://${web.host}${web.base}contract`, {
      origin: `http://${web.host}`,
      headers: { cookie: web.cookie, 'accept-language': language },
    });
    const page = new PageForTest(web, socket);
    await new Promise((resolve, reject) => socket.once('message', resolve).once('error', reject));
    return page;
  }

  /** Where it hands a file over. */
  uploadPath(name: string): string {
    return `${this.#web.base}upload?key=${this.#key}&name=${encodeURIComponent(name)}`;
  }

  async upload(name: string, body: Uint8Array): Promise<UploadReply> {
    const { host, cookie } = this.#web;
    const headers = { cookie, origin: `http://${host}` };
    const sent = await request(host, this.uploadPath(name), headers, 'POST', body);
    return JSON.parse(sent.body) as UploadReply;
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
    if (message.kind === 'welcome') this.#key = message.key;
    if (message.kind === 'reply') this.#waiting.get(message.id)?.(message.reply);
    if (message.kind === 'event') this.events.push([message.event, message.payload]);
    for (const resolve of this.#watching) resolve();
    this.#watching.clear();
    if (message.kind !== 'ask') return;
    this.asked.push(message.ask);
    this.send({ kind: 'answer', id: message.id, reply: await this.answer(message.ask) });
  }
}
