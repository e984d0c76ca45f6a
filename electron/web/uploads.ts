import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../core/errors.ts';

const LONGEST_NAME = 120;

/** A file name that is safe on every system and keeps its extension. */
function safeName(name: string): string {
  const plain = name.replace(/[\p{Cc}\\/:*?"<>|]/gu, '_').replace(/^\.+/, '_');
  return plain.slice(-LONGEST_NAME) || 'file';
}

/** Files that pages handed over, in a temporary folder; each is known to the page by a random id and never by a path. */
export class Uploads {
  /** Where they lie. */
  readonly folder: string;
  readonly #limit: number;
  readonly #paths = new Map<string, string>();

  private constructor(folder: string, limit: number) {
    this.folder = folder;
    this.#limit = limit;
  }

  /** @param limit  bytes of the largest file that is taken */
  static async start(limit: number): Promise<Uploads> {
    return new Uploads(await mkdtemp(path.join(tmpdir(), 'normscope-')), limit);
  }

  /**
   * Writes a stream to a file of its own.
   * @param name    what the page calls it
   * @param length  bytes that were announced; null when unknown
   * @returns       the id
   * @throws InputError fileTooLarge; nothing is left behind
   */
  async receive(source: Readable, name: string, length: number | null): Promise<string> {
    if (length !== null && length > this.#limit) throw this.#tooLarge(name);
    const id = randomBytes(16).toString('hex');
    const folder = await mkdtemp(path.join(this.folder, 'file-'));
    const file = path.join(folder, safeName(name));
    let left = this.#limit;
    const bounded = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        left -= chunk.length;
        if (left < 0) done(this.#tooLarge(name));
        else done(null, chunk);
      },
    });
    try {
      await pipeline(source, bounded, createWriteStream(file, { flags: 'wx' }));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    this.#paths.set(id, file);
    return id;
  }

  /**
   * Where the file of an id lies.
   * @throws InputError unknownUpload
   */
  pathOf(id: unknown): string {
    const file = typeof id === 'string' ? this.#paths.get(id) : undefined;
    if (file !== undefined) return file;
    throw new InputError('unknownUpload', 'This file was not handed over. Open it again.');
  }

  /** Deletes a file that has been read. */
  async remove(file: string): Promise<void> {
    for (const [id, known] of this.#paths) {
      if (known !== file) continue;
      this.#paths.delete(id);
      await rm(path.dirname(file), { recursive: true, force: true });
    }
  }

  /** Deletes every file. */
  async close(): Promise<void> {
    this.#paths.clear();
    await rm(this.folder, { recursive: true, force: true });
  }

  #tooLarge(name: string): InputError {
    return new InputError(
      'fileTooLarge',
      `${name} is too large: at most ${this.#limit} bytes can be opened in a browser. Use the command line.`,
      { file: name, limit: this.#limit },
    );
  }
}
