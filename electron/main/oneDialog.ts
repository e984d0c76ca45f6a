/** Native dialogs one at a time: a second one would stand on the first. */
export class OneDialog {
  #open: Promise<unknown> | null = null;
  #closedAt = 0;

  /** When the last one was closed, in the milliseconds of Date.now(); now while one is open. */
  get closedAt(): number {
    return this.#open ? Date.now() : this.#closedAt;
  }

  /** Shows a dialog unless one is open. @returns null where one is */
  async ifFree<T>(show: () => Promise<T>): Promise<T | null> {
    return this.#open ? null : this.#show(show);
  }

  /** Shows a dialog when the one that is open has been closed. */
  async inTurn<T>(show: () => Promise<T>): Promise<T> {
    while (this.#open) await this.#open.catch(() => undefined);
    return this.#show(show);
  }

  async #show<T>(show: () => Promise<T>): Promise<T> {
    const shown = show();
    this.#open = shown;
    try {
      return await shown;
    } finally {
      this.#open = null;
      this.#closedAt = Date.now();
    }
  }
}
