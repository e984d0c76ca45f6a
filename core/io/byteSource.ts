/** Bytes that are read by range, so that a file of any size is never held whole. */
export interface ByteSource {
  readonly size: number;
  /**
   * Fills all of target with the bytes from a position on.
   * @throws InputError of the host when the source is shorter than that
   */
  readInto(target: Uint8Array, from: number): void;
}

/** Bytes that come one after the other: the content of a file, or of a packed member of an archive. */
export interface ByteStream {
  /** Fills all of target with the next bytes. */
  readInto(target: Uint8Array): void;
}

/** @throws RangeError when read beyond its end */
export function memorySource(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    readInto(target, from) {
      if (from + target.length > bytes.length)
        throw new RangeError(`memorySource: ${from + target.length} is behind ${bytes.length}`);
      target.set(bytes.subarray(from, from + target.length));
    },
  };
}

/** A source as it is, or bytes as one. */
export function sourceOf(from: ByteSource | Uint8Array): ByteSource {
  return from instanceof Uint8Array ? memorySource(from) : from;
}

/** A copy of the bytes [from, from + length), fewer where the source ends before. */
export function bytesOf(source: ByteSource, from: number, length: number): Uint8Array {
  const bytes = new Uint8Array(Math.max(0, Math.min(length, source.size - from)));
  if (bytes.length > 0) source.readInto(bytes, from);
  return bytes;
}

/** The bytes of a source from a position on, one after the other. */
export function streamFrom(source: ByteSource, from: number): ByteStream {
  let at = from;
  return {
    readInto(target) {
      source.readInto(target, at);
      at += target.length;
    },
  };
}
