import { readFileSync } from 'node:fs';

const compiled = new Map<string, WebAssembly.Module>();

/**
 * The built kernels, compiled once a thread, whoever asks first.
 * @param dist  folder with them
 * @throws the system's error where there are none, WebAssembly.CompileError where they are broken
 */
export function kernelModule(dist: URL): WebAssembly.Module {
  const known = compiled.get(dist.href);
  if (known) return known;
  const file = readFileSync(new URL('wasm/kernels.wasm', dist));
  const made = new WebAssembly.Module(new Uint8Array(file));
  compiled.set(dist.href, made);
  return made;
}
