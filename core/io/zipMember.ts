import { Inflate } from 'fflate';
import { InputError } from '../errors.ts';
import { bytesOf, type ByteSource, type ByteStream } from './byteSource.ts';
import { crc32 } from './crc32.ts';
import { shown } from './shown.ts';
import { damaged, type ZipEntry } from './zip.ts';

const LOCAL = 0x04034b50;
/** Deflate cannot pack better than 1032 to 1. */
const BEST_RATIO = 1032;
/** Packed bytes that are unpacked at once: few at first, for who wants the header alone; at most 16 MiB come out of the largest. */
const FIRST_PIECE = 256;
const PIECE = 16 * 1024;

/** The content of a member of an archive, which is unpacked as it is read. */
export interface ZipMember extends ByteStream {
  /** Bytes that are left. */
  readonly left: number;
  /** True when the bytes so far, which are all, have the archive's checksum. */
  matches(): boolean;
}

/**
 * Begins to read one file of a zip archive; nothing is unpacked that is not asked for.
 * @param zip    the archive
 * @param entry  from listZip of the same archive
 * @throws InputError zip-damaged, zip-method or zip-encrypted; reading throws zip-damaged too
 */
export function openZipMember(zip: ByteSource, entry: ZipEntry): ZipMember {
  const { packedBytes, bytes, method } = entry;
  const name = shown(entry.name);
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
  const start = memberStart(zip, entry);

  const read = method === 0 ? stored(zip, start) : inflated(zip, start, packedBytes, name);
  let left = bytes;
  let sum = 0;
  return {
    get left() {
      return left;
    },
    readInto(target) {
      if (target.length > left) throw damaged(`"${name}" is cut off`);
      read(target);
      left -= target.length;
      sum = crc32(target, sum);
    },
    matches: () => left === 0 && sum === entry.crc32,
  };
}

/**
 * Where the packed bytes of a member begin, all of which are there.
 * @throws InputError zip-damaged, also where they cannot become as many as the archive says
 */
export function memberStart(zip: ByteSource, entry: ZipEntry): number {
  const { packedBytes, bytes, method, at } = entry;
  const name = shown(entry.name);
  if (at + 30 > zip.size) throw damaged(`"${name}" begins behind the end of the file`);
  const view = new DataView(bytesOf(zip, at, 30).buffer);
  if (view.getUint32(0, true) !== LOCAL) throw damaged(`no local header for "${name}"`);
  const start = at + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + packedBytes > zip.size) throw damaged(`"${name}" is cut off`);
  const possible = method === 0 ? bytes === packedBytes : bytes <= (packedBytes + 1) * BEST_RATIO;
  if (!possible) throw damaged(`"${name}" cannot unpack to ${bytes} bytes`);
  return start;
}

/**
 * Reads what is left of a member and checks its checksum.
 * @throws InputError zip-damaged
 */
export function finishZipMember(member: ZipMember, name: string): void {
  while (member.left > 0) member.readInto(new Uint8Array(Math.min(member.left, 2 ** 20)));
  if (!member.matches()) throw damaged(`the checksum of "${shown(name)}" does not match`);
}

type Read = (target: Uint8Array) => void;

/** As many bytes as the member has are there: memberStart() saw to it, and no more are asked for. */
function stored(zip: ByteSource, start: number): Read {
  let done = 0;
  return (target) => {
    zip.readInto(target, start + done);
    done += target.length;
  };
}

function inflated(zip: ByteSource, start: number, packedBytes: number, name: string): Read {
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((chunk) => ready.push(chunk));
  let done = 0;
  let length = FIRST_PIECE;
  return (target) => {
    for (let filled = 0; filled < target.length;) {
      const next = ready[0];
      if (next && next.length > 0) {
        const taken = next.subarray(0, target.length - filled);
        target.set(taken, filled);
        filled += taken.length;
        if (taken.length < next.length) ready[0] = next.subarray(taken.length);
        else ready = ready.slice(1);
        continue;
      }
      ready = ready.filter(({ length }) => length > 0);
      if (ready.length > 0) continue;
      if (done === packedBytes) throw damaged(`"${name}" unpacks to less than it says`);
      const piece = bytesOf(zip, start + done, Math.min(length, packedBytes - done));
      done += piece.length;
      length = Math.min(PIECE, length * 2);
      try {
        inflate.push(piece, done === packedBytes);
      } catch {
        throw damaged(`"${name}" cannot be unpacked`);
      }
    }
  };
}
