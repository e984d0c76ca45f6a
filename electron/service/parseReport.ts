import { InputError } from '../../core/errors.ts';
import { reopened, type ReadReport } from '../../core/report/reportShape.ts';
import { parse } from '../../core/shape/shape.ts';

/**
 * Reads a JSON report out of text of any origin.
 * @param file  what a person knows it by
 * @throws InputError badReport
 */
export function parseReport(json: string, file: string): ReadReport {
  return told(file, () => parse(reopened, JSON.parse(json), 'report'));
}

/** The same of a report's JSON that was parsed. @throws InputError badReport */
export function reportFrom(value: unknown, file: string): ReadReport {
  return told(file, () => parse(reopened, value, 'report'));
}

function told<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof SyntaxError)) throw error;
    throw new InputError(
      'badReport',
      `${file}: expected a JSON report of Normscope. ${error.message}`,
      { file },
    );
  }
}
