/** A picture of an animated GIF as it is shown: what lies under it stays where it has no pixel. */
export interface GifFrame {
  readonly rgba: Uint8ClampedArray;
  /** Milliseconds. */
  readonly delay: number;
}

/**
 * Reads an animated GIF, for tests: frames without interlacing that stay until the next.
 * @source https://www.w3.org/Graphics/GIF/spec-gif89a.txt
 */
export function readGif(bytes: Uint8Array): { width: number; height: number; frames: GifFrame[] } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const word = (at: number) => view.getUint16(at, true);
  const [width, height] = [word(6), word(8)];
  const tableOf = (flags: number) => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);
  const screen = new Uint8ClampedArray(width * height * 4);
  const frames: GifFrame[] = [];
  let at = 13;
  const global = bytes.subarray(at, (at += tableOf(bytes[10]!)));
  let delay = 0;
  let transparent = -1;
  /** Whether a frame is gone before the next one. */
  let passing = false;
  const blocks = (): Uint8Array => {
    const parts: number[] = [];
    for (let size = bytes[at++]!; size > 0; size = bytes[at++]!) {
      parts.push(...bytes.subarray(at, at + size));
      at += size;
    }
    return Uint8Array.from(parts);
  };
  for (let kind = bytes[at++]; kind !== 0x3b; kind = bytes[at++]) {
    if (kind === 0x21) {
      const isControl = bytes[at++] === 0xf9;
      const data = blocks();
      if (!isControl) continue;
      delay = (data[1]! + 256 * data[2]!) * 10;
      transparent = data[0]! & 1 ? data[3]! : -1;
      passing = ((data[0]! >> 2) & 7) === 2;
      continue;
    }
    if (kind !== 0x2c) throw new Error(`readGif: block ${kind} at ${at - 1}`);
    const [left, top, w, h] = [word(at), word(at + 2), word(at + 4), word(at + 6)];
    const flags = bytes[at + 8]!;
    if (flags & 0x40) throw new Error('readGif: interlaced');
    at += 9;
    const own = bytes.subarray(at, (at += tableOf(flags)));
    const table = own.length > 0 ? own : global;
    const least = bytes[at++]!;
    const pixels = unpacked(blocks(), least, w * h);
    pixels.forEach((index, i) => {
      if (index === transparent) return;
      const to = ((top + Math.floor(i / w)) * width + left + (i % w)) * 4;
      screen.set(table.subarray(index * 3, index * 3 + 3), to);
      screen[to + 3] = 255;
    });
    frames.push({ rgba: screen.slice(), delay });
    if (passing)
      for (let y = top; y < top + h; y++)
        screen.fill(0, (y * width + left) * 4, (y * width + left + w) * 4);
  }
  return { width, height, frames };
}

/** LZW with codes that grow from `least` + 1 bits to 12. */
function unpacked(data: Uint8Array, least: number, count: number): Uint8Array {
  const [clear, end] = [2 ** least, 2 ** least + 1];
  const out = new Uint8Array(count);
  let table: number[][] = [];
  let [size, length, bit] = [least + 1, 0, 0];
  let last: number[] | null = null;
  const restart = () => {
    table = Array.from({ length: end + 1 }, (_, i) => [i]);
    size = least + 1;
    last = null;
  };
  restart();
  while (length < count) {
    let code = 0;
    for (let i = 0; i < size; i++, bit++) code |= ((data[bit >> 3]! >> (bit & 7)) & 1) << i;
    if (code === clear) {
      restart();
      continue;
    }
    if (code === end) break;
    const known: number[] | undefined = table[code];
    const entry: number[] = known ?? [...last!, last![0]!];
    for (const index of entry) out[length++] = index;
    if (last && table.length < 4096) table.push([...last, entry[0]!]);
    if (table.length === 2 ** size && size < 12) size++;
    last = entry;
  }
  return out;
}
