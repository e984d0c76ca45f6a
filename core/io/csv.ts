import { strFromU8 } from 'fflate';
import { InputError } from '../errors.ts';
import { tensor, type DType, type Tensor } from '../tensor/tensor.ts';

/** What stands between two cells; a space means any run of spaces, as numpy.savetxt writes. */
export type Delimiter = ',' | ';' | '\t' | ' ';

export interface CsvOptions {
  /** Found from the first line when left out: tab, else semicolon, else comma, else spaces. */
  readonly delimiter?: Delimiter;
  /** 'auto': the first line is a header when none of its cells is a number. */
  readonly header?: 'auto' | 'yes' | 'no';
  /** Element type of the tensor, float32 by default. */
  readonly dtype?: DType;
}

/** A table of numbers. */
export interface CsvFile {
  /** (N, C): a row for each line, a column for each cell. */
  readonly tensor: Tensor;
  /** Names of the columns, null without a header. */
  readonly columns: readonly string[] | null;
  readonly delimiter: Delimiter;
}

/** A cell and where its line is in the file, counted from 1. */
interface Line {
  readonly number: number;
  readonly cells: readonly string[];
}

const NUMBER = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf(?:inity)?|nan)$/i;

/**
 * Reads a rectangular table of numbers. Empty lines and lines that begin with # are skipped; cells may be quoted.
 * @param source   the file's text, or its bytes in UTF-8
 * @param options  see CsvOptions
 * @throws InputError csv-empty, csv-ragged or csv-number, with line and column counted from 1
 */
export function readCsv(source: string | Uint8Array, options: CsvOptions = {}): CsvFile {
  const text = (typeof source === 'string' ? source : strFromU8(source)).replace(/^\ufeff/, '');
  const content = text
    .split(/\r\n|\n|\r/)
    .map((line, i) => ({ line, number: i + 1 }))
    .filter(({ line }) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  const delimiter = options.delimiter ?? findDelimiter(content[0]?.line ?? '');
  const lines: Line[] = content.map(({ line, number }) => ({
    number,
    cells: splitLine(line, delimiter),
  }));

  const header = options.header ?? 'auto';
  const first = lines[0];
  const named =
    first !== undefined &&
    (header === 'yes' || (header === 'auto' && !first.cells.some((cell) => NUMBER.test(cell))));
  const columns = named ? first.cells : null;
  const rows = named ? lines.slice(1) : lines;
  if (!first || rows.length === 0)
    throw new InputError(
      'csv-empty',
      `the file has no line of numbers: expected a row for each sample and a column for each channel, got ${named ? 'a header only' : 'nothing'}.`,
    );
  return { tensor: toTensor(rows, first, options.dtype ?? 'float32'), columns, delimiter };
}

function toTensor(rows: readonly Line[], first: Line, dtype: DType): Tensor {
  const width = first.cells.length;
  const length = rows.length * width;
  const data = dtype === 'float64' ? new Float64Array(length) : new Float32Array(length);
  let at = 0;
  for (const { cells, number } of rows) {
    if (cells.length !== width)
      throw new InputError(
        'csv-ragged',
        `line ${number} has ${cells.length} cells: expected ${width}, as in line ${first.number}. Every line needs the same number.`,
        { line: number, expected: width, got: cells.length },
      );
    cells.forEach((cell, column) => (data[at++] = parseCell(cell, number, column + 1)));
  }
  return tensor(data, [rows.length, width], ['N', 'C']);
}

function parseCell(cell: string, line: number, column: number): number {
  if (!NUMBER.test(cell)) throw notANumber(cell, line, column);
  const lower = cell.toLowerCase();
  if (lower.includes('nan')) return NaN;
  if (lower.includes('inf')) return lower.startsWith('-') ? -Infinity : Infinity;
  return Number(cell);
}

function notANumber(cell: string, line: number, column: number): InputError {
  const shown = cell.length > 40 ? `${cell.slice(0, 40)}…` : cell;
  const decimalComma = /^[+-]?\d+,\d+$/.test(cell);
  const advice = decimalComma
    ? 'Write decimals with a point.'
    : cell === ''
      ? 'Fill it, or write nan.'
      : 'Remove what is not a number, or write nan.';
  return new InputError(
    'csv-number',
    `line ${line}, column ${column}: expected a number, got ${cell === '' ? 'an empty cell' : `"${shown}"`}. ${advice}`,
    { line, column, cell: shown },
  );
}

function findDelimiter(line: string): Delimiter {
  const plain = line.replace(/"[^"]*"/g, '').trim();
  for (const delimiter of ['\t', ';', ','] as const)
    if (plain.includes(delimiter)) return delimiter;
  return plain.includes(' ') && plain.split(/ +/).every((cell) => NUMBER.test(cell)) ? ' ' : ',';
}

/** The cells of a line, trimmed and without their quotes; "" inside quotes is one quote. */
function splitLine(line: string, delimiter: Delimiter): string[] {
  if (delimiter === ' ') return line.trim().split(/\s+/);
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < line.length; i++) {
    const char = line[i]!;
    if (quoted && char === '"' && line[i + 1] === '"') cell += line[++i]!;
    else if (char === '"') quoted = !quoted;
    else if (char === delimiter && !quoted) {
      cells.push(cell.trim());
      cell = '';
    } else cell += char;
  }
  cells.push(cell.trim());
  return cells;
}
