import { InputError } from '../../core/errors.ts';
import { reopened, type ReadReport } from '../../core/report/reportShape.ts';
import { parse } from '../../core/shape/shape.ts';

/**
 * Reads a JSON report out of text of any origin.
 * @param file  what a person knows it by
 * @throws InputError badReport
 */
export function parseReport(json: string, file: string): ReadReport {
  try {
    return parse(reopened, JSON.parse(json), 'report');
  } catch (error) {
    if (!(error instanceof InputError) && !(error instanceof SyntaxError)) throw error;
    throw new InputError(
      'badReport',
      `${file}: expected a JSON report of Normscope. ${error.message}`,
      { file },
    );
  }
}
