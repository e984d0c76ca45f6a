import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/**
 * The text of a file; null when there is none. A pipe, which would keep its reader waiting for ever, a folder or a device is none.
 * @param most  bytes; a larger file is none
 */
export async function readSmallFile(file: string, most: number): Promise<string | null> {
  // Opening a pipe waits for a writer unless it is told not to.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const handle = await open(file, flags).catch(() => null);
  if (!handle) return null;
  try {
    const found = await handle.stat();
    return found.isFile() && found.size <= most ? await handle.readFile('utf8') : null;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
