import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';

/** Where a page fetches a file that was made for it, seen from the page. */
export const DOWNLOAD_PATH = 'download';

/** Files that wait to be fetched by a page, each once, by an address that nobody can guess. */
export class Downloads {
  readonly #files = new Map<string, string>();

  /**
   * Offers a file, which lies in a folder of its own; both are deleted when it was fetched.
   * @returns  its address, seen from the page
   */
  offer(file: string): string {
    const token = randomBytes(24).toString('base64url');
    this.#files.set(token, file);
    return `${DOWNLOAD_PATH}?file=${token}`;
  }

  /** Takes a file back that was not fetched, and deletes it. */
  async withdraw(address: string): Promise<void> {
    const token = new URLSearchParams(address.slice(DOWNLOAD_PATH.length)).get('file') ?? '';
    const file = this.#take(token);
    if (file !== undefined) await remove(file);
  }

  /**
   * Sends the file of a token, which ends when all of it was sent.
   * @param headers  of the answer beside those about the file
   * @returns        false when there is no such file; nothing was sent then
   */
  async send(
    token: string,
    response: ServerResponse,
    headers: Readonly<Record<string, string>>,
  ): Promise<boolean> {
    const file = this.#files.get(token);
    if (file === undefined) return false;
    try {
      const { size } = await stat(file);
      response.writeHead(200, {
        ...headers,
        'content-length': size,
        'content-disposition': attachment(path.basename(file)),
      });
      await pipeline(createReadStream(file), response);
      this.#files.delete(token);
      await remove(file);
    } catch {
      // A browser that gives up is no failure of this host: it may ask again, until its page goes.
      response.destroy();
    }
    return true;
  }

  #take(token: string): string | undefined {
    const file = this.#files.get(token);
    this.#files.delete(token);
    return file;
  }
}

function remove(file: string): Promise<void> {
  return rm(path.dirname(file), { recursive: true, force: true });
}

/** RFC 6266: a plain name for old browsers, the true one for all others. */
function attachment(name: string): string {
  const plain = name.replace(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16)}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
