import type { BigIntStats, Stats } from 'node:fs';
import { chmod, chown, readlink, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

/** Where a path leads, and what is there. */
export interface Target {
  /** What a symbolic link points to, and be it nothing yet. */
  readonly path: string;
  readonly present: Stats | null;
}

/** Links that follow each other at most, as on Linux. */
const MOST_LINKS = 40;
const PERMISSIONS = 0o7777;

/** @throws the system's error for links that go round in a circle */
export async function targetOf(file: string): Promise<Target> {
  const found = await stat(file).catch(() => null);
  // /dev/stdout may lead to a pipe, which has no other name.
  if (found && !found.isFile() && !found.isDirectory()) return { path: file, present: found };
  const at = await followed(path.resolve(file), MOST_LINKS);
  return { path: at, present: await stat(at).catch(() => null) };
}

async function followed(file: string, links: number): Promise<string> {
  try {
    return await realpath(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || links === 0) throw error;
  }
  const link = await readlink(file).catch(() => null);
  if (link !== null) return followed(path.resolve(path.dirname(file), link), links - 1);
  const folder = await realpath(path.dirname(file)).catch(() => path.dirname(file));
  return path.join(folder, path.basename(file));
}

/** Gives a file that takes another's place its owner, as far as one may, and its permissions. */
export async function takeAfter(temporary: string, present: Stats | null): Promise<void> {
  if (!present) return;
  await chown(temporary, present.uid, present.gid).catch(() => undefined);
  await chmod(temporary, present.mode & PERMISSIONS);
}

/** The same for every path that leads to one file, by whatever links: two paths are the same file when these are equal. */
export async function identityOf(file: string): Promise<string> {
  const found: BigIntStats | null = await stat(file, { bigint: true }).catch(() => null);
  if (found && found.ino !== 0n) return `${found.dev}:${found.ino}`;
  const { path: at } = await targetOf(file).catch(() => ({ path: path.resolve(file) }));
  // These systems do not tell such names apart.
  const folds = process.platform === 'win32' || process.platform === 'darwin';
  return folds ? at.normalize('NFC').toLowerCase() : at;
}
