import { zipSync } from 'fflate';

/** A zip archive of these files, stored. */
export function zipOf(files: Readonly<Record<string, Uint8Array>>, level: 0 | 6 = 0): Uint8Array {
  return zipSync(files, { level, mtime: '2020-01-01' });
}
