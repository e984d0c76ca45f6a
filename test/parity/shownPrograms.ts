import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { LayerName } from '../../core/norm/layers.ts';
import { snippetCases, type SnippetCase } from './snippetCases.ts';
import type { Outcome } from './packed.ts';

/** What recordPrograms.mjs keeps of every program, by the sha256 of its text. */
export interface ProgramRecord {
  readonly versions: Readonly<Record<string, string>>;
  /** Day of the last recording. */
  readonly date: string;
  readonly programs: Readonly<Record<string, Outcome>>;
}

/** A program that is shown for a case. */
export interface ShownProgram {
  readonly name: string;
  readonly framework: string;
  /** sha256 of its text, in hexadecimal. */
  readonly key: string;
  readonly code: string;
  readonly one: SnippetCase;
}

export const RECORD_FILE = fileURLToPath(new URL('../fixtures/programs.json.gz', import.meta.url));

/** Every program of every case, or of one layer's; several cases may show the same one. */
export function shownPrograms(layer?: LayerName): ShownProgram[] {
  return snippetCases(layer).flatMap((one) =>
    one.snippets.map(({ id, code }) => ({
      name: `${id}: ${one.title}`,
      framework: id,
      key: createHash('sha256').update(code).digest('hex'),
      code,
      one,
    })),
  );
}
