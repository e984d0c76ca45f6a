/** Bytes of the disk that are left to others. */
export const SPARE = 256 * 2 ** 20;

/** What may still be written to a disk by all who write at the same time: its free bytes, less a spare, less what was promised. */
export class DiskReserve {
  readonly #free: () => Promise<number>;
  /** Bytes that were promised and are not on the disk yet, so that it still calls them free. */
  #promised = 0;

  /** @param free  bytes that the disk has now */
  constructor(free: () => Promise<number>) {
    this.#free = free;
  }

  /**
   * Promises room for a number of bytes.
   * @returns  null when it is promised, else the bytes that there is room for
   */
  async promise(bytes: number): Promise<number | null> {
    const free = await this.#free();
    const room = Math.max(0, free - SPARE - this.#promised);
    if (bytes > room) return room;
    this.#promised += bytes;
    return null;
  }

  /** Ends the promise of a number of bytes: they are written, or never will be. */
  release(bytes: number): void {
    this.#promised -= bytes;
  }
}
