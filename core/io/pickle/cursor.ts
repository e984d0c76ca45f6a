import { InputError } from '../../errors.ts';
import type { ByteSource } from '../byteSource.ts';
import { shown } from '../shown.ts';

const PIECE = 2 ** 16;
/** Bytes of a line of the oldest protocol. */
const LONGEST_LINE = 2 ** 16;

/** Walks over the bytes of a pickle, which are read piece by piece; no length in them reaches beyond its end. */
export class PickleCursor {
  /** Position of the next byte in the source. */
  at: number;
  readonly end: number;
  readonly #source: ByteSource;
  #piece = new Uint8Array(0);
  #from = 0;

  /** @param end  behind the last byte that may belong to the pickle */
  constructor(source: ByteSource, from: number, end: number) {
    this.#source = source;
    this.at = from;
    this.end = Math.min(end, source.size);
  }

  byte(): number {
    const place = this.at - this.#from;
    if (place < 0 || place >= this.#piece.length) return this.#refill();
    this.at++;
    return this.#piece[place]!;
  }

  /**
   * A copy of the next bytes.
   * @throws InputError pickle-damaged when there are fewer
   */
  bytes(count: number): Uint8Array {
    if (count > this.end - this.at)
      throw damagedPickle(`${count} bytes where ${this.end - this.at} are left`);
    const bytes = new Uint8Array(count);
    if (count > 0) this.#source.readInto(bytes, this.at);
    this.at += count;
    return bytes;
  }

  /** A whole number without sign, little-endian. */
  uint(width: 1 | 2 | 4 | 8): number {
    let value = 0;
    for (let i = 0, unit = 1; i < width; i++, unit *= 256) value += this.byte() * unit;
    return value;
  }

  /** Up to the next line feed, without it. */
  line(): string {
    let text = '';
    for (let byte = this.byte(); byte !== 10; byte = this.byte()) {
      if (text.length >= LONGEST_LINE) throw damagedPickle('a line without an end');
      text += String.fromCharCode(byte);
    }
    return text;
  }

  #refill(): number {
    const length = Math.min(PIECE, this.end - this.at);
    if (length <= 0) throw damagedPickle('no STOP before its end');
    this.#piece = new Uint8Array(length);
    this.#from = this.at;
    this.#source.readInto(this.#piece, this.at);
    this.at++;
    return this.#piece[0]!;
  }
}

/** @throws never; the caller throws it */
export function damagedPickle(why: string): InputError {
  const got = shown(why, 160);
  return new InputError(
    'pickle-damaged',
    `its pickle is damaged: expected what pickle.dump writes, got ${got}. Copy it again, or save it again with torch.save.`,
    { got },
  );
}
