// The page's half of the bridge: what the preload exposes appears on window, and calls, listeners and
// results pass between the two worlds as the details of events, which Chromium clones on the way.
(() => {
  const callbacks = new Map();
  const settling = new Map();
  let last = 0;
  let returned = null;
  const tell = (kind, detail) =>
    document.dispatchEvent(new CustomEvent(`bridge:${kind}`, { detail }));
  const hear = (kind, listener) =>
    document.addEventListener(`bridge:${kind}`, ({ detail }) => listener(detail));

  const outward = (value) => {
    if (typeof value !== 'function') return { value };
    const id = ++last;
    callbacks.set(id, value);
    return { callback: id };
  };

  const caller =
    (name) =>
    (...args) => {
      const id = ++last;
      returned = null;
      tell('call', { id, name, args: args.map(outward) });
      if (returned === null) throw new Error(`the preload did not answer ${name}`);
      const { kind, value } = returned;
      if (kind === 'throw') throw new Error(value);
      if (kind === 'function') return caller(value);
      if (kind !== 'promise') return value;
      return new Promise((resolve, reject) => settling.set(id, { resolve, reject }));
    };

  hear('expose', ({ key, names }) => {
    const api = Object.fromEntries(names.map((name) => [name, caller(name)]));
    Object.defineProperty(window, key, { value: Object.freeze(api), enumerable: true });
  });
  hear('return', (result) => (returned = result));
  hear('settle', ({ id, ok, value }) => {
    const { resolve, reject } = settling.get(id);
    settling.delete(id);
    if (ok) resolve(value);
    else reject(new Error(value));
  });
  hear('back', ({ callback, args }) => callbacks.get(callback)(...args));

  window.open = (address) => {
    tell('window-open', { url: new URL(address, location.href).href });
    return null;
  };
})();
