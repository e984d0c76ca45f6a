import { inflateSync, strFromU8 } from 'fflate';
import { InputError } from '../errors.ts';
import { crc32 } from './crc32.ts';

/** A file inside a zip archive, as the archive's directory lists it. */
export interface ZipEntry {
  readonly name: string;
  /** Bytes inside the archive, and after unpacking. */
  readonly packedBytes: number;
  readonly bytes: number;
  /** 0 stored, 8 deflated; anything else cannot be read. */
  readonly method: number;
  readonly encrypted: boolean;
  readonly crc32: number;
  /** Where its local header begins. */
  readonly at: number;
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** Says: the true number is in the zip64 part. */
const ELSEWHERE = 0xffffffff;
/** Deflate cannot pack better than 1032 to 1. */
const BEST_RATIO = 1032;

/**
 * The directory of a zip archive, zip64 included.
 * @param zip  the whole archive
 * @throws InputError zip-magic or zip-damaged
 * @source PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3
 */
export function listZip(zip: Uint8Array): ZipEntry[] {
  if (zip[0] !== 0x50 || zip[1] !== 0x4b)
    throw new InputError(
      'zip-magic',
      'this is not a zip archive: expected it to begin with "PK". Write the arrays with numpy.savez(path, name=x).',
    );
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  try {
    let { count, at } = directory(view);
    const entries: ZipEntry[] = [];
    for (; count > 0; count--) {
      if (view.getUint32(at, true) !== ENTRY) throw damaged(`no directory entry at byte ${at}`);
      const { entry, next } = readEntry(zip, view, at);
      entries.push(entry);
      at = next;
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw damaged('a position outside of the file');
    throw error;
  }
}

/**
 * Unpacks one file of a zip archive and checks its checksum.
 * @param zip    the whole archive
 * @param entry  from listZip of the same archive
 * @throws InputError zip-damaged, zip-method or zip-encrypted
 */
export function readZipEntry(zip: Uint8Array, entry: ZipEntry): Uint8Array {
  const { name, packedBytes, bytes, method, at } = entry;
  if (entry.encrypted)
    throw new InputError(
      'zip-encrypted',
      `"${name}" in the archive is encrypted: expected a plain one. Write it without a password.`,
      { name },
    );
  if (method !== 0 && method !== 8)
    throw new InputError(
      'zip-method',
      `"${name}" is packed with zip method ${method}: expected stored (0) or deflated (8). Write it with numpy.savez or numpy.savez_compressed.`,
      { name, method },
    );
  if (at + 30 > zip.length) throw damaged(`"${name}" begins behind the end of the file`);
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  if (view.getUint32(at, true) !== LOCAL) throw damaged(`no local header for "${name}"`);
  const start = at + 30 + view.getUint16(at + 26, true) + view.getUint16(at + 28, true);
  const packed = zip.subarray(start, start + packedBytes);
  if (packed.length < packedBytes) throw damaged(`"${name}" is cut off`);
  const possible = method === 0 ? bytes === packedBytes : bytes <= (packedBytes + 1) * BEST_RATIO;
  if (!possible) throw damaged(`"${name}" cannot unpack to ${bytes} bytes`);

  const content = method === 0 ? packed : inflate(packed, bytes, name);
  if (content.length !== bytes || crc32(content) !== entry.crc32)
    throw damaged(`the checksum of "${name}" does not match`);
  return content;
}

function inflate(packed: Uint8Array, bytes: number, name: string): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(bytes) });
  } catch {
    throw damaged(`"${name}" cannot be unpacked`);
  }
}

/** Number of entries and where the directory begins: found from the end of the archive. */
function directory(view: DataView): { count: number; at: number } {
  const longestComment = 65535;
  let end = view.byteLength - 22;
  const first = Math.max(0, end - longestComment);
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) throw damaged('no directory at its end');
  const count = view.getUint16(end + 10, true);
  const at = view.getUint32(end + 16, true);
  if (end < 20 || view.getUint32(end - 20, true) !== LOCATOR_64) return { count, at };
  const end64 = uint64(view, end - 12);
  if (view.getUint32(end64, true) !== END_64) throw damaged('no zip64 directory');
  return { count: uint64(view, end64 + 32), at: uint64(view, end64 + 48) };
}

function readEntry(zip: Uint8Array, view: DataView, start: number) {
  const nameLength = view.getUint16(start + 28, true);
  const extraLength = view.getUint16(start + 30, true);
  const commentLength = view.getUint16(start + 32, true);
  const name = strFromU8(zip.subarray(start + 46, start + 46 + nameLength));
  let packedBytes = view.getUint32(start + 20, true);
  let bytes = view.getUint32(start + 24, true);
  let at = view.getUint32(start + 42, true);

  const extraEnd = start + 46 + nameLength + extraLength;
  for (let extra = start + 46 + nameLength; extra + 4 <= extraEnd;) {
    let field = extra + 4;
    const zip64 = view.getUint16(extra, true) === 1;
    if (zip64 && bytes === ELSEWHERE) [bytes, field] = [uint64(view, field), field + 8];
    if (zip64 && packedBytes === ELSEWHERE) [packedBytes, field] = [uint64(view, field), field + 8];
    if (zip64 && at === ELSEWHERE) at = uint64(view, field);
    extra += 4 + view.getUint16(extra + 2, true);
  }
  const entry: ZipEntry = {
    name,
    packedBytes,
    bytes,
    method: view.getUint16(start + 10, true),
    encrypted: (view.getUint16(start + 8, true) & 1) !== 0,
    crc32: view.getUint32(start + 16, true),
    at,
  };
  return { entry, next: extraEnd + commentLength };
}

function uint64(view: DataView, at: number): number {
  return view.getUint32(at + 4, true) * 2 ** 32 + view.getUint32(at, true);
}

function damaged(why: string): InputError {
  return new InputError(
    'zip-damaged',
    `the archive is damaged: ${why}. Copy it again, or write it again.`,
    { why },
  );
}
