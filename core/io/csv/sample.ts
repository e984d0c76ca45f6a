import type { ByteSource } from '../byteSource.ts';
import { CellReader, textOf, type Delimiter } from './cells.ts';
import { utf8Pieces, type TextCode } from './text.ts';

/** A line of a table as text. */
export interface SampleRecord {
  /** Where it begins in the file, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** Records and bytes from which the kind of a table is told. */
const MOST_RECORDS = 200;
const MOST_BYTES = 4 * 2 ** 20;
/** Characters of a cell that are kept. */
const MOST_TEXT = 200;

/** The beginning of a table, taken apart. */
export interface Sample {
  readonly records: readonly SampleRecord[];
  /** True when the table ends with them. */
  readonly isWhole: boolean;
}

/**
 * The first records of a table. Of a record that is too long for a sample the cells that came are one.
 * @param skipFirst  passes the first line over
 */
export function sampleOf(
  source: ByteSource,
  code: TextCode,
  delimiter: Delimiter,
  skipFirst: boolean,
): Sample {
  const records: SampleRecord[] = [];
  let cells: string[] = [];
  const reader = new CellReader(
    delimiter,
    {
      cell: (bytes) => cells.push(textOf(bytes).slice(0, MOST_TEXT)),
      record(line) {
        records.push({ line, cells });
        cells = [];
        return records.length === MOST_RECORDS;
      },
    },
    skipFirst,
  );
  let read = 0;
  for (const piece of utf8Pieces(source, code)) {
    reader.push(piece);
    read += piece.length;
    if (reader.done || read >= MOST_BYTES) break;
  }
  const isWhole = !reader.done && read < MOST_BYTES;
  if (isWhole) reader.end();
  else if (records.length === 0 && cells.length > 0) records.push({ line: 1, cells });
  return { records, isWhole };
}

/** The text of the first bytes, to find out what stands between cells. */
export function beginning(source: ByteSource, code: TextCode, most = 2 ** 16): string {
  const first = utf8Pieces(source, code).next();
  return first.done ? '' : textOf(first.value.subarray(0, most));
}
