// Values as JSON text and back, for what Electron carries by structured clone: main and page. Plain
// enough to be put into a page as it stands. Like a clone it refuses functions, symbols and shared
// memory, keeps undefined, NaN and −0, and gives every receiver memory of its own.

const BYTES = {
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
};

const toBase64 = (bytes) =>
  typeof Buffer === 'function'
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    : bytes.toBase64();

const fromBase64 = (text) =>
  typeof Buffer === 'function'
    ? new Uint8Array(Buffer.from(text, 'base64'))
    : Uint8Array.fromBase64(text);

function refuse(value) {
  throw new Error(`DataCloneError: ${typeof value === 'object' ? 'shared memory' : typeof value}`);
}

function pack(value) {
  if (value === undefined) return { $: 'undefined' };
  if (typeof value === 'number' && (!Number.isFinite(value) || Object.is(value, -0)))
    return { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
  if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
  if (typeof value === 'function' || typeof value === 'symbol') return refuse(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(pack);
  if (ArrayBuffer.isView(value)) {
    if (!(value.buffer instanceof ArrayBuffer)) return refuse(value);
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    // Node's Buffer arrives as what it is to a clone.
    const kind = value.constructor.name in BYTES ? value.constructor.name : 'Uint8Array';
    return { $: kind, v: toBase64(bytes) };
  }
  if (value instanceof ArrayBuffer) return { $: 'ArrayBuffer', v: toBase64(new Uint8Array(value)) };
  if (typeof SharedArrayBuffer === 'function' && value instanceof SharedArrayBuffer)
    return refuse(value);
  const entries = Object.entries(value).map(([key, entry]) => [key, pack(entry)]);
  return { $: 'object', v: entries };
}

function unpack(value) {
  if (Array.isArray(value)) return value.map(unpack);
  if (typeof value !== 'object' || value === null) return value;
  const { $: kind, v } = value;
  if (kind === 'undefined') return undefined;
  if (kind === 'number') return Number(v);
  if (kind === 'bigint') return BigInt(v);
  if (kind === 'object') return Object.fromEntries(v.map(([key, entry]) => [key, unpack(entry)]));
  const { buffer } = fromBase64(v);
  return kind === 'ArrayBuffer' ? buffer : new BYTES[kind](buffer);
}

/** A value as text. */
export const encode = (value) => JSON.stringify(pack(value));

/** The value that encode was given. */
export const decode = (text) => unpack(JSON.parse(text));
