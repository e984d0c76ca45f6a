import { strFromU8 } from 'fflate';
import { InputError } from '../errors.ts';
import { bytesOf, sourceOf, type ByteSource } from './byteSource.ts';
import { shown } from './shown.ts';

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
/** Says: the true number is in the zip64 part. */
const ELSEWHERE = 0xffffffff;
const LONGEST_COMMENT = 65535;
/** What stands before a directory's end: a zip64 record of 56 bytes and its locator of 20. */
const LONGEST_END = LONGEST_COMMENT + 22 + 56 + 20;
/** Bytes of a directory: some hundred for each of a million members. */
const MOST_DIRECTORY = 256 * 2 ** 20;

/**
 * The directory of a zip archive, zip64 included. Only the archive's end and the directory are read.
 * @param zip  the archive
 * @throws InputError zip-magic or zip-damaged
 * @source PKWARE APPNOTE.TXT 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16 and 4.5.3
 */
export function listZip(zip: ByteSource | Uint8Array): ZipEntry[] {
  const source = sourceOf(zip);
  const [p, k] = bytesOf(source, 0, 2);
  if (p !== 0x50 || k !== 0x4b)
    throw new InputError(
      'zip-magic',
      'this is not a zip archive: expected it to begin with "PK". Write the arrays with numpy.savez(path, name=x).',
    );
  try {
    const { count, at: from, end } = directory(source);
    if (from > end || end - from > MOST_DIRECTORY)
      throw damaged(`a directory of ${end - from} bytes`);
    const bytes = bytesOf(source, from, end - from);
    const view = new DataView(bytes.buffer);
    const entries: ZipEntry[] = [];
    for (let at = 0, left = count; left > 0; left--) {
      if (view.getUint32(at, true) !== ENTRY)
        throw damaged(`no directory entry at byte ${from + at}`);
      const { entry, next } = readEntry(bytes, view, at);
      entries.push(entry);
      at = next;
    }
    return entries;
  } catch (error) {
    if (error instanceof RangeError) throw damaged('a position outside of the file');
    throw error;
  }
}

/** Number of entries, and where the directory begins and ends: found from the end of the archive. */
function directory(source: ByteSource): { count: number; at: number; end: number } {
  const tailAt = Math.max(0, source.size - LONGEST_END);
  const tail = bytesOf(source, tailAt, source.size - tailAt);
  const view = new DataView(tail.buffer);
  let end = view.byteLength - 22;
  const first = Math.max(0, end - LONGEST_COMMENT);
  while (end >= first && view.getUint32(end, true) !== END) end--;
  if (end < first) throw damaged('no directory at its end');
  const count = view.getUint16(end + 10, true);
  const at = view.getUint32(end + 16, true);
  if (end < 20 || view.getUint32(end - 20, true) !== LOCATOR_64)
    return { count, at, end: tailAt + end };
  const at64 = uint64(view, end - 12);
  const record = bytesOf(source, at64, 56);
  const view64 = new DataView(record.buffer);
  if (view64.getUint32(0, true) !== END_64) throw damaged('no zip64 directory');
  return { count: uint64(view64, 32), at: uint64(view64, 48), end: at64 };
}

function readEntry(bytes: Uint8Array, view: DataView, start: number) {
  const nameLength = view.getUint16(start + 28, true);
  const extraLength = view.getUint16(start + 30, true);
  const commentLength = view.getUint16(start + 32, true);
  const name = strFromU8(bytes.subarray(start + 46, start + 46 + nameLength));
  let packedBytes = view.getUint32(start + 20, true);
  let size = view.getUint32(start + 24, true);
  let at = view.getUint32(start + 42, true);

  const extraEnd = start + 46 + nameLength + extraLength;
  for (let extra = start + 46 + nameLength; extra + 4 <= extraEnd;) {
    let field = extra + 4;
    const zip64 = view.getUint16(extra, true) === 1;
    if (zip64 && size === ELSEWHERE) [size, field] = [uint64(view, field), field + 8];
    if (zip64 && packedBytes === ELSEWHERE) [packedBytes, field] = [uint64(view, field), field + 8];
    if (zip64 && at === ELSEWHERE) at = uint64(view, field);
    extra += 4 + view.getUint16(extra + 2, true);
  }
  const entry: ZipEntry = {
    name,
    packedBytes,
    bytes: size,
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

/** @throws never; the caller throws it */
export function damaged(why: string): InputError {
  return new InputError(
    'zip-damaged',
    `the archive is damaged: ${shown(why, 160)}. Copy it again, or write it again.`,
    { why: shown(why, 160) },
  );
}
