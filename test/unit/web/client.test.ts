import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { decodeMessage, encodeMessage } from '../../../core/io/codec.ts';
import { createApi } from '../../../electron/web/client/createApi.ts';
import type { ServerMessage } from '../../../electron/web/messages.ts';
import type { ClientMessage } from '../../../electron/web/parseMessage.ts';

/** A socket whose other end is the test. */
class FakeSocket extends EventTarget {
  static readonly OPEN = 1;
  static last: FakeSocket;
  readonly readyState = FakeSocket.OPEN;
  readonly sent: ClientMessage[] = [];

  constructor() {
    super();
    FakeSocket.last = this;
  }

  send(bytes: Uint8Array): void {
    this.sent.push(decodeMessage(bytes) as ClientMessage);
  }

  receive(message: ServerMessage): void {
    const { buffer } = Uint8Array.from(encodeMessage(message));
    this.dispatchEvent(Object.assign(new Event('message'), { data: buffer }));
  }
}

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  vi.stubGlobal('document', new EventTarget());
});
afterEach(() => vi.unstubAllGlobals());

const asked = ({ sent }: FakeSocket) =>
  sent.map((each) => ('name' in each ? each.name : each.kind));

test('what is asked before the host has said welcome is sent in its order when it has', async () => {
  const api = createApi('ws://127.0.0.1/');
  const socket = FakeSocket.last;
  void api.call('app.info', undefined);
  void api.call('settings.get', undefined);
  await Promise.resolve();
  expect(asked(socket)).toEqual([]);
  socket.receive({ kind: 'welcome', key: 'k' });
  await Promise.resolve();
  expect(asked(socket)).toEqual(['app.info', 'settings.get']);
});

test('afterwards a question leaves at once, while the page is still at work, and its answer comes back', async () => {
  const api = createApi('ws://127.0.0.1/');
  const socket = FakeSocket.last;
  socket.receive({ kind: 'welcome', key: 'k' });
  await Promise.resolve();
  const answer = api.call('settings.get', undefined);
  expect(asked(socket)).toEqual(['settings.get']);
  socket.receive({ kind: 'reply', id: 1, reply: { ok: true, value: 5 } });
  expect(await answer).toEqual({ ok: true, value: 5 });
});

test('a question that cannot be carried fails', async () => {
  const api = createApi('ws://127.0.0.1/');
  FakeSocket.last.receive({ kind: 'welcome', key: 'k' });
  await expect(api.call('text.copy', { $array: 1 } as never)).rejects.toThrow(TypeError);
});
