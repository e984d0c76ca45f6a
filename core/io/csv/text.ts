import { InputError } from '../../errors.ts';
import { bytesOf, type ByteSource } from '../byteSource.ts';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE';

/** How the bytes of a text stand for characters. */
export interface TextCode {
  readonly encoding: Encoding;
  /** Bytes of a byte order mark. */
  readonly mark: number;
}

const PIECE = 2 ** 18;
/** Bytes that are looked at to tell UTF-16 without a mark. */
const LOOKED_AT = 512;

/**
 * Finds out how a text is encoded: by its mark, else by where its zero bytes are.
 * @throws InputError csv-text when it is no text
 */
export function textCode(source: ByteSource): TextCode {
  const start = bytesOf(source, 0, LOOKED_AT);
  const begins = (...bytes: number[]) => bytes.every((byte, i) => start[i] === byte);
  if (begins(0xef, 0xbb, 0xbf)) return { encoding: 'UTF-8', mark: 3 };
  const wide = start.length >= 4 && start[2] === 0 && start[3] === 0;
  if (begins(0xff, 0xfe) && !wide) return { encoding: 'UTF-16LE', mark: 2 };
  if (begins(0xfe, 0xff)) return { encoding: 'UTF-16BE', mark: 2 };
  const zeros = [0, 0];
  start.forEach((byte, i) => byte === 0 && zeros[i % 2]!++);
  const [even = 0, odd = 0] = zeros;
  if (even === 0 && odd === 0) return { encoding: 'UTF-8', mark: 0 };
  const most = start.length / 4;
  if (even === 0 && odd > most) return { encoding: 'UTF-16LE', mark: 0 };
  if (odd === 0 && even > most) return { encoding: 'UTF-16BE', mark: 0 };
  throw new InputError(
    'csv-text',
    'this is no text, but bytes: expected a table of numbers in UTF-8 or UTF-16. Give the file the ending that it has by its content, or save it as CSV.',
  );
}

/**
 * A text as UTF-8 without its mark, piece by piece.
 * @throws InputError csv-text
 */
export function* utf8Pieces(
  source: ByteSource,
  { encoding, mark }: TextCode,
): Generator<Uint8Array<ArrayBuffer>> {
  const raw = new Uint8Array(PIECE);
  // A character of UTF-16 takes at most 3 bytes of UTF-8 for its 2; a pair 4 for 4.
  const room = encoding === 'UTF-8' ? raw : new Uint8Array((PIECE / 2) * 3 + 4);
  let high = 0;
  for (let at = mark; at < source.size; at += PIECE) {
    const bytes = raw.subarray(0, Math.min(PIECE, source.size - at));
    source.readInto(bytes, at);
    if (encoding === 'UTF-8') {
      yield bytes;
      continue;
    }
    const little = encoding === 'UTF-16LE';
    let length = 0;
    for (let i = 0; i + 1 < bytes.length; i += 2) {
      const unit = little ? bytes[i]! | (bytes[i + 1]! << 8) : (bytes[i]! << 8) | bytes[i + 1]!;
      if (unit >= 0xd800 && unit < 0xdc00) {
        high = unit;
        continue;
      }
      const pair = unit >= 0xdc00 && unit < 0xe000;
      const code = pair ? 0x10000 + ((high & 0x3ff) << 10) + (unit & 0x3ff) : unit;
      length = putUtf8(room, length, code);
    }
    yield room.subarray(0, length);
  }
}

/** Writes one character. @returns where the next goes */
function putUtf8(bytes: Uint8Array, at: number, code: number): number {
  if (code < 0x80) {
    bytes[at++] = code;
  } else if (code < 0x800) {
    bytes[at++] = 0xc0 | (code >> 6);
    bytes[at++] = 0x80 | (code & 0x3f);
  } else {
    if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
    else {
      bytes[at++] = 0xf0 | (code >> 18);
      bytes[at++] = 0x80 | ((code >> 12) & 0x3f);
    }
    bytes[at++] = 0x80 | ((code >> 6) & 0x3f);
    bytes[at++] = 0x80 | (code & 0x3f);
  }
  return at;
}
