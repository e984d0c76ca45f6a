import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import path from 'node:path';

/** Tells machines apart that share a folder: only here is it known whether a process is gone. */
const HOST = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
const LEFT = new RegExp(`^\\.?normscope-${HOST}-(\\d+)-[\\w-]+(\\.tmp)?$`);
/** Clocks of file systems are coarse. */
const SLACK = 2000;

/** Who made a file or folder, for its name or its content: this machine and this process. */
export const MAKER = `${HOST}-${process.pid}`;

/** Beginning of the name of a temporary folder, for mkdtemp. */
export const FOLDER_PREFIX = `normscope-${MAKER}-`;

/** Path for the whole content of a file beside it. Its length does not depend on the file's name, which may be as long as names can be. */
export function temporaryFor(file: string): string {
  const random = randomBytes(6).toString('hex');
  return path.join(path.dirname(file), `.normscope-${MAKER}-${random}.tmp`);
}

/** Deletes what processes that are gone have left in a folder; what cannot be deleted stays. */
export async function sweep(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, pid] = LEFT.exec(name) ?? [];
    const left = path.join(folder, name);
    if (pid === undefined || !(await isGone(Number(pid), left))) continue;
    await rm(left, { recursive: true, force: true }).catch(() => undefined);
  }
}

/**
 * True when the process that made a file has ended.
 * @param pid  its number, on this machine
 */
export async function isGone(pid: number, file: string): Promise<boolean> {
  if (pid === process.pid) {
    // Numbers come again, in containers at every start.
    const made = await stat(file).catch(() => null);
    return made !== null && made.mtimeMs < Date.now() - process.uptime() * 1000 - SLACK;
  }
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
