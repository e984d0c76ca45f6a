import { InputError } from '../../errors.ts';
import { shown } from '../shown.ts';
import type { Delimiter } from './cells.ts';
import { isNumber } from './cellKind.ts';

/** In the order in which they are preferred. */
export const DELIMITERS: readonly Delimiter[] = ['\t', ';', ',', '|', ' '];

/**
 * The first line "sep=;" with which spreadsheets say what stands between cells.
 * @param chosen  takes the place of what it says
 * @returns null when there is no such line
 * @throws InputError csv-delimiter for one that is not known
 */
export function saidDelimiter(text: string, chosen?: Delimiter): Delimiter | null {
  const found = /^"?sep=([^\r\n]?)"?[ \t]*(?:\r|\n|$)/i.exec(text);
  if (!found) return null;
  if (chosen) return chosen;
  const delimiter = DELIMITERS.find((known) => known === found[1]);
  if (delimiter) return delimiter;
  throw new InputError(
    'csv-delimiter',
    `line 1 says that "${shown(found[1] ?? '')}" stands between cells: expected a tab, ";", "," or "|". Write the file with one of them.`,
    { got: shown(found[1] ?? '') },
  );
}

/** Lines that are looked at. */
const LOOKED_AT = 20;

/**
 * What stands between the cells of a text: what every line has as often, else what the first line has.
 * @param isWhole  the text does not end within a line
 */
export function findDelimiter(text: string, isWhole = false): Delimiter {
  const lines = text
    .replace(/"(?:[^"]|"")*"/g, '')
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'))
    .slice(0, LOOKED_AT + 1);
  // The last one may be cut off.
  const whole = lines.length > 1 && !isWhole ? lines.slice(0, -1) : lines;
  const [first = ''] = lines;
  const count = (line: string, delimiter: Delimiter) => line.split(delimiter).length;
  const even = DELIMITERS.filter(
    (delimiter) =>
      delimiter !== ' ' &&
      count(first, delimiter) > 1 &&
      lines.every((line, i) =>
        i < whole.length ? count(line, delimiter) === count(first, delimiter) : true,
      ),
  );
  if (even[0]) return even[0];
  for (const delimiter of DELIMITERS)
    if (delimiter !== ' ' && first.includes(delimiter)) return delimiter;
  return isSpaced(lines) ? ' ' : ',';
}

/** Numbers with spaces between, perhaps below a line of names. */
function isSpaced(lines: readonly string[]): boolean {
  const cells = (line: string) => line.trim().split(/[ \t]+/);
  const [first = '', second] = lines;
  const numbers = (line: string) => cells(line).every((cell) => isNumber(cell, '.'));
  if (cells(first).length > 1 && numbers(first)) return true;
  return second !== undefined && cells(second).length > 1 && numbers(second);
}
