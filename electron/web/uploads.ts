import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../core/errors.ts';
import { FOLDER_PREFIX, sweep } from '../service/temporaries.ts';
import { unwritable } from '../workers/fileError.ts';
import { LARGEST_FILE } from '../workers/load.ts';

const LONGEST_NAME = 120;
/** Bytes of the disk that are left to others. */
const SPARE = 256 * 2 ** 20;

/** A file name that is safe on every system and keeps its extension. */
function safeName(name: string): string {
  const plain = name.replace(/[\p{Cc}\\/:*?"<>|]/gu, '_').replace(/^\.+/, '_');
  return plain.slice(-LONGEST_NAME) || 'file';
}

/** Files that pages handed over, in a temporary folder; each is known to the page by a random id and never by a path. */
export class Uploads {
  /** Where they lie. */
  readonly folder: string;
  readonly #limit: number | null;
  readonly #paths = new Map<string, string>();

  private constructor(folder: string, limit: number | null) {
    this.folder = folder;
    this.#limit = limit;
  }

  /** @param limit  bytes of the largest file that is taken; when null, what can be opened: of .npy what the disk has room for */
  static async start(limit: number | null): Promise<Uploads> {
    await sweep(tmpdir());
    const folder = await mkdtemp(path.join(tmpdir(), FOLDER_PREFIX)).catch((error: unknown) => {
      throw unwritable(path.join(tmpdir(), FOLDER_PREFIX), error);
    });
    return new Uploads(folder, limit);
  }

  /**
   * Writes a stream to a file of its own.
   * @param name    what the page calls it
   * @param length  bytes that were announced; null when unknown
   * @returns       the id
   * @throws InputError fileTooLarge, diskFull; nothing is left behind
   */
  async receive(source: Readable, name: string, length: number | null): Promise<string> {
    const { most, refusal } = await this.#limitOf(name);
    if (length !== null && length > most) throw refusal;
    const id = randomBytes(16).toString('hex');
    const folder = await mkdtemp(path.join(this.folder, 'file-'));
    const file = path.join(folder, safeName(name));
    let left = most;
    const bounded = new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        left -= chunk.length;
        if (left < 0) done(refusal);
        else done(null, chunk);
      },
    });
    try {
      await pipeline(source, bounded, createWriteStream(file, { flags: 'wx' }));
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull(name, 0) : error;
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
    // A job that ends may still write.
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  /** A folder of its own for a file that is made for a page. @returns the file's path */
  async placeFor(name: string): Promise<string> {
    return path.join(await mkdtemp(path.join(this.folder, 'made-')), safeName(name));
  }

  /** Most bytes of a file, and what is said to one that has more. */
  async #limitOf(name: string): Promise<{ readonly most: number; readonly refusal: InputError }> {
    if (this.#limit === null && /\.npy$/i.test(name)) {
      const { bavail, bsize } = await statfs(this.folder);
      const most = Math.max(0, bavail * bsize - SPARE);
      return { most, refusal: diskFull(name, most) };
    }
    const most = this.#limit ?? LARGEST_FILE;
    return { most, refusal: tooLarge(name, most) };
  }
}

function tooLarge(name: string, limit: number): InputError {
  return new InputError(
    'fileTooLarge',
    `${name} is too large: at most ${limit} bytes can be opened in a browser. Use the command line.`,
    { file: name, limit },
  );
}

function diskFull(name: string, free: number): InputError {
  return new InputError(
    'diskFull',
    `${name} does not fit on the disk, where files from the browser are kept meanwhile: ${free} bytes are free. Make room, or use the command line.`,
    { file: name, free },
  );
}
