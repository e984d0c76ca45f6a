import type { ByteSource } from '../byteSource.ts';
import type { Delimiter } from './cells.ts';
import { cellKind, isNumber, isTruth, type CellKind, type Decimal } from './cellKind.ts';
import { findDelimiter, saidDelimiter } from './delimiter.ts';
import { beginning, sampleOf, type SampleRecord } from './sample.ts';
import { textCode, type Encoding, type TextCode } from './text.ts';

type Choice = 'auto' | 'yes' | 'no';

/** How a table is read; what is left out is found from its first lines. */
export interface CsvOptions {
  readonly delimiter?: Delimiter;
  /** Whether the first line names the columns. */
  readonly header?: Choice;
  /** Whether the first column numbers or names the rows, and is no data. */
  readonly index?: Choice;
  readonly decimal?: Decimal;
  /** What becomes of empty cells, NA and the like. */
  readonly missing?: 'refuse' | 'nan';
  /** What becomes of columns that hold text only. */
  readonly text?: 'skip' | 'refuse';
}

/** A column that is no data, and why. */
export interface SkippedColumn {
  /** Counted from 1. */
  readonly column: number;
  readonly name: string;
  readonly why: 'index' | 'text' | 'empty';
}

/** How a table is read: every choice made, by its user or from its first lines. */
export interface CsvReading {
  readonly encoding: Encoding;
  readonly delimiter: Delimiter;
  readonly decimal: Decimal;
  readonly missing: 'refuse' | 'nan';
  /** Names of the columns that are data, null without a header. */
  readonly columns: readonly string[] | null;
  readonly skipped: readonly SkippedColumn[];
  /** Columns with those that are skipped, 0 when there is no row. */
  readonly width: number;
  /** Line of the names, counted from 1; null without a header. */
  readonly headerLine: number | null;
  /** Line of the first row of numbers, counted from 1. */
  readonly firstLine: number;
  /** What it could be read as as well; null when nothing speaks for it. */
  readonly doubt: CsvDoubt | null;
}

/** header: whole numbers above numbers with a point may be names; thousands: 1,000 may be one number. */
export type CsvDoubt = 'header' | 'thousands';

/** Bytes of a file that lies in its sample with its last line. */
const SURELY_WHOLE = 2 ** 14;

/** True when names of a table are written in another encoding, as EUC-KR: their bytes are no UTF-8. */
export function hasStrangeNames({ columns, skipped }: CsvReading): boolean {
  const names = [...(columns ?? []), ...skipped.map(({ name }) => name)];
  return names.some((name) => name.includes('\ufffd'));
}

/** What reads the table itself has to know as well. */
export interface CsvDialect {
  readonly code: TextCode;
  readonly reading: CsvReading;
  /** The first line says what the delimiter is. */
  readonly skipFirst: boolean;
  readonly header: boolean;
  /** The header has one name less than there are columns. */
  readonly short: boolean;
  readonly records: readonly SampleRecord[];
}

/**
 * Finds out how a table is written.
 * @throws InputError csv-text, csv-delimiter
 */
