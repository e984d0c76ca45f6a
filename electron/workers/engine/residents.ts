import type { TensorMemory } from './memory.ts';

interface Resident {
  readonly data: Float32Array;
  readonly release: () => void;
}

/** Inputs that stay in the engine's memory, so that the next run on one finds it there; the longest unused goes first. */
export class Residents {
  readonly #memory: TensorMemory;
  readonly #most: number;
  readonly #kept = new Map<string, Resident>();

  /** @param most  bytes of all that stay */
  constructor(memory: TensorMemory, most: number) {
    this.#memory = memory;
    this.#most = most;
  }

  /**
   * The same values in the engine's memory, copied unless they are there already; they themselves when they are too many to stay.
   * @param name  tells inputs apart
   * @throws OutOfMemory
   */
  place(name: string, values: Float32Array): Float32Array {
    const found = this.#kept.get(name);
    this.#kept.delete(name);
    if (found) {
      this.#kept.set(name, found);
      return found.data;
    }
    if (values.byteLength > this.#most) return values;
    this.#makeRoom(this.#most - values.byteLength);
    const placed = this.#memory.newFloat32(values.length);
    placed.data.set(values);
    this.#kept.set(name, placed);
    return placed.data;
  }

  /** Gives all back. */
  clear(): void {
    this.#makeRoom(-1);
  }

  #makeRoom(most: number): void {
    let bytes = [...this.#kept.values()].reduce((sum, { data }) => sum + data.byteLength, 0);
    for (const [name, { data, release }] of this.#kept) {
      if (bytes <= most) return;
      this.#kept.delete(name);
      release();
      bytes -= data.byteLength;
    }
  }
}
