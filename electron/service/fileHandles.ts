import { randomBytes } from 'node:crypto';
import { InputError } from '../../core/errors.ts';
import type { Host } from './host.ts';

/** A file that a window may ask for again. */
export interface KnownFile {
  readonly host: Host;
  readonly path: string;
  /** What a person knows it by. */
  readonly name: string;
  /** Further files that are one tensor with it. */
  readonly more: readonly { readonly path: string; readonly name: string }[];
}

/** Files that windows opened: known to them by a random handle, never by a path. */
export class FileHandles {
  readonly #known = new Map<string, KnownFile>();

  add(host: Host, path: string, name: string, more: KnownFile['more'] = []): string {
    const handle = randomBytes(16).toString('hex');
    this.#known.set(handle, { host, path, name, more });
    return handle;
  }

  /** @throws InputError unknownFile for the file of another window too */
  get(host: Host, handle: string): KnownFile {
    const known = this.#known.get(handle);
    if (known?.host === host) return known;
    throw new InputError('unknownFile', 'This file is no longer at hand. Open it again.');
  }

  /** True for a file that a window may ask for again. */
  has(host: Host, path: string): boolean {
    return [...this.#known.values()].some(
      (known) => known.host === host && pathsOf(known).includes(path),
    );
  }

  isOf(host: Host, handle: string): boolean {
    return this.#known.get(handle)?.host === host;
  }

  /** Forgets a handle; the file is its opener's. */
  remove(handle: string): void {
    this.#known.delete(handle);
  }

  /** The file is not needed any more: its host may delete what it kept of it. */
  async drop(handle: string): Promise<void> {
    const known = this.#known.get(handle);
    this.#known.delete(handle);
    if (known) await known.host.filesRead?.(pathsOf(known));
  }

  /** A window is gone. */
  forget(host: Host): void {
    for (const [handle, known] of this.#known) if (known.host === host) this.#known.delete(handle);
  }
}

const pathsOf = ({ path, more }: KnownFile) => [path, ...more.map((each) => each.path)];
