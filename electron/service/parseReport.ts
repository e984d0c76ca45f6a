import { InputError } from '../../core/errors.ts';
import { reopened, type ReadReport } from '../../core/report/reportShape.ts';
import { parse } from '../../core/shape/shape.ts';

/** Of the formats of JSON documents that are read here. */
const KNOWN = 1;

/**
 * Refuses a document that a newer version has written: what is new in it would be lost in silence.
 * @throws InputError newerReport
 */
export function refuseNewer(value: unknown, file: string): void {
  if (typeof value !== 'object' || value === null || !('schemaVersion' in value)) return;
  const { schemaVersion: version } = value;
  if (typeof version !== 'number' || !(version > KNOWN)) return;
  throw new InputError(
    'newerReport',
    `${file}: a newer version of Normscope made this document: expected schemaVersion ${KNOWN}, got ${version}. Nothing was changed; open it with a current Normscope.`,
    { file, version, known: KNOWN },
  );
}

/**
 * Reads a JSON report out of a document's value, of any origin.
 * @param file  what a person knows it by
 * @throws InputError badReport, newerReport
 */
export function reportFrom(value: unknown, file: string): ReadReport {
  refuseNewer(value, file);
  return told(file, () => parse(reopened, value, 'report'));
}

function told<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof InputError && error.code === 'newerReport') throw error;
    if (!(error instanceof InputError) && !(error instanceof SyntaxError)) throw error;
    throw new InputError(
      'badReport',
      `${file}: expected a JSON report of Normscope. ${error.message}`,
      { file },
    );
  }
}
