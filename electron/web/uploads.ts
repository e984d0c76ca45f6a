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
import { DiskReserve } from './diskReserve.ts';

const LONGEST_NAME = 120;
/** Bytes that are written in one go: a file comes in pieces of 64 KiB. */
const AT_ONCE = 2 ** 20;

export interface UploadOptions {
  /** Bytes of the largest file that is taken; what can be opened when left out: of .npy what the disk has room for. */
  readonly limit?: number | undefined;
  /** Free bytes of the disk with a folder; asked of the system when left out. */
  readonly freeBytes?: ((folder: string) => Promise<number>) | undefined;
}

/** What a page hands over. */
export interface Upload {
  readonly source: Readable;
  /** What the page calls it. */
  readonly name: string;
  /** Bytes that were announced; null when unknown. */
  readonly length: number | null;
  /** The page is gone. */
  readonly signal: AbortSignal;
}

/** A file name that is safe on every system and keeps its extension. */
function safeName(name: string): string {
  const plain = name.replace(/[\p{Cc}\\/:*?"<>|]/gu, '_').replace(/^\.+/, '_');
  return plain.slice(-LONGEST_NAME) || 'file';
}

async function freeBytesOf(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** The temporary folder of all pages' files: those that they handed over, and those that are made for them. */
export class Uploads {
  /** Where they lie. */
  readonly folder: string;
  readonly #limit: number | undefined;
  readonly #reserve: DiskReserve;

  private constructor(folder: string, { limit, freeBytes = freeBytesOf }: UploadOptions) {
    this.folder = folder;
    this.#limit = limit;
    this.#reserve = new DiskReserve(() => freeBytes(folder));
  }

  /** @throws InputError unwritable when the temporary folder is */
  static async start(options: UploadOptions = {}): Promise<Uploads> {
    await sweep(tmpdir());
    const folder = await mkdtemp(path.join(tmpdir(), FOLDER_PREFIX)).catch((error: unknown) => {
      throw unwritable(path.join(tmpdir(), FOLDER_PREFIX), error);
    });
    return new Uploads(folder, options);
  }

  /**
   * Writes a stream to a file of its own.
   * @returns  the file's path
   * @throws InputError fileTooLarge, diskFull, or the signal's error; nothing is left behind
   */
  async receive({ source, name, length, signal }: Upload): Promise<string> {
    const limit = this.#limit ?? (/\.npy$/i.test(name) ? Infinity : LARGEST_FILE);
    if (length !== null && length > limit) throw tooLarge(name, limit);
    let promised = 0;
    const promise = async (bytes: number) => {
      const room = await this.#reserve.promise(bytes);
      if (room !== null) throw diskFull(name, room);
      promised += bytes;
    };
    let taken = 0;
    const take = async (bytes: number) => {
      taken += bytes;
      if (taken > limit) throw tooLarge(name, limit);
      if (length === null) await promise(bytes);
      this.#reserve.release(bytes);
      promised -= bytes;
    };
    if (length !== null) await promise(length);
    const folder = await mkdtemp(path.join(this.folder, 'file-'));
    const file = path.join(folder, safeName(name));
    const counted = new Transform({
      highWaterMark: AT_ONCE,
      transform: (chunk: Buffer, _encoding, done) => {
        take(chunk.length).then(() => done(null, chunk), done);
      },
    });
    const written = createWriteStream(file, { flags: 'wx', highWaterMark: AT_ONCE });
    try {
      await pipeline(source, counted, written, { signal });
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw (error as NodeJS.ErrnoException).code === 'ENOSPC' ? diskFull(name, 0) : error;
    } finally {
      this.#reserve.release(promised);
    }
    return file;
  }

  /** A folder of its own for a file that is made for a page. @returns the file's path */
  async placeFor(name: string): Promise<string> {
    return path.join(await mkdtemp(path.join(this.folder, 'made-')), safeName(name));
  }

  /** Deletes a file with its folder. A job that ends may still write. */
  async remove(file: string): Promise<void> {
    await rm(path.dirname(file), { recursive: true, force: true, maxRetries: 5 });
  }

  /** Deletes every file. */
  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
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
