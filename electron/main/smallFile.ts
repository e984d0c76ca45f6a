import fs from 'node:fs';
import path from 'node:path';
import { temporaryFor } from '../service/temporaries.ts';

/** What a small JSON file of the profile holds; null when there is none or it is broken. */
export function readSmall(file: string): unknown {
  try {
    // A pipe in its place would keep the window waiting for ever.
    return fs.statSync(file).isFile() ? JSON.parse(fs.readFileSync(file, 'utf8')) : null;
  } catch {
    return null;
  }
}

/** Writes by renaming a finished file, so that a crash leaves the old state or the new one. */
export function writeSmall(file: string, value: unknown): void {
  const unfinished = temporaryFor(file);
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(unfinished, JSON.stringify(value));
    fs.renameSync(unfinished, file);
  } catch {
    // A full disk or a read-only profile must not keep the window from closing.
    discard(unfinished);
  }
}

function discard(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // It was never made.
  }
}
