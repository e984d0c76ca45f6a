import { InputError } from '../errors.ts';
import type { ElementType } from './elements.ts';
import type { ByteStream } from './byteSource.ts';
import { npyType, structured } from './npyType.ts';
import { parsePythonLiteral, type PythonValue } from './pythonLiteral.ts';
import { byteLength } from './shape.ts';
import { shown } from './shown.ts';

/** The description at the start of a .npy file. */
export interface NpyHeader {
  readonly version: '1.0' | '2.0' | '3.0';
  /** NumPy's type string, e.g. "<f4". */
  readonly descr: string;
  readonly type: ElementType;
  readonly fortranOrder: boolean;
  readonly shape: readonly number[];
  /** Where the data begins, and how many bytes of it there have to be. */
  readonly dataOffset: number;
  readonly dataBytes: number;
}

/** A header describes plain numbers in some hundred bytes. */
const MAX_HEADER = 65535;
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

/**
 * Reads the header of a .npy file, versions 1.0, 2.0 and 3.0.
 * @param bytes  the file, or its beginning as far as the end of the header
 * @throws InputError npy-magic, npy-version, npy-truncated, npy-header, npy-shape, npy-object, npy-structured,
 *         npy-complex or npy-dtype
 * @source NumPy, numpy/lib/format.py
 */
export function parseNpyHeader(bytes: Uint8Array): NpyHeader {
  checkMagic(bytes);
  const [major, minor] = [bytes[6] ?? 0, bytes[7] ?? 0];
  if (major < 1 || major > 3 || minor !== 0)
    throw new InputError(
      'npy-version',
      `this .npy file has format version ${major}.${minor}: expected 1.0, 2.0 or 3.0. Save it again with a current numpy.save.`,
      { version: `${major}.${minor}` },
    );
  const start = major === 1 ? 10 : 12;
  requireBytes(bytes, start);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  const dataOffset = start + length;
  if (length > MAX_HEADER)
    throw new InputError(
      'npy-header',
      `the .npy file gives its header as ${length} bytes: expected at most ${MAX_HEADER}. The file is damaged; save it again.`,
      { length },
    );
  requireBytes(bytes, dataOffset);

  const { descr, fortranOrder, shape } = readDict(latin1(bytes.subarray(start, dataOffset)));
  const type = elementType(descr);
  const dataBytes = byteLength('npy', shape, type.bytes);
  const version = `${major as 1 | 2 | 3}.0` as const;
  return {
    version,
    descr: descr as string,
    type,
    fortranOrder,
    shape: shape as number[],
    dataOffset,
    dataBytes,
  };
}

/** What stands before the text of a header, at most. */
const PREFIX = 12;

/**
 * Reads as much of a stream as its .npy header.
 * @param size  bytes of the whole
 * @throws InputError as parseNpyHeader does
 */
export function readNpyHeader(stream: ByteStream, size: number): NpyHeader {
  const prefix = new Uint8Array(Math.min(PREFIX, size));
  stream.readInto(prefix);
  // Version 1 has the length in 2 bytes, the others in 4; both are in the prefix of a whole file.
  const view = new DataView(prefix.buffer);
  const whole = prefix.length === PREFIX && MAGIC.every((byte, i) => prefix[i] === byte);
  const length = !whole
    ? 0
    : prefix[6] === 1
      ? view.getUint16(8, true) - 2
      : view.getUint32(8, true);
  const more = Math.max(0, Math.min(length, MAX_HEADER, size - prefix.length));
  const bytes = new Uint8Array(prefix.length + more);
  bytes.set(prefix);
  stream.readInto(bytes.subarray(prefix.length));
  return parseNpyHeader(bytes);
}

/** True when bytes begin as a .npy file does. */
export function isNpy(bytes: Uint8Array): boolean {
  return MAGIC.every((byte, i) => bytes[i] === byte);
}

function checkMagic(bytes: Uint8Array): void {
  const start = Array.from(bytes.subarray(0, 6));
  const zip = start[0] === 0x50 && start[1] === 0x4b;
  if (start.some((byte, i) => byte !== MAGIC[i]))
    throw new InputError(
      'npy-magic',
      'this is not a .npy file: expected it to begin with \\x93NUMPY, got ' +
        `${start.map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}. ` +
        (zip
          ? 'It is a zip archive: open it as .npz.'
          : 'Write the array with numpy.save(path, x).'),
    );
  requireBytes(bytes, 8);
}

function requireBytes(bytes: Uint8Array, expected: number): void {
  if (bytes.length >= expected) return;
  throw new InputError(
    'npy-truncated',
    `the .npy file ends within its header: expected at least ${expected} bytes, got ${bytes.length}. Copy or save it again.`,
    { expected, got: bytes.length },
  );
}

interface HeaderDict {
  readonly descr: PythonValue;
  readonly fortranOrder: boolean;
  readonly shape: readonly PythonValue[];
}

function readDict(text: string): HeaderDict {
  const refuse = (why: string) =>
    new InputError(
      'npy-header',
      `the header of the .npy file cannot be read: expected a dict with descr, fortran_order and shape, got ${shown(why, 120)}. The file is damaged; save it again.`,
      { header: shown(text.trim(), 200) },
    );
  let dict: PythonValue;
  try {
    dict = parsePythonLiteral(text);
  } catch (error) {
    throw refuse((error as SyntaxError).message);
  }
  if (!(dict instanceof Map)) throw refuse('something else');
  const entries = dict as ReadonlyMap<string, PythonValue>;
  const descr = entries.get('descr');
  const fortranOrder = entries.get('fortran_order');
  const shape = entries.get('shape');
  if (entries.size !== 3 || descr === undefined)
    throw refuse(`keys ${[...entries.keys()].join(', ')}`);
  if (typeof fortranOrder !== 'boolean') throw refuse('no True or False as fortran_order');
  if (!Array.isArray(shape)) throw refuse('no tuple as shape');
  return { descr, fortranOrder, shape: shape as readonly PythonValue[] };
}

/** The element type of a header's descr. */
function elementType(descr: PythonValue): ElementType {
  if (typeof descr !== 'string') throw structured();
  return npyType(descr);
}

/** Version 3.0 is UTF-8, but only field names, which are refused, can hold more than ASCII. */
function latin1(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 4096)
    parts.push(String.fromCharCode(...bytes.subarray(i, i + 4096)));
  return parts.join('');
}
