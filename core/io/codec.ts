// fflate's strings: TextEncoder belongs to hosts, not to the language.
import { strFromU8, strToU8 } from 'fflate';

/** Array types that a message may carry beside plain data. */
const TYPES = { Float32Array, Float64Array, Int32Array, Uint8Array } as const;
type TypeName = keyof typeof TYPES;
type AnyArray = InstanceType<(typeof TYPES)[TypeName]>;

const ALIGN = 8;
/** Arrays of a message: those without bytes count as well, as each is made. */
const MOST_ARRAYS = 2 ** 16;

interface Attached {
  readonly $array: TypeName;
  readonly at: number;
  readonly length: number;
}

interface Special {
  readonly $number: string;
}

function typeOf(value: unknown): TypeName | null {
  if (!ArrayBuffer.isView(value)) return null;
  const found = Object.entries(TYPES).find(([, type]) => value instanceof type);
  return found ? (found[0] as TypeName) : null;
}

/**
 * Plain data with typed arrays as one message: the length of a JSON header (uint32, little-endian), the header, then the
 * arrays' bytes, each at a multiple of 8. Numbers that JSON does not know (NaN, ±Infinity, −0) survive; `undefined` entries are
 * left out as JSON does.
 * @throws TypeError for an array of another type, or an object that could be taken for one of the codec's own
 */
export function encodeMessage(value: unknown): Uint8Array {
  const arrays: AnyArray[] = [];
  let size = 0;
  const header = JSON.stringify(value, (_, entry: unknown) => {
    const type = typeOf(entry);
    if (type) {
      const array = entry as AnyArray;
      const attached: Attached = { $array: type, at: size, length: array.length };
      arrays.push(array);
      size += Math.ceil(array.byteLength / ALIGN) * ALIGN;
      return attached;
    }
    if (typeof entry === 'number' && (!Number.isFinite(entry) || Object.is(entry, -0)))
      return { $number: Object.is(entry, -0) ? '-0' : String(entry) } satisfies Special;
    if (typeof entry === 'object' && entry !== null) checkPlain(entry);
    return entry;
  });
  const text = strToU8(header ?? 'null');
  const start = Math.ceil((4 + text.length) / ALIGN) * ALIGN;
  const message = new Uint8Array(start + size);
  new DataView(message.buffer).setUint32(0, text.length, true);
  message.set(text, 4);
  let at = start;
  for (const array of arrays) {
    message.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), at);
    at += Math.ceil(array.byteLength / ALIGN) * ALIGN;
  }
  return message;
}

function checkPlain(entry: object): void {
  if (ArrayBuffer.isView(entry))
    throw new TypeError(`encodeMessage: cannot carry a ${entry.constructor.name}`);
  if (Object.hasOwn(entry, '$array') || Object.hasOwn(entry, '$number'))
    throw new TypeError('encodeMessage: $array and $number are names of its own');
}

/**
 * The value of a message that encodeMessage made. Its arrays take at most the bytes that lie behind the header, however often
 * the header names them.
 * @throws RangeError or SyntaxError when the bytes are no such message
 */
export function decodeMessage(message: Uint8Array): unknown {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  const length = view.getUint32(0, true);
  if (4 + length > message.length) throw new RangeError('decodeMessage: the header is cut off');
  const start = Math.ceil((4 + length) / ALIGN) * ALIGN;
  let left = message.length - start;
  let arrays = 0;
  return JSON.parse(strFromU8(message.subarray(4, 4 + length)), (_, entry: unknown) => {
    if (typeof entry !== 'object' || entry === null) return entry;
    if (Object.hasOwn(entry, '$number')) return Number((entry as Special).$number);
    if (!Object.hasOwn(entry, '$array')) return entry;
    if (++arrays > MOST_ARRAYS) throw new RangeError('decodeMessage: too many arrays');
    const array = detach(message, start, entry as Attached);
    left -= array.byteLength;
    if (left < 0) throw new RangeError('decodeMessage: bytes are named more than once');
    return array;
  });
}

/** The array that a header describes. @throws RangeError when it does not lie in the message */
function detach(message: Uint8Array, start: number, { $array, at, length }: Attached): AnyArray {
  const type = Object.hasOwn(TYPES, $array) ? TYPES[$array] : null;
  const inside = [at, length].every((count) => Number.isSafeInteger(count) && count >= 0);
  const from = start + at;
  const bytes = length * (type?.BYTES_PER_ELEMENT ?? 1);
  if (!type || !inside || from + bytes > message.length)
    throw new RangeError('decodeMessage: an array is cut off');
  return new type(message.slice(from, from + bytes).buffer);
}
