import { randomBytes } from 'node:crypto';
import { mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { unwritable } from '../workers/fileError.ts';

/** A file to write: its path as the user gave it, and its bytes. */
export interface Output {
  readonly file: string;
  readonly bytes: Uint8Array;
}

interface Staged {
  readonly output: Output;
  /** Where the file goes: what a symbolic link points to. */
  readonly target: string;
  /** The whole content beside the target; null for a device or pipe, which is written to as it is. */
  readonly temporary: string | null;
}

/**
 * Writes all files or none: every one is complete beside its target before the first takes its place.
 * @throws InputError unwritable, naming the file and what to do
 */
export async function writeOutputs(outputs: readonly Output[]): Promise<void> {
  const staged: Staged[] = [];
  try {
    for (const output of outputs) staged.push(await stage(output));
    for (const { output, target, temporary } of staged)
      await (
        temporary === null ? writeFile(target, output.bytes) : rename(temporary, target)
      ).catch((error: unknown) => {
        throw unwritable(output.file, error);
      });
  } finally {
    for (const { temporary } of staged)
      if (temporary !== null) await rm(temporary, { force: true }).catch(() => undefined);
  }
}

async function stage(output: Output): Promise<Staged> {
  const { file, bytes } = output;
  const target = await realpath(file).catch(() => file);
  const present = await stat(target).catch(() => null);
  if (present?.isDirectory()) throw unwritable(file, { code: 'EISDIR' });
  if (present && !present.isFile()) return { output, target, temporary: null };
  const random = randomBytes(6).toString('hex');
  const temporary = path.join(path.dirname(target), `.${path.basename(target)}.${random}.tmp`);
  try {
    const handle = await open(temporary, 'wx', present?.mode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw unwritable(file, error);
  }
  return { output, target, temporary };
}

/**
 * Makes a folder and those above it. Node's own `recursive` never ends below a folder that refuses new entries with
 * ENOENT, as /proc does.
 * @throws InputError unwritable
 */
export async function makeFolder(folder: string): Promise<void> {
  const isFolder = async (name: string) =>
    (await stat(name).catch(() => null))?.isDirectory() ?? false;
  if (await isFolder(folder)) return;
  const parent = path.dirname(folder);
  if (parent !== folder) await makeFolder(parent);
  try {
    await mkdir(folder);
  } catch (error) {
    if (await isFolder(folder)) return;
    const code = (error as NodeJS.ErrnoException).code;
    throw unwritable(folder, code === 'ENOENT' ? { code: 'EPERM' } : error);
  }
}
