/** Milliseconds from one state of the picture to the next. */
const DURATION = 320;

/** One movement at a time: a new one takes the place of the one before. */
export class Animation {
  #frame = 0;

  /** Calls with the share of the way at every frame: 0 at once, 1 at the end, after so many milliseconds. */
  run(step: (share: number) => void, duration = DURATION): void {
    this.stop();
    const start = performance.now();
    const tick = (now: number): void => {
      const share = Math.min(1, Math.max(0, (now - start) / duration));
      if (share < 1) this.#frame = requestAnimationFrame(tick);
      step(share);
    };
    this.#frame = requestAnimationFrame(tick);
    step(0);
  }

  stop(): void {
    cancelAnimationFrame(this.#frame);
  }
}
