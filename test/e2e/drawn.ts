import type { Locator, Page } from 'playwright-core';

/** A text as it stands on screen: CSS pixels. */
export interface DrawnText {
  readonly text: string;
  /** Mean of height and width of its em, as a person reads it at an angle. */
  readonly size: number;
  /** Of a text that is laid on the side of a cell, or along an axis, its middle on the canvas. */
  readonly at: readonly [x: number, y: number];
  /** On the side of a cell, or along an axis. */
  readonly laid: boolean;
}

/** What a canvas shows. */
export interface Drawn {
  readonly texts: readonly DrawnText[];
  /** Filled shapes of four corners: [left, top, right, bottom] each. */
  readonly sides: readonly (readonly [number, number, number, number])[];
  /** Size of the canvas. */
  readonly width: number;
  readonly height: number;
}

interface Kept {
  texts: DrawnText[];
  sides: [number, number, number, number][];
}

/** From now on each canvas of the page keeps what is painted on it; what stands there already is not known. */
export async function keepDrawn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept = new WeakMap<object, Kept>();
    (window as unknown as { drawn: typeof kept }).drawn = kept;
    const proto = CanvasRenderingContext2D.prototype;
    // Each is called with the canvas that it was called on.
    // eslint-disable-next-line @typescript-eslint/unbound-method
    const { clearRect, fillText, beginPath, moveTo, lineTo, fill } = proto;
    let points: DOMPoint[] = [];
    /** A point in CSS pixels of the canvas. */
    const place = (ctx: CanvasRenderingContext2D, x: number, y: number): DOMPoint => {
      const ratio = ctx.canvas.clientWidth / ctx.canvas.width;
      const { x: px, y: py } = ctx.getTransform().transformPoint({ x, y });
      return new DOMPoint(px * ratio, py * ratio);
    };
    proto.clearRect = function (...box) {
      kept.set(this.canvas, { texts: [], sides: [] });
      clearRect.apply(this, box);
    };
    proto.fillText = function (text, x, y) {
      const { a, b, c, d, e, f } = this.getTransform();
      const em = parseFloat(/([\d.]+)px/.exec(this.font)?.[1] ?? '0');
      const ratio = this.canvas.clientWidth / this.canvas.width;
      const size = em * ratio * Math.sqrt(Math.abs(a * d - b * c));
      kept
        .get(this.canvas)
        ?.texts.push({ text, size, at: [e * ratio, f * ratio], laid: e !== 0 || f !== 0 });
      fillText.call(this, text, x, y);
    };
    proto.beginPath = function (this: CanvasRenderingContext2D) {
      points = [];
      beginPath.call(this);
    };
    proto.moveTo = function (x, y) {
      points = [place(this, x, y)];
      moveTo.call(this, x, y);
    };
    proto.lineTo = function (x, y) {
      points.push(place(this, x, y));
      lineTo.call(this, x, y);
    };
    proto.fill = function (this: CanvasRenderingContext2D, ...rest: unknown[]) {
      if (points.length === 4) {
        const xs = points.map((point) => point.x);
        const ys = points.map((point) => point.y);
        kept
          .get(this.canvas)
          ?.sides.push([Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]);
      }
      (fill as (...all: unknown[]) => void).apply(this, rest);
    };
  });
}

/** What a canvas shows, as it was painted last. */
export function drawnOn(canvas: Locator): Promise<Drawn> {
  return canvas.evaluate((element: HTMLCanvasElement) => {
    const { drawn } = window as unknown as { drawn: WeakMap<object, Kept> };
    const { texts, sides } = drawn.get(element) ?? { texts: [], sides: [] };
    return { texts, sides, width: element.clientWidth, height: element.clientHeight };
  });
}

/** The numbers on cells: "−0.32", "1e−5", "14". */
export function numbersOf({ texts }: Drawn): readonly DrawnText[] {
  return texts.filter(({ text, laid }) => laid && /^−?\d+(\.\d+)?(e−?\d+)?$/.test(text));
}

/**
 * Size of what is drawn of cells in the left and in the right half: of input and output where they stand side by side.
 * @param seen  pixels from the top of the canvas that are on screen
 */
export function cubesOn(
  { sides, width }: Drawn,
  seen = Infinity,
): readonly { readonly width: number; readonly height: number }[] {
  const cells = sides
    .map(([left, top, right, bottom]) => [left, top, right, Math.min(seen, bottom)] as const)
    .filter(([left, top, right, bottom]) => right - left > 3 && bottom - top > 3);
  const halves = [
    cells.filter(([left, , right]) => left + right < width),
    cells.filter(([left, , right]) => left + right >= width),
  ];
  return halves
    .filter((half) => half.length > 0)
    .map((half) => ({
      width: Math.max(...half.map((side) => side[2])) - Math.min(...half.map((side) => side[0])),
      height: Math.max(...half.map((side) => side[3])) - Math.min(...half.map((side) => side[1])),
    }));
}
