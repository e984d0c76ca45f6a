import { decodeMessage, encodeMessage } from '../../../core/io/codec.ts';
import type { HostEvents, NormscopeApi } from '../../ipc/contract.ts';
import type { Reply } from '../../ipc/types.ts';
import type { ServerMessage } from '../messages.ts';
import type { ClientMessage } from '../parseMessage.ts';
import { answerAsk } from './asks.ts';
import { refusal } from './refusal.ts';
import { upload } from './upload.ts';

const GONE = {
  ok: false,
  code: 'hostGone',
  message: 'Normscope has stopped. Start it again and open the address that it prints.',
  details: { reason: 'Normscope has stopped' },
} as const;

type Listener = (payload: never) => void;

/** `window.normscope` in a browser: the contract over one WebSocket to the loopback host. */
export function createApi(address: string): NormscopeApi {
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<number, (reply: Reply<never>) => void>();
  let number = 0;
  const socket = new WebSocket(address);
  socket.binaryType = 'arraybuffer';
  let welcome: (key: string) => void = () => undefined;
  /** By it the host knows whose files these are. */
  const key = new Promise<string>((resolve) => (welcome = resolve));
  let welcomed = false;
  void key.then(() => (welcomed = true));

  const tell = (event: string, payload: unknown) => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never);
  };
  document.addEventListener('fullscreenchange', () =>
    tell('fullScreen', document.fullscreenElement !== null),
  );
  /** At once, so that the host works while the page goes on. A socket that never opens is closed, which answers every call. */
  const send = (message: ClientMessage) => {
    const bytes = encodeMessage(message) as Uint8Array<ArrayBuffer>;
    if (welcomed) socket.send(bytes);
    else void key.then(() => socket.send(bytes));
  };

  socket.addEventListener('message', ({ data }) => {
    const message = decodeMessage(new Uint8Array(data as ArrayBuffer)) as ServerMessage;
    switch (message.kind) {
      case 'welcome':
        return welcome(message.key);
      case 'reply':
        waiting.get(message.id)?.(message.reply as Reply<never>);
        waiting.delete(message.id);
        return;
      case 'event':
        return tell(message.event, message.payload);
      case 'ask':
        void key
          .then((own) => answerAsk(own, message.ask))
          .then((reply) => send({ kind: 'answer', id: message.id, reply }));
        return;
      default:
        return message satisfies never;
    }
  });
  socket.addEventListener('close', () => {
    for (const answer of waiting.values()) answer(GONE);
    waiting.clear();
    tell('failed', GONE);
  });

  return {
    call: (name, argument) =>
      new Promise((resolve) => {
        if (socket.readyState > WebSocket.OPEN) {
          resolve(GONE);
          return;
        }
        const id = ++number;
        waiting.set(id, resolve);
        send({ kind: 'call', id, name, argument });
      }),
    on<E extends keyof HostEvents>(event: E, listener: (payload: HostEvents[E]) => void) {
      const set = listeners.get(event) ?? new Set();
      // A wrapper of its own for each call: a listener that is added twice is removed once.
      const entry: Listener = (payload) => listener(payload);
      listeners.set(event, set.add(entry));
      if (event === 'opened') send({ kind: 'listening' });
      return () => void set.delete(entry);
    },
    openDropped(files) {
      const done = key.then((own) => upload(own, files)).catch(refusal);
      void done.then((reply) => {
        if (reply.ok) return send({ kind: 'dropped', uploads: reply.value });
        return tell('failed', reply);
      });
    },
  };
}
