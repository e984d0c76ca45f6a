/** Milliseconds after which a window that paints nothing, because it is hidden, counts as painted. */
const PATIENCE = 500;

/** Resolves when what is on the page now, or is put there before the next frame, has been painted. */
export const painted = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, PATIENCE);
    // What is there in one frame is on screen when the next begins.
    requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
  });
