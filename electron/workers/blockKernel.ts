import { instantiate, type Kernels } from './engine/kernels.ts';
import { kernelModule } from './kernelModule.ts';

/** Values that are looked at together: they lie in the cache. */
export const PIECE = 4096;

/** Most blocks that there is room for. */
const MOST_BLOCKS = 262_144;

const PAGE = 65_536;
const OUT = 1024;
const VALUES = 2048;
const SUMS = VALUES + PIECE * 4;
const LOWS = SUMS + MOST_BLOCKS * 8;
const HIGHS = LOWS + MOST_BLOCKS * 4;
const PAGES = Math.ceil((HIGHS + MOST_BLOCKS * 4) / PAGE);

/** Sum, minimum, maximum, and squared distances from the mean, of a piece. */
export interface PieceMoments {
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly squares: number;
}

/** What is shown of a large tensor, by the WebAssembly kernels in a little memory of their own: piece by piece. */
export class BlockKernel {
  readonly #kernels: Kernels;
  readonly #values: Float32Array;
  readonly #out: Float64Array;
  readonly #sums: Float64Array;
  readonly #lows: Float32Array;
  readonly #highs: Float32Array;

  constructor(module: WebAssembly.Module) {
    const memory = new WebAssembly.Memory({ initial: PAGES, maximum: PAGES, shared: true });
    this.#kernels = instantiate(module, memory);
    this.#values = new Float32Array(memory.buffer, VALUES, PIECE);
    this.#out = new Float64Array(memory.buffer, OUT, 4);
    this.#sums = new Float64Array(memory.buffer, SUMS, MOST_BLOCKS);
    this.#lows = new Float32Array(memory.buffer, LOWS, MOST_BLOCKS);
    this.#highs = new Float32Array(memory.buffer, HIGHS, MOST_BLOCKS);
  }

  /** Forgets all blocks. @param blocks  how many there are now */
  begin(blocks: number): void {
    this.#sums.fill(0, 0, blocks);
    this.#lows.fill(Infinity, 0, blocks);
    this.#highs.fill(-Infinity, 0, blocks);
  }

  /** Takes a piece of at most PIECE values. */
  load(data: Float32Array, from: number, to: number): void {
    this.#values.set(data.subarray(from, to));
  }

  /** Of the first values of the piece. */
  moments(count: number): PieceMoments {
    this.#kernels.pieceMoments(VALUES, count, OUT);
    const [sum = NaN, min = NaN, max = NaN, squares = NaN] = this.#out;
    return { sum, min, max, squares };
  }

  /** Adds values [from, to) of the piece to blocks of `pool` each, beginning with that block. */
  add(from: number, to: number, pool: number, block: number): void {
    const at = VALUES + from * 4;
    const [sum, low, high] = [SUMS + block * 8, LOWS + block * 4, HIGHS + block * 4];
    this.#kernels.addBlocks(at, to - from, pool, sum, low, high);
  }

  /** What was found: the sums are those of the kernel, the others copies. */
  blocks(count: number): { sum: Float64Array; min: Float32Array; max: Float32Array } {
    return {
      sum: this.#sums.subarray(0, count),
      min: new Float32Array(this.#lows.subarray(0, count)),
      max: new Float32Array(this.#highs.subarray(0, count)),
    };
  }
}

/** Loads the kernel when it is first needed; null where it cannot be had. @param dist  folder with the built kernels */
export function blockKernelLoader(dist: URL): () => BlockKernel | null {
  let loaded: BlockKernel | null | undefined;
  return () => {
    if (loaded !== undefined) return loaded;
    try {
      loaded = new BlockKernel(kernelModule(dist));
    } catch {
      loaded = null;
    }
    return loaded;
  };
}
