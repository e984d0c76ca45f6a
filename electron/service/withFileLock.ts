import { open, rm, stat, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { readSmallFile } from './readSmallFile.ts';
import { isGone, MAKER } from './temporaries.ts';

const RETRY = 15;
/** Longest wait: a process that was stopped in its work must not keep all others from theirs. */
const PATIENCE = 3000;

/**
 * Does work while no other process is inside the same lock: a file that names its process.
 * @throws the system's error when the lock's folder takes no file
 */
export async function withFileLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + PATIENCE;
  while (!(await taken(lock)) && Date.now() < deadline) {
    if (await isLeftOver(lock)) await rm(lock, { force: true });
    else await sleep(RETRY);
  }
  try {
    return await work();
  } finally {
    if ((await makerOf(lock)) === MAKER) await rm(lock, { force: true });
  }
}

async function taken(lock: string): Promise<boolean> {
  try {
    const handle = await open(lock, 'wx');
    await named(handle).catch(async (error: unknown) => {
      // On a full disk: a lock without a name would keep all others waiting.
      await rm(lock, { force: true });
      throw error;
    });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const named = (handle: FileHandle) => handle.writeFile(MAKER).finally(() => handle.close());
const makerOf = (lock: string) => readSmallFile(lock, 100);

/** A lock whose process is gone, or that is older than any work takes. */
async function isLeftOver(lock: string): Promise<boolean> {
  const maker = await makerOf(lock);
  const [host, pid] = maker?.split('-') ?? [];
  if (host === MAKER.split('-')[0] && pid && (await isGone(Number(pid), lock))) return true;
  const found = await stat(lock).catch(() => null);
  return found !== null && found.mtimeMs < Date.now() - 10 * PATIENCE;
}
