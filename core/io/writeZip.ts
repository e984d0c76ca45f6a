import { strToU8, zipSync } from 'fflate';

/** A file of an archive: its path with slashes, and text or bytes. */
export interface ZipFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** Least that a zip can say of a file's time, so that the same content gives the same bytes. */
const MTIME = '1980-01-01T00:00:00';

/** Files as a zip archive; the same files give the same bytes. */
export function writeZip(files: readonly ZipFile[]): Uint8Array {
  const entries = files.map(({ path, content }) => [
    path,
    typeof content === 'string' ? strToU8(content) : content,
  ]);
  return zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>, {
    mtime: MTIME,
    os: 0,
  });
}
