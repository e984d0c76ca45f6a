// The preload's world: as much of its electron module as the preload uses, over the binding that the
// test process gave this world. codec.mjs stands before this file, the preload after it.
const electronForPreload = (() => {
  const tell = (kind, detail) =>
    document.dispatchEvent(new CustomEvent(`bridge:${kind}`, { detail }));
  const hear = (kind, listener) =>
    document.addEventListener(`bridge:${kind}`, ({ detail }) => listener(detail));

  const exposed = new Map();
  let functions = 0;
  const inward = ({ value, callback }) =>
    callback === undefined ? value : (...args) => tell('back', { callback, args });
  hear('call', ({ id, name, args }) => {
    try {
      const value = exposed.get(name)(...args.map(inward));
      if (typeof value === 'function') {
        const made = `function ${++functions}`;
        exposed.set(made, value);
        tell('return', { kind: 'function', value: made });
      } else if (value instanceof Promise) {
        tell('return', { kind: 'promise' });
        value.then(
          (settled) => tell('settle', { id, ok: true, value: settled }),
          (error) => tell('settle', { id, ok: false, value: String(error.message ?? error) }),
        );
      } else tell('return', { kind: 'value', value });
    } catch (error) {
      tell('return', { kind: 'throw', value: String(error.message ?? error) });
    }
  });

  const waiting = new Map();
  const listeners = new Map();
  let calls = 0;
  const toMain = (message) => globalThis.standInToMain(JSON.stringify(message));
  globalThis.standInFromMain = (text) => {
    const message = JSON.parse(text);
    if (message.kind === 'event') {
      for (const listener of listeners.get(message.channel) ?? [])
        listener({}, ...decode(message.args));
      return;
    }
    const { resolve, reject } = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) resolve(decode(message.value));
    else reject(new Error(message.value));
  };

  hear('window-open', ({ url }) => toMain({ kind: 'window-open', url }));
  // A key that the page leaves alone goes to the menu.
  addEventListener('keydown', (event) => {
    const { key, ctrlKey, metaKey, shiftKey, altKey } = event;
    setTimeout(() => {
      if (!event.defaultPrevented)
        toMain({ kind: 'key', key, ctrl: ctrlKey || metaKey, shift: shiftKey, alt: altKey });
    });
  });

  return {
    contextBridge: {
      exposeInMainWorld(key, api) {
        for (const [name, value] of Object.entries(api)) exposed.set(name, value);
        tell('expose', { key, names: Object.keys(api) });
      },
    },
    ipcRenderer: {
      invoke: (channel, ...args) =>
        new Promise((resolve, reject) => {
          const id = ++calls;
          waiting.set(id, { resolve, reject });
          toMain({ kind: 'invoke', id, channel, args: encode(args) });
        }),
      send: (channel, ...args) => toMain({ kind: 'send', channel, args: encode(args) }),
      on(channel, listener) {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener]);
      },
    },
    // Only the test knows where the file that it drops lies: it says so in the file's type, in hexadecimal.
    webUtils: {
      getPathForFile({ type }) {
        const bytes = (type.match(/^path\/(.*)$/)?.[1] ?? '').match(/../g) ?? [];
        return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => parseInt(byte, 16)));
      },
    },
  };
})();
globalThis.require = () => electronForPreload;