export function csvDialect(source: ByteSource, options: CsvOptions = {}): CsvDialect {
  const code = textCode(source);
  const start = beginning(source, code);
  const said = saidDelimiter(start, options.delimiter);
  const skipFirst = said !== null;
  const rest = skipFirst ? start.replace(/^[^\r\n]*(?:\r\n|\r|\n)?/, '') : start;
  const delimiter = options.delimiter ?? said ?? findDelimiter(rest, source.size <= SURELY_WHOLE);
  const { records } = sampleOf(source, code, delimiter, skipFirst);
  const decimal = options.decimal ?? findDecimal(records, delimiter);
  const kinds = records.map(({ cells }) => cells.map((cell) => cellKind(cell, decimal)));
  const header = hasHeader(records, kinds, options.header ?? 'auto');
  const rows = header ? kinds.slice(1) : kinds;
  const width = rows[0]?.length ?? 0;
  const named = records[0]?.cells ?? [];
  const short = header && rows.length > 0 && rows.every((row) => row.length === named.length + 1);
  // R writes one name less than columns: the first column has none. Others end each line with a delimiter, but not that of the names.
  const ends = short && records.slice(1).every(({ cells }) => cells.at(-1) === '');
  const names = header ? (short ? (ends ? [...named, ''] : ['', ...named]) : named) : null;
  const isIndex = hasIndex(names, records, kinds, short && !ends, options.index ?? 'auto');
  const data = header ? records.slice(1) : records;
  const skipped = skippedColumns(names, data, rows, isIndex, options.text ?? 'skip');
  const columns =
    names &&
    names.slice(0, width).filter((_, at) => !skipped.some(({ column }) => column === at + 1));
  const { encoding } = code;
  const { missing = 'refuse' } = options;
  const firstLine = records[header ? 1 : 0]?.line ?? 1;
  const headerLine = header ? (records[0]?.line ?? 1) : null;
  const doubt = header ? null : doubtOf(records, delimiter, options.header);
  const told = { columns, skipped, width, headerLine, firstLine, doubt };
  const reading = { encoding, delimiter, decimal, missing, ...told };
  return { code, reading, skipFirst, header, short, records };
}

const COMMA = /^[+-]?\d*,\d+(?:e[+-]?\d+)?$/i;
const POINT = /^[+-]?\d*\.\d+(?:e[+-]?\d+)?$/i;
/** As likely a thousand. */
const THOUSAND = /^[+-]?[1-9]\d{0,2},\d{3}$/;

/** A comma where cells are written so, none with a point, and it can be no other thing. */
function findDecimal(records: readonly SampleRecord[], delimiter: Delimiter): Decimal {
  if (delimiter === ',') return '.';
  const cells = records.flatMap((record) => record.cells);
  const commas = cells.filter((cell) => COMMA.test(cell));
  const certain = commas.some((cell) => !THOUSAND.test(cell));
  return certain && !cells.some((cell) => POINT.test(cell)) ? ',' : '.';
}

const WHOLE = /^\d+$/;
const isWhole = (cell: string | undefined) => WHOLE.test(cell ?? '');

/** True for 0, 1, 2 …: what pandas writes for columns without a name. */
const counts = (cells: readonly string[]) => cells.every((cell, i) => cell === String(i));

function hasHeader(
  records: readonly SampleRecord[],
  kinds: readonly (readonly CellKind[])[],
  choice: Choice,
): boolean {
  if (choice !== 'auto') return choice === 'yes';
  const [first, ...rows] = kinds;
  const cells = records[0]?.cells ?? [];
  if (!first) return false;
  if (isNumbered(cells, records.slice(1))) return true;
  if (first.includes('like') || first.includes('number') || cells.some(isTruth)) return false;
  const names = (kind: CellKind | undefined) => kind === 'text' || kind === 'date';
  if (!first.some(names)) return false;
  if (rows.length === 0) return true;
  return rows.some((row, i) => {
    const shift = row.length - first.length;
    if (shift !== 0 && shift !== 1) return false;
    if (shift === 1 && records[i + 1]?.cells.at(-1) !== '' && !namesRows(records)) return false;
    return row.slice(shift).some((kind, at) => names(first[at]) && !names(kind));
  });
}

/** True when the first cells below a line that has one less number or name the rows, as R writes them; a lone name may be a title. */
function namesRows(records: readonly SampleRecord[]): boolean {
  const [names, ...rows] = records;
  const first = rows.map(({ cells }) => cells[0] ?? '');
  if (first.every((cell) => cellKind(cell) === 'text')) return true;
  const [name, ...others] = names?.cells ?? [];
  if (others.length > 0) return first.every(isWhole);
  return WORD.test(name ?? '') && isCounted(first);
}

const WORD = /^[\p{L}_][\p{L}\p{N}_.]*$/u;

/** True for 0, 1, 2 … or 1, 2, 3 … */
const isCounted = (cells: readonly (string | undefined)[]) =>
  cells.every((cell, i) => cell === String(i)) || cells.every((cell, i) => cell === String(i + 1));

