type TypedArray = Float64Array | Float32Array | Int32Array | Uint8Array;

function isTypedArray(value: object): value is TypedArray {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** Whether cloning an array would fail (shared memory) or carry more than the array (a part of a buffer). */
const needsCopy = ({ buffer, byteLength }: TypedArray) =>
  !(buffer instanceof ArrayBuffer) || buffer.byteLength !== byteLength;

/**
 * A reply that Electron's IPC can clone: plain data whose typed arrays own their memory. The
 * service's tensors lie in memory that they share with worker threads, which no other process can see.
 */
export function cloneable<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (isTypedArray(value)) return needsCopy(value) ? (value.slice() as T) : value;
  if (Array.isArray(value)) {
    return typeof value[0] === 'number' ? value : (value.map(cloneable) as T);
  }
  const entries = Object.entries(value).map(([key, entry]) => [key, cloneable(entry)] as const);
  return Object.fromEntries(entries) as T;
}
