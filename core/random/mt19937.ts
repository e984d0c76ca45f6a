const SIZE = 624;
const MIDDLE = 397;

/**
 * Mersenne Twister of 32-bit words with a period of 2^19937 − 1, as PyTorch's CPU generator runs it.
 * @source Matsumoto and Nishimura 1998, mt19937ar.c (init_genrand, genrand_int32)
 */
export class Mt19937 {
  readonly #state = new Uint32Array(SIZE);
  #next = SIZE;

  /** @param seed  any integer; only its low 32 bits count, as in PyTorch */
  constructor(seed: number) {
    const state = this.#state;
    state[0] = seed;
    for (let i = 1; i < SIZE; i++) {
      const previous = state[i - 1]!;
      state[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i;
    }
  }

  /** The next 32 random bits, as an integer from 0 to 2^32 − 1. */
  uint32(): number {
    if (this.#next === SIZE) this.#twist();
    let y = this.#state[this.#next++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return y >>> 0;
  }

  #twist(): void {
    const state = this.#state;
    for (let i = 0; i < SIZE; i++) {
      const following = state[(i + 1) % SIZE]!;
      const y = (state[i]! & 0x80000000) | (following & 0x7fffffff);
      const mixed = (y >>> 1) ^ (following & 1 ? 0x9908b0df : 0);
      state[i] = state[(i + MIDDLE) % SIZE]! ^ mixed;
    }
    this.#next = 0;
  }
}
