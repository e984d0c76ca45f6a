// One shared WebAssembly memory in which tensors live from the moment they are read or made.
import type { TensorData } from '../../../core/tensor/tensor.ts';

const PAGE = 65536;
const MAX_PAGES = 65536;
const ALIGN = 64;
/** Addresses that differ by a multiple look alike to a processor's store buffer; how far apart two arrays are put. */
const ALIKE = 4096;
const APART = 1024;
/** Address 0 means "none" in a job, so nothing is placed there. */
const FIRST = 1024;

interface Block {
  at: number;
  bytes: number;
}

/** An array of the memory, and what gives it back. */
export interface Room<T> {
  readonly data: T;
  readonly release: () => void;
}

/** Memory is full: what was asked for and what there was. Who catches it does the same by plain loops. */
export class OutOfMemory extends Error {
  override readonly name = 'OutOfMemory';
  /** @param limit  null when it is the system that has no more */
  constructor(bytes: number, limit: number | null) {
    super(
      `The engine needs ${bytes} more bytes, but ${limit === null ? 'the system has no room for them' : `its limit is ${limit} bytes`}. Use a smaller tensor or stream the file.`,
    );
  }
}

/** WebAssembly says by a RangeError that there is no room, for a new memory's address space or for more pages. */
function orOutOfMemory<T>(bytes: number, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof RangeError ? new OutOfMemory(bytes, null) : error;
  }
}

/**
 * Allocator over one shared memory: first fit in a sorted free list, neighbours joined on release. Released pages stay mapped, since fresh
 * pages cost more than the arithmetic on them.
 */
export class TensorMemory {
  readonly memory: WebAssembly.Memory;
  readonly #limit: number;
  #end = FIRST;
  #free: Block[] = [];
  readonly #used = new Map<number, number>();
  /** The memory as JavaScript has seen it: it is another buffer after it has grown, over the same bytes. */
  readonly #buffers = new WeakSet<ArrayBufferLike>();
  #whole: { readonly float32: Float32Array; readonly float64: Float64Array } | null = null;

  /** @throws OutOfMemory when there is no address space for it: some 10 GiB, whatever the limit */
  constructor(limitBytes = MAX_PAGES * PAGE) {
    this.#limit = Math.min(limitBytes, MAX_PAGES * PAGE);
    const size = { initial: 16, maximum: MAX_PAGES, shared: true } as const;
    this.memory = orOutOfMemory(size.initial * PAGE, () => new WebAssembly.Memory(size));
  }

  /**
   * Address of a new block, 64-byte aligned.
   * @throws OutOfMemory
   */
  allocate(bytes: number): number {
    const size = Math.max(ALIGN, Math.ceil(bytes / ALIGN) * ALIGN);
    const found = this.#free.findIndex((block) => block.bytes >= size);
    const block = this.#free[found];
    let at: number;
    if (block) {
      at = block.at;
      if (block.bytes === size) this.#free.splice(found, 1);
      else this.#free[found] = { at: at + size, bytes: block.bytes - size };
    } else {
      at = this.#end;
      if (at + size > this.#limit) throw new OutOfMemory(size, this.#limit);
      const missing = Math.ceil((at + size - this.memory.buffer.byteLength) / PAGE);
      if (missing > 0) orOutOfMemory(size, () => this.memory.grow(missing));
      this.#end = at + size;
    }
    this.#used.set(at, size);
    return at;
  }

  /** Gives a block back. */
  release(at: number): void {
    const bytes = this.#used.get(at);
    if (bytes === undefined)
      throw new RangeError(`TensorMemory.release: nothing is allocated at ${at}`);
    this.#used.delete(at);
    const next = this.#free.findIndex((block) => block.at > at);
    const index = next < 0 ? this.#free.length : next;
    this.#free.splice(index, 0, { at, bytes });
    this.#join(index);
    this.#join(index - 1);
    const last = this.#free.at(-1);
    if (last && last.at + last.bytes === this.#end) {
      this.#end = last.at;
      this.#free.pop();
    }
  }

  /** Bytes that are taken at the moment. */
  get usedBytes(): number {
    let bytes = 0;
    for (const size of this.#used.values()) bytes += size;
    return bytes;
  }

  /** float32 view of `length` values at an address. */
  float32(at: number, length: number): Float32Array {
    this.#buffers.add(this.memory.buffer);
    return new Float32Array(this.memory.buffer, at, length);
  }

  float64(at: number, length: number): Float64Array {
    this.#buffers.add(this.memory.buffer);
    return new Float64Array(this.memory.buffer, at, length);
  }

  /** Copies values to an address, as float32. */
  write32(at: number, values: ArrayLike<number>): void {
    this.#views().float32.set(values, at / 4);
  }

  /** The same as float64. */
  write64(at: number, values: ArrayLike<number>): void {
    this.#views().float64.set(values, at / 8);
  }

  /** A copy of `length` float64 at an address. */
  read64(at: number, length: number): Float64Array<ArrayBuffer> {
    return this.#views().float64.slice(at / 8, at / 8 + length);
  }

  int32(at: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, at, length);
  }

  /** Address of an array that lives here, null when it lives elsewhere. */
  addressOf(data: ArrayBufferView): number | null {
    return this.#buffers.has(data.buffer) ? data.byteOffset : null;
  }

  /**
   * A new float32 array of this memory, with its release.
   * @param apart  an array that is read while this one is written: they are placed so that no address of one looks like one of the other to a
   *               processor that compares the lower 12 bits
   */
  newFloat32(length: number, apart?: ArrayBufferView): Room<Float32Array> {
    const { at, begin } = this.#apart(length * 4, apart);
    return { data: this.float32(begin, length), release: () => this.release(at) };
  }

  /** The same for float64. */
  newFloat64(length: number, apart?: ArrayBufferView): Room<Float64Array> {
    const { at, begin } = this.#apart(length * 8, apart);
    return { data: this.float64(begin, length), release: () => this.release(at) };
  }

  /** The same for halves, as they are stored. */
  newUint16(length: number): Room<Uint16Array> {
    const at = this.allocate(length * 2);
    this.#buffers.add(this.memory.buffer);
    return {
      data: new Uint16Array(this.memory.buffer, at, length),
      release: () => this.release(at),
    };
  }

  /** A new array of the type and length of another one that is read while it is written. */
  newLike<T extends TensorData>(other: T): Room<T> {
    const room =
      other instanceof Float64Array
        ? this.newFloat64(other.length, other)
        : this.newFloat32(other.length, other);
    return room as Room<T>;
  }

  #apart(bytes: number, apart?: ArrayBufferView): { at: number; begin: number } {
    const at = this.allocate(bytes + (apart ? ALIKE : 0));
    const wanted = apart ? (apart.byteOffset + APART) % ALIKE : at % ALIKE;
    return { at, begin: at + ((wanted - (at % ALIKE) + ALIKE) % ALIKE) };
  }

  /** The whole memory: a view of its own for every few bytes costs more than they do. */
  #views(): { readonly float32: Float32Array; readonly float64: Float64Array } {
    const { buffer } = this.memory;
    if (this.#whole?.float32.buffer !== buffer)
      this.#whole = { float32: new Float32Array(buffer), float64: new Float64Array(buffer) };
    return this.#whole;
  }

  #join(index: number): void {
    const block = this.#free[index];
    const next = this.#free[index + 1];
    if (!block || !next || block.at + block.bytes !== next.at) return;
    this.#free.splice(index, 2, { at: block.at, bytes: block.bytes + next.bytes });
  }
}
