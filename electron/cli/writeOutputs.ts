import { rm, writeFile } from 'node:fs/promises';
import { identityOf, targetOf } from '../service/target.ts';
import { moveInto, stageFile, type Staged } from '../service/writeFileAtomic.ts';
import { unwritable } from '../workers/fileError.ts';
import { UsageError } from './usageError.ts';

/** A file to write: its path as the user gave it, and its bytes. */
export interface Output {
  readonly file: string;
  readonly bytes: Uint8Array;
}

/** A file that a command reads or writes, with what the user calls it by, e.g. "--json". */
export interface Named {
  readonly file: string;
  readonly flag: string;
}

/**
 * No output takes the place of an input or of another output, whatever links lead to it.
 * @throws UsageError
 */
export async function checkApart(
  inputs: readonly Named[],
  outputs: readonly Named[],
): Promise<void> {
  const known = new Map<string, string>();
  for (const { file, flag } of inputs) known.set(await identityOf(file), flag);
  for (const { file, flag } of outputs) {
    const identity = await identityOf(file);
    const other = known.get(identity);
    if (other !== undefined)
      throw new UsageError(
        `${flag}: ${file} is the same file as ${other}; expected another one, so that it is not lost.`,
      );
    known.set(identity, flag);
  }
}

/**
 * Writes all files or none: every one is complete beside its target before the first takes its place. A device or pipe is written to as
 * it is.
 * @throws InputError unwritable, naming the file and what to do
 */
export async function writeOutputs(outputs: readonly Output[]): Promise<void> {
  const staged: { readonly output: Output; readonly whole: Staged | null }[] = [];
  try {
    for (const output of outputs) staged.push({ output, whole: await stage(output) });
    for (const { output, whole } of staged)
      if (whole) await moveInto(output.file, whole);
      else
        await writeFile(output.file, output.bytes).catch((error: unknown) => {
          throw unwritable(output.file, error);
        });
  } finally {
    for (const { whole } of staged)
      if (whole) await rm(whole.temporary, { force: true }).catch(() => undefined);
  }
}

/** The whole content beside its place; null for a device or pipe. */
async function stage({ file, bytes }: Output): Promise<Staged | null> {
  const { path: target, present } = await targetOf(file).catch((error: unknown) => {
    throw unwritable(file, error);
  });
  if (present?.isDirectory()) throw unwritable(file, { code: 'EISDIR' });
  if (present && !present.isFile()) return null;
  return stageFile(file, target, present, bytes);
}
