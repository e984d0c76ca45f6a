import { InputError } from '../../errors.ts';
import { tensor, type DType, type Tensor, type TensorData } from '../../tensor/tensor.ts';
import { sourceOf, type ByteSource } from '../byteSource.ts';
import { arrayFor, type ElementType } from '../elements.ts';
import type { Room } from '../npyData.ts';
import { beyondRange, isBeyond } from '../range.ts';
import { shown } from '../shown.ts';
import { CellReader, textOf } from './cells.ts';
import { cellKind, isNumber, numberOfText, plainNumber } from './cellKind.ts';
import { csvDialect, type CsvDialect, type CsvOptions, type CsvReading } from './dialect.ts';
import { utf8Pieces } from './text.ts';

/** A table of numbers, and how it was read. */
export interface CsvFile {
  /** (N, C): a row for each line, a column for each cell. */
  readonly tensor: Tensor;
  readonly reading: CsvReading;
}

export interface CsvRoom {
  /** Element type of the tensor, float32 by default. */
  readonly dtype?: DType;
  /** Makes the array; plain memory when left out. */
  readonly room?: Room;
  /** Told of the values so far, before they become more. @throws what ends the reading */
  readonly grows?: (values: number) => void;
}

/** Values of a block: blocks are joined when all are there. */
const BLOCK = 2 ** 18;

/**
 * Reads a rectangular table of numbers piece by piece: memory follows the numbers, not the text. Empty lines and lines that begin with #
 * are skipped; cells may be quoted.
 * @param file     the file, or its bytes
 * @param options  see CsvOptions
 * @throws InputError csv-text, csv-delimiter, csv-empty, csv-ragged, csv-quote, csv-number or number-range, with line and column counted from 1
 */
export function readCsv(
  file: ByteSource | Uint8Array,
  options: CsvOptions = {},
  { dtype = 'float32', room = arrayFor, grows = () => undefined }: CsvRoom = {},
): CsvFile {
  const source = sourceOf(file);
  const dialect = csvDialect(source, options);
  const wide = dtype === 'float64';
  const blocks: TensorData[] = [];
  const { rows, width, length } = readCells(source, dialect, dtype, (at) => {
    grows(at + BLOCK);
    const block = wide ? new Float64Array(BLOCK) : new Float32Array(BLOCK);
    blocks.push(block);
    return block;
  });
  grows(length);
  const type: ElementType = {
    name: dtype,
    kind: 'float',
    bytes: wide ? 8 : 4,
    littleEndian: true,
  };
  const data = room(type, length);
  blocks.forEach((block, i) => {
    const at = i * BLOCK;
    data.set(block.subarray(0, Math.min(BLOCK, length - at)), at);
  });
  return { tensor: tensor(data, [rows, width], ['N', 'C']), reading: dialect.reading };
}

