import { decodeMessage, encodeMessage } from '../../../core/io/codec.ts';
import type { HostEvents, NormscopeApi } from '../../ipc/contract.ts';
import type { ClientMessage, ServerMessage } from '../messages.ts';
import { answerAsk } from './asks.ts';
import { upload } from './upload.ts';

const GONE = {
  ok: false,
  code: 'hostGone',
  message: 'Normscope has stopped. Start it again and reload this page.',
  details: {},
} as const;

type Listener = (payload: never) => void;

/** `window.normscope` in a browser: the contract over one WebSocket to the loopback host. */
function connect(): NormscopeApi {
  const listeners = new Map<string, Set<Listener>>();
  const waiting = new Map<number, (reply: never) => void>();
  let number = 0;
  const socket = new WebSocket(`ws://${location.host}/contract`);
  socket.binaryType = 'arraybuffer';

  const open = new Promise<void>((resolve) => {
    socket.addEventListener('open', () => resolve(), { once: true });
  });
  const send = async (message: ClientMessage) => {
    await open;
    socket.send(encodeMessage(message) as Uint8Array<ArrayBuffer>);
  };

  socket.addEventListener('message', ({ data }) => {
    const message = decodeMessage(new Uint8Array(data as ArrayBuffer)) as ServerMessage;
    switch (message.kind) {
      case 'reply':
        waiting.get(message.id)?.(message.reply as never);
        waiting.delete(message.id);
        break;
      case 'event':
        for (const listener of listeners.get(message.event) ?? [])
          listener(message.payload as never);
        break;
      case 'ask':
        void answerAsk(message.ask).then((value) =>
          send({ kind: 'answer', id: message.id, value }),
        );
        break;
      default:
        message satisfies never;
    }
  });
  socket.addEventListener('close', () => {
    for (const answer of waiting.values()) answer(GONE as never);
    waiting.clear();
    for (const listener of listeners.get('failed') ?? []) listener(GONE as never);
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
        void send({ kind: 'call', id, name, argument });
      }),
    on<E extends keyof HostEvents>(event: E, listener: (payload: HostEvents[E]) => void) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set.add(listener as Listener));
      return () => void set.delete(listener as Listener);
    },
    openDropped(files) {
      void upload(files).then((names) => send({ kind: 'dropped', names }));
    },
  };
}

Object.defineProperty(window, 'normscope', {
  value: connect(),
  configurable: false,
  writable: false,
});