const GROUPED = /^[+-]?[1-9]\d{0,2}$/;

/** What numbers without names could mean as well. */
function doubtOf(
  records: readonly SampleRecord[],
  delimiter: Delimiter,
  header: Choice = 'auto',
): CsvDoubt | null {
  const [first, ...rows] = records.map(({ cells }) => cells);
  const isGrouped = ([head, ...tail]: readonly string[]) =>
    GROUPED.test(head ?? '') && tail.length > 0 && tail.every((cell) => /^\d{3}$/.test(cell));
  const grouped = delimiter === ',' && records.every(({ cells }) => isGrouped(cells));
  if (grouped && records.some(({ cells }) => cells.slice(1).some((cell) => cell.startsWith('0'))))
    return 'thousands';
  if (header !== 'auto' || rows.length === 0) return null;
  const isAbove = first!.every(isWhole) && !rows.some((row) => row.some(isWhole));
  return isAbove ? 'header' : null;
}

/** A first line of numbers that are names: 0, 1, 2 … above numbers that are all written with a point, or any behind an empty cell above an index. */
function isNumbered(cells: readonly string[], rows: readonly SampleRecord[]): boolean {
  if (rows.length === 0) return false;
  const [corner, ...names] = cells;
  if (corner === '' && names.length > 0) {
    if (counts(names)) return rows.every((row) => row.cells[0] !== '');
    const numbers = names.every((name) => isNumber(name, '.'));
    return numbers && counts(rows.map((row) => row.cells[0] ?? ''));
  }
  if (cells.length < 2 || !counts(cells)) return false;
  return rows.every((row) => !row.cells.some(isWhole));
}

const INDEX_NAME = /^(?:|index|unnamed: ?0)$/i;
/** Names of an index where it counts. */
const COUNT_NAME = /^(?:id|idx|row|level_0)$/i;

function hasIndex(
  names: readonly string[] | null,
  records: readonly SampleRecord[],
  kinds: readonly (readonly CellKind[])[],
  short: boolean,
  choice: Choice,
): boolean {
  if (choice !== 'auto') return choice === 'yes';
  if (!names || names.length < 2) return false;
  const first = records.slice(1).map(({ cells }) => cells[0]);
  if (COUNT_NAME.test(names[0] ?? '')) return first.length > 1 && isCounted(first);
  if (!INDEX_NAME.test(names[0] ?? '')) return false;
  if (short) return true;
  const below = kinds.slice(1).map((row) => row[0]);
  return (
    records.slice(1).every(({ cells }) => isWhole(cells[0])) ||
    below.every((kind) => kind === 'text' || kind === 'date')
  );
}

function skippedColumns(
  names: readonly string[] | null,
  records: readonly SampleRecord[],
  rows: readonly (readonly CellKind[])[],
  isIndex: boolean,
  text: 'skip' | 'refuse',
): SkippedColumn[] {
  const skipped: SkippedColumn[] = [];
  const width = rows[0]?.length ?? 0;
  // Delimiters at the end of every line.
  let end = width;
  const isEmpty = (at: number) => !names?.[at] && records.every(({ cells }) => !cells[at]);
  while (end > 1 && isEmpty(end - 1)) end--;
  for (let at = 0; at < width; at++) {
    const why = at === 0 && isIndex ? 'index' : at >= end ? 'empty' : reasonFor(rows, at, text);
    if (why) skipped.push({ column: at + 1, name: names?.[at] ?? '', why });
  }
  return skipped;
}

function reasonFor(
  rows: readonly (readonly CellKind[])[],
  at: number,
  text: 'skip' | 'refuse',
): SkippedColumn['why'] | null {
  const kinds = rows.map((row) => row[at]);
  const only = (...allowed: CellKind[]) =>
    kinds.every((kind) => kind === undefined || allowed.includes(kind));
  const isText = only('text', 'date', 'missing') && !only('missing');
  return isText && text === 'skip' ? 'text' : null;
}