/** Reads every cell. @param blockAt  gives the block for the values from a position on */
function readCells(
  source: ByteSource,
  dialect: CsvDialect,
  dtype: DType,
  blockAt: (at: number) => TensorData,
): { rows: number; width: number; length: number } {
  const { code, reading, skipFirst, header, short } = dialect;
  const { delimiter, decimal, missing, skipped } = reading;
  const passed = new Map(skipped.map(({ column, why }) => [column, why]));
  let inHeader = header;
  let block: TensorData = new Float32Array(0);
  let length = 0;
  let column = 0;
  let rows = 0;
  let expected = 0;
  let firstLine = 0;
  /** Set by the first cell that is no number: its line is known when its record ends. */
  let wrong: { column: number; text: string; isBeyond?: boolean } | null = null;

  const put = (value: number) => {
    const at = length % BLOCK;
    if (at === 0) block = blockAt(length);
    block[at] = value;
    length++;
  };
  const reader = new CellReader(
    delimiter,
    {
      cell(bytes, isLong) {
        column++;
        if (inHeader || wrong) return;
        const why = passed.get(column);
        if (why === 'text' || why === 'index' || (why && bytes.length === 0)) return;
        const plain = plainNumber(bytes, decimal);
        if (plain === plain && !isLong) return put(plain);
        const text = textOf(bytes);
        if (!isLong && isNumber(text, decimal)) {
          const value = numberOfText(text, decimal);
          if (isBeyond(value, text, dtype)) wrong = { column, text, isBeyond: true };
          else put(value);
        } else if (!isLong && missing === 'nan' && cellKind(text, decimal) === 'missing') put(NaN);
        else wrong = { column, text: isLong ? `${text}…` : text };
      },
      record(line) {
        if (inHeader) {
          inHeader = false;
          expected = column + (short ? 1 : 0);
          firstLine = line;
          column = 0;
          return;
        }
        if (wrong?.isBeyond) throw beyondRange(wrong.text, dtype, line, wrong.column);
        if (wrong) throw notANumber(wrong.text, line, wrong.column, rows === 0, reading);
        expected ||= column;
        firstLine ||= line;
        if (column !== expected) throw ragged(line, expected, column, firstLine);
        rows++;
        column = 0;
      },
    },
    skipFirst,
  );
  for (const piece of utf8Pieces(source, code)) reader.push(piece);
  if (reader.openQuote !== null)
    throw new InputError(
      'csv-quote',
      `a quote (") in line ${reader.openQuote} is never closed: expected another one behind the cell. Close it, or remove it.`,
      { line: reader.openQuote },
    );
  reader.end();
  const width = expected - skipped.length;
  if (rows === 0 || width <= 0) throw empty(header, rows > 0);
  return { rows, width, length };
}

function empty(header: boolean, onlyText: boolean): InputError {
  const got = onlyText ? 'columns of text only' : header ? 'a header only' : 'nothing';
  return new InputError(
    'csv-empty',
    `the file has no line of numbers: expected a row for each sample and a column for each channel, got ${got}.`,
    { got },
  );
}

function ragged(line: number, expected: number, got: number, first: number): InputError {
  return new InputError(
    'csv-ragged',
    `line ${line} has ${got} cells: expected ${expected}, as in line ${first}. Every line needs the same number.`,
    { line, expected, got },
  );
}

function notANumber(
  cell: string,
  line: number,
  column: number,
  isFirst: boolean,
  { decimal, columns }: CsvReading,
): InputError {
  const text = shown(cell, 40);
  const kind = cellKind(cell, decimal);
  const maybeHeader = isFirst && columns === null && kind !== 'missing';
  return new InputError(
    'csv-number',
    `line ${line}, column ${column}: expected a number, got ${cell === '' ? 'an empty cell' : `"${text}"`}. ` +
      advice(cell, kind, decimal) +
      (maybeHeader ? ' If the first line names the columns, say so: --csv-header yes.' : ''),
    { line, column, cell: text, kind },
  );
}

function advice(cell: string, kind: string, decimal: string): string {
  if (kind === 'missing')
    return 'Fill it, write nan, or have what is missing read as NaN: --csv-missing nan.';
  if (/^(?:%|\/\/)/.test(cell)) return 'If it is a comment, begin it with "#".';
  if (/^[−–—‐－﹣]/.test(cell)) return 'Write the minus sign as "-".';
  if (/^[+\-−]?(?:∞|1\.#inf)$/i.test(cell)) return 'Write it as inf.';
  if (/^[+-]?[\d.]+d[+-]?\d+$/i.test(cell))
    return 'Write the exponent with "e", 1.5D+03 as 1.5e+03.';
  if (/^(?:true|false)$/i.test(cell)) return 'Write 1 and 0.';
  if (cell.endsWith('%') || cell.endsWith('‰')) return 'Write it as a plain number, 10% as 0.1.';
  if (/^[+-]?\d+,\d+$/.test(cell) && decimal === '.')
    return 'Write decimals with a point and thousands without a comma, or say that it is a decimal comma: --csv-decimal comma.';
  if (/^[+-]?[\d.,' ]+$/.test(cell)) return 'Write decimals with a point and thousands together.';
  if (/^[+-]?0x/i.test(cell)) return 'Write it in decimal digits.';
  return 'Remove what is not a number, or write nan.';
}
