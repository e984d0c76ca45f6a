// A module hook: `electron` is electron.mjs beside this file.
const stub = new URL('./electron.mjs', import.meta.url).href;

export const resolve = (specifier, context, next) =>
  specifier === 'electron' ? { url: stub, shortCircuit: true } : next(specifier, context);
