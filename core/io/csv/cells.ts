import { strFromU8 } from 'fflate';
import { isNotComputed } from './cellKind.ts';

/** What stands between two cells; a space means any run of spaces and tabs, as numpy.savetxt writes. */
export type Delimiter = ',' | ';' | '\t' | '|' | ' ';

/** What is told of the cells of a table, in order. */
export interface CellSink {
  /**
   * A cell without the spaces around it and without its quotes.
   * @param bytes   UTF-8; hold until the next cell
   * @param isLong  the cell goes on behind its first LONGEST bytes
   */
  cell(bytes: Uint8Array, isLong: boolean): void;
  /**
   * The end of a record.
   * @param line  where it began, counted from 1
   * @returns     true when no more is wanted
   */
  record(line: number): boolean | void;
}

/** Bytes of a cell that are kept: no number needs as many. */
export const LONGEST = 1024;

/** Bytes of the longest error of a spreadsheet, #DIV/0! or #VALUE!, and a few spaces. */
const LONGEST_ERROR = 10;

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const QUOTE = 0x22;
const HASH = 0x23;

/**
 * Takes a table of cells apart as its bytes come, in constant memory. Empty lines and lines that begin with # are passed over (not those
 * that begin with a spreadsheet's #DIV/0! and the like); cells may be
 * quoted, and then hold delimiters and line breaks.
 * @source RFC 4180, and numpy.loadtxt for comments and runs of spaces
 */
export class CellReader {
  readonly #sink: CellSink;
  readonly #delimiter: number;
  readonly #spaces: boolean;
  readonly #cell = new Uint8Array(LONGEST);
  #length = 0;
  #isLong = false;
  #cells = 0;
  #line = 1;
  #recordLine = 1;
  #afterReturn = false;
  #state: 'start' | 'cell' | 'quoted' | 'quote' | 'closed' | 'comment' | 'hash' = 'start';
  #done = false;

  /** @param skipFirst  passes the first line over, as it stands */
  constructor(delimiter: Delimiter, sink: CellSink, skipFirst = false) {
    this.#sink = sink;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#spaces = delimiter === ' ';
    if (skipFirst) this.#state = 'comment';
  }

  /** True when the sink wants no more. */
  get done(): boolean {
    return this.#done;
  }

  /** Line of a quote that is still open, null when there is none. */
  get openQuote(): number | null {
    return this.#state === 'quoted' ? this.#recordLine : null;
  }

  push(bytes: Uint8Array): void {
    for (let i = 0; i < bytes.length && !this.#done; i++) this.#take(bytes[i]!);
  }

  /** The text is over: a last line needs no line break. */
  end(): void {
    if (this.#state === 'hash') this.#endHash(true);
    if (this.#done || this.#state === 'comment') return;
    if (this.#state !== 'start' || this.#cells > 0) this.#endRecord();
  }

  #take(byte: number): void {
    const lineBreak = byte === LF || byte === CR;
    if (lineBreak && !(byte === LF && this.#afterReturn)) this.#line++;
    const secondHalf = byte === LF && this.#afterReturn;
    this.#afterReturn = byte === CR;
    if (this.#state === 'quoted') {
      if (byte === QUOTE) this.#state = 'quote';
      else this.#put(byte);
      return;
    }
    if (this.#state === 'quote') {
      if (byte === QUOTE) {
        this.#put(byte);
        this.#state = 'quoted';
        return;
      }
      this.#state = 'closed';
    }
    const blank = byte === SPACE || byte === TAB;
    const between = this.#spaces ? blank : byte === this.#delimiter;
    if (this.#state === 'hash') {
      const ends = lineBreak || between;
      if (!ends && this.#length < LONGEST_ERROR) return this.#put(byte);
      this.#endHash(ends);
    }
    if (lineBreak) {
      if (secondHalf) return;
      if (this.#state === 'comment') this.#begin();
      else if (this.#state === 'start' && this.#cells === 0) this.#begin();
      else this.#endRecord();
      return;
    }
    if (this.#state === 'comment') return;
    if (between) {
      if (!this.#spaces || this.#state !== 'start') this.#endCell();
      return;
    }
    if (this.#state === 'start') {
      if (blank) return;
      if (byte === HASH && this.#cells === 0) {
        this.#state = 'hash';
        return this.#put(byte);
      }
      this.#state = byte === QUOTE ? 'quoted' : 'cell';
      if (byte === QUOTE) return;
    }
    this.#put(byte);
  }

  /** A line that began with #: a comment, unless that is all of a spreadsheet's error. */
  #endHash(isWhole: boolean): void {
    const isCell = isWhole && isNotComputed(textOf(this.#cell.subarray(0, this.#length)).trim());
    this.#state = isCell ? 'cell' : 'comment';
    if (!isCell) this.#length = 0;
  }

  #put(byte: number): void {
    if (this.#length < LONGEST) this.#cell[this.#length++] = byte;
    else if (byte !== SPACE && byte !== TAB) this.#isLong = true;
  }

  #endCell(): void {
    const cell = this.#cell;
    let end = this.#length;
    while (end > 0 && (cell[end - 1] === SPACE || cell[end - 1] === TAB)) end--;
    let from = 0;
    while (from < end && (cell[from] === SPACE || cell[from] === TAB)) from++;
    this.#sink.cell(cell.subarray(from, end), this.#isLong);
    this.#cells++;
    this.#length = 0;
    this.#isLong = false;
    this.#state = 'start';
  }

  #endRecord(): void {
    // A run of spaces at the end of a line is no delimiter.
    if (!this.#spaces || this.#state !== 'start') this.#endCell();
    this.#done = this.#sink.record(this.#recordLine) === true;
    this.#begin();
  }

  #begin(): void {
    this.#cells = 0;
    this.#state = 'start';
    this.#recordLine = this.#line;
  }
}

/** A cell's bytes as text. */
export function textOf(bytes: Uint8Array): string {
  return strFromU8(bytes.slice());
}
