import type { ImageMark, Mark } from '../../core/figure/marks.ts';
import type { Bitmap } from '../../core/figure/paint.ts';

const bitmaps = new WeakMap<Uint8ClampedArray, Bitmap<OffscreenCanvas>>();

/** A slice's pixels as something that canvas can draw; kept as long as the slice is. */
export function bitmapOf(mark: ImageMark): Bitmap<OffscreenCanvas> {
  if (!bitmaps.has(mark.rgba)) prepareBitmaps([mark]);
  return bitmaps.get(mark.rgba)!;
}

/** Makes the bitmaps of slices that have none yet: to make a canvas takes as long for one of them as for a hundred. */
export function prepareBitmaps(marks: readonly Mark[]): void {
  const fresh = new Map<Uint8ClampedArray, ImageMark>();
  for (const mark of marks)
    if (mark.kind === 'image' && !bitmaps.has(mark.rgba)) fresh.set(mark.rgba, mark);
  let sheet = new Sheet();
  // Slices of one height share a row: beside a tall one a flat one would leave most of its column empty.
  for (const mark of [...fresh.values()].sort((a, b) => b.height - a.height)) {
    if (!sheet.takes(mark)) {
      sheet.draw();
      sheet = new Sheet();
      sheet.takes(mark);
    }
  }
  sheet.draw();
}

/** Most pixels of a sheet's side, unless it holds one slice that is longer. */
const SIDE = 2048;

/** Slices in rows on one canvas. */
class Sheet {
  readonly #slices: { readonly mark: ImageMark; readonly x: number; readonly y: number }[] = [];
  #width = 0;
  #height = 0;
  /** Where the next one goes. */
  #x = 0;
  #y = 0;

  /** Finds a place for a slice; false where there is none. */
  takes(mark: ImageMark): boolean {
    const full = this.#x > 0 && this.#x + mark.width > SIDE;
    const [x, y] = full ? [0, this.#height] : [this.#x, this.#y];
    if (y > 0 && y + mark.height > SIDE) return false;
    this.#slices.push({ mark, x, y });
    this.#width = Math.max(this.#width, x + mark.width);
    this.#height = Math.max(this.#height, y + mark.height);
    [this.#x, this.#y] = [x + mark.width, y];
    return true;
  }

  draw(): void {
    if (this.#slices.length === 0) return;
    const sheet = new ImageData(this.#width, this.#height);
    const image = new OffscreenCanvas(this.#width, this.#height);
    for (const { mark, x, y } of this.#slices) {
      const row = mark.width * 4;
      for (let j = 0; j < mark.height; j++)
        sheet.data.set(mark.rgba.subarray(j * row, (j + 1) * row), ((y + j) * this.#width + x) * 4);
      bitmaps.set(mark.rgba, { image, x, y });
    }
    image.getContext('2d')?.putImageData(sheet, 0, 0);
  }
}
