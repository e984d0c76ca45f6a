// Functions that run inside the page: each is sent there alone, so none uses anything from here.
/* global document, OffscreenCanvas, requestAnimationFrame, window */

/** Makes window.firstPicture: the moment, as of Date.now(), at which the stage's canvas first shows something. */
export function watchCanvas() {
  const small = new OffscreenCanvas(32, 32);
  const context = small.getContext('2d', { willReadFrequently: true });
  const painted = () => {
    const canvas = document.querySelector('canvas');
    if (!canvas?.width) return false;
    context.clearRect(0, 0, 32, 32);
    context.drawImage(canvas, 0, 0, 32, 32);
    const pixels = new Uint32Array(context.getImageData(0, 0, 32, 32).data.buffer);
    return new Set(pixels).size > 3;
  };
  window.firstPicture = new Promise((resolve) => {
    const look = () => {
      // What was painted in one frame is on screen when the next begins.
      if (painted())
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}

/**
 * Makes window.changed: milliseconds from the next click, or from now, to the first frame in which the stage's canvas shows something
 * else under another title, or the panel beside it has the arithmetic of another cell and that is the chosen one of the table.
 * @param how  what: 'picture' or 'numbers'; from: 'click' or 'now'
 */
export function watchChange({ what, from: begin }) {
  const small = new OffscreenCanvas(64, 64);
  const context = small.getContext('2d', { willReadFrequently: true });
  const canvas = () => document.querySelector('[data-stage] canvas');
  const title = () => canvas().getAttribute('aria-label');
  const picture = () => {
    context.clearRect(0, 0, 64, 64);
    context.drawImage(canvas(), 0, 0, 64, 64);
    return context.getImageData(0, 0, 64, 64).data.join();
  };
  const numbers = () =>
    [...document.querySelectorAll('aside h2')].find((one) => one.textContent.includes('x['))
      ?.textContent;
  /** The table is elsewhere as long as its chosen cell has another value than the arithmetic. */
  const waits = () => {
    const chosen = document.querySelector('[role=gridcell][aria-selected=true]')?.title;
    const told = /= (.+)$/.exec(numbers())?.[1];
    const [inTable, inText] = [chosen, told].map((text) => Number(text?.replace('−', '-')));
    return !(Math.abs(inTable - inText) < 1e-4);
  };
  const before = { title: title(), picture: picture(), numbers: numbers() };
  const changed = () =>
    what === 'picture'
      ? title() !== before.title && picture() !== before.picture
      : numbers() !== before.numbers && !waits();
  let from = begin === 'now' ? performance.now() : null;
  window.addEventListener('click', ({ timeStamp }) => (from ??= timeStamp), { capture: true });
  window.changed = new Promise((resolve) => {
    const look = () => {
      if (from === null || !changed()) requestAnimationFrame(look);
      else requestAnimationFrame(() => resolve(performance.now() - from));
    };
    requestAnimationFrame(look);
  });
}

/** The milliseconds that watchChange() waits for. */
export const changeShown = () => window.changed;

/** The moment of the first picture. */
export const pictureShown = () => window.firstPicture;

/** Records the time between frames until stopFrames(). */
export function recordFrames() {
  const deltas = [];
  let last = performance.now();
  let going = true;
  const next = (now) => {
    deltas.push(now - last);
    last = now;
    if (going) requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
  window.stopFrames = () => {
    going = false;
    return deltas.slice(2);
  };
}

/** Ends recordFrames(). @returns milliseconds between frames */
export const stopFrames = () => window.stopFrames();

/** What the browser paints with, as it says itself. */
export function paintedBy() {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl');
  const info = gl?.getExtension('WEBGL_debug_renderer_info');
  const name = info && gl.getParameter(info.UNMASKED_RENDERER_WEBGL);
  return name ?? 'software, without WebGL';
}
