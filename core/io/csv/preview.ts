import { InputError } from '../../errors.ts';
import { sourceOf, type ByteSource } from '../byteSource.ts';
import { csvDialect, type CsvOptions, type CsvReading } from './dialect.ts';
import { readCsv } from './readCsv.ts';

/** Lines and cells of a line that are shown. */
const MOST_LINES = 8;
const MOST_CELLS = 24;

/** The beginning of a table as it would be read. */
export interface CsvPreview {
  readonly reading: CsvReading;
  /** The first line holds the names. */
  readonly header: boolean;
  /** The first lines, cell by cell as they stand in the file. */
  readonly lines: readonly {
    /** Counted from 1. */
    readonly number: number;
    readonly cells: readonly string[];
  }[];
  /** Cells of a line, of which not all may be shown. */
  readonly width: number;
  /** Why the lines at hand cannot be read so, null when they can. */
  readonly problem: Pick<InputError, 'code' | 'message' | 'details'> | null;
}

/**
 * Shows how a table would be read, without reading all of it.
 * @throws InputError csv-text, csv-delimiter
 */
export function csvPreview(file: ByteSource | Uint8Array, options: CsvOptions = {}): CsvPreview {
  const source = sourceOf(file);
  const { reading, header, records } = csvDialect(source, options);
  const lines = records.slice(0, MOST_LINES).map(({ line, cells }) => ({
    number: line,
    cells: cells.slice(0, MOST_CELLS),
  }));
  const width = Math.max(0, ...records.map(({ cells }) => cells.length));
  return { reading, header, lines, width, problem: problemOf(source, options) };
}

/** Values after which a preview has seen enough. */
const ENOUGH = 2 ** 19;

function problemOf(source: ByteSource, options: CsvOptions): CsvPreview['problem'] {
  const seen = new RangeError('enough');
  try {
    readCsv(source, options, {
      grows: (values) => {
        if (values > ENOUGH) throw seen;
      },
    });
  } catch (error) {
    if (error === seen) return null;
    if (!(error instanceof InputError)) throw error;
    const { code, message, details } = error;
    return { code, message, details };
  }
  return null;
}
