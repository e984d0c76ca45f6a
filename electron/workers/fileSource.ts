import fs from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { InputError } from '../../core/errors.ts';
import type { ByteSource } from '../../core/io/byteSource.ts';
import type { ReportProgress } from './progress.ts';

const CHUNK = 8 * 2 ** 20;

/** A file as it was at one moment: another size, time or place on the disk is another content. */
export interface FileStamp {
  readonly size: number;
  readonly modified: number;
  readonly inode: number;
}

/** An open file that is read by range. */
export interface FileSource extends ByteSource {
  readonly stamp: FileStamp;
  /** Says how many bytes are going to be read from here on, for the progress. */
  expect(bytes: number): void;
  close(): void;
}

export function stampOf({ size, mtimeMs, ino }: fs.Stats): FileStamp {
  return { size, modified: mtimeMs, inode: ino };
}

export function sameStamp(a: FileStamp, b: FileStamp): boolean {
  return a.size === b.size && a.modified === b.modified && a.inode === b.inode;
}

/**
 * Refuses what is no ordinary file: a pipe makes who reads it wait, a device may never end.
 * @throws InputError fileUnreadable
 */
export function requireOrdinary(stat: fs.Stats): void {
  if (stat.isFile()) return;
  const kind = stat.isDirectory()
    ? 'a folder'
    : stat.isFIFO()
      ? 'a pipe'
      : stat.isSocket()
        ? 'a socket'
        : 'a device';
  throw new InputError(
    'fileUnreadable',
    `this is ${kind}; expected a file. ${stat.isDirectory() ? 'Choose a file in it.' : 'Write what comes out of it into a file first.'}`,
    { kind },
  );
}

/** What became a pipe a moment ago is opened all the same, but not waited for. */
const FLAGS = fs.constants.O_RDONLY | (fs.constants.O_NONBLOCK ?? 0);

/**
 * Opens a file for who reads it as it comes.
 * @throws InputError fileUnreadable for what is no ordinary file; what the system throws
 */
export async function openOrdinary(path: string): Promise<FileHandle> {
  requireOrdinary(await stat(path));
  const handle = await open(path, FLAGS);
  try {
    requireOrdinary(await handle.stat());
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/**
 * The first bytes of a file, by which its kind is told.
 * @param most  bytes; fewer of a shorter file
 * @throws InputError fileUnreadable for what is no ordinary file; what the system throws
 */
export async function readHead(path: string, most: number): Promise<Uint8Array> {
  const handle = await openOrdinary(path);
  const { bytesRead, buffer } = await handle
    .read({ buffer: new Uint8Array(most) })
    .finally(() => handle.close());
  return buffer.subarray(0, bytesRead);
}

/**
 * The text of a file.
 * @param most  bytes
 * @returns null for a longer file
 * @throws InputError fileUnreadable for what is no ordinary file; what the system throws
 */
export async function readText(path: string, most: number): Promise<string | null> {
  const handle = await openOrdinary(path);
  try {
    return (await handle.stat()).size > most ? null : await handle.readFile('utf8');
  } finally {
    await handle.close();
  }
}

/**
 * Opens a file without waiting for anybody.
 * @throws InputError fileUnreadable for what is no ordinary file; what the system throws
 */
export function openFileSource(path: string, report: ReportProgress): FileSource {
  requireOrdinary(fs.statSync(path));
  const file = fs.openSync(path, FLAGS);
  const stat = fs.fstatSync(file);
  let total = stat.size;
  let done = 0;
  try {
    requireOrdinary(stat);
  } catch (error) {
    fs.closeSync(file);
    throw error;
  }
  return {
    size: stat.size,
    stamp: stampOf(stat),
    expect(bytes) {
      total = bytes;
      done = 0;
    },
    readInto(target, from) {
      for (let at = 0; at < target.length;) {
        const length = Math.min(CHUNK, target.length - at);
        const read = fs.readSync(file, target, at, length, from + at);
        if (read === 0)
          throw new InputError(
            'fileUnreadable',
            `the file became shorter while it was read: expected ${from + target.length} bytes, got ${from + at}. Try again.`,
          );
        at += read;
        done += read;
        report(Math.min(done, total), total);
      }
    },
    close: () => fs.closeSync(file),
  };
}
