import { once } from 'node:events';
import type { BrowserWindow } from 'electron';

/** Longer than the animation of any system. */
const PATIENCE_MILLISECONDS = 2000;

/** Enters or leaves full screen and waits for it. @returns the state that the window is in then */
export async function setFullScreen(window: BrowserWindow, on: boolean): Promise<boolean> {
  if (window.isFullScreen() !== on) {
    const signal = AbortSignal.timeout(PATIENCE_MILLISECONDS);
    const done = once(window, on ? 'enter-full-screen' : 'leave-full-screen', { signal });
    window.setFullScreen(on);
    await done.catch(() => undefined);
  }
  return !window.isDestroyed() && window.isFullScreen();
}
