/** glibc clears smaller arrays by hand, which takes 12 ms of 16 MiB, once one as large was freed; larger ones are fresh pages always. */
const AT_ONCE = 64 * 2 ** 20;

let untold = 0;

/**
 * Tells this thread's collector of so many bytes. V8 counts shared memory for no thread (`BackingStore::PerIsolateAccountingLength` is 0), so
 * a thread that is sent one tensor after another would keep them all until its own small objects fill the heap. An array of the same size
 * counts, and costs nothing: it is dropped at once, and its pages are never touched. Small tensors are told of together.
 */
export function weigh(bytes: number): void {
  untold += bytes;
  if (untold < AT_ONCE) return;
  const told = untold;
  untold = 0;
  try {
    new ArrayBuffer(told);
  } catch {
    // Where there is no room for it the collector has been called already.
  }
}

/** Bytes of shared memory that plain data of arrays refers to, each memory once. */
export function sharedBytes(value: unknown, seen = new Set<ArrayBufferLike>()): number {
  if (ArrayBuffer.isView(value)) {
    const { buffer } = value;
    if (!(buffer instanceof SharedArrayBuffer) || seen.has(buffer)) return 0;
    seen.add(buffer);
    return buffer.byteLength;
  }
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, entry) => sum + sharedBytes(entry, seen), 0);
}
