import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Figure } from '../../core/figure/marks.ts';
import { paint } from '../../core/figure/paint.ts';
import { bitmapOf } from './bitmapOf.ts';

/** Small pictures of one page: A4 across, in points. */
export const SHEET = { width: 842, height: 595 } as const;
const EDGE = 28;
const HEAD = 34;
const GAP = 12;
const LABEL = 14;
const COLUMNS = 3;
const ROWS = 3;
export const PER_PAGE = COLUMNS * ROWS;

/** A page of a contact sheet. */
export interface SheetPage {
  readonly title: string;
  readonly cells: readonly { readonly label: string; readonly figure: Figure }[];
}

/** Paints a page of small pictures with their names. @param context  of a page that is SHEET large */
export function paintSheet(context: SKRSContext2D, { title, cells }: SheetPage): void {
  const width = (SHEET.width - 2 * EDGE - (COLUMNS - 1) * GAP) / COLUMNS;
  const height = (SHEET.height - EDGE - HEAD - ROWS * (LABEL + GAP)) / ROWS;
  const write = (text: string, x: number, y: number, size: number) => {
    context.font = `600 ${size}px Inter, Pretendard`;
    context.fillStyle = '#1b1c20';
    context.fillText(text, x, y);
  };
  write(title, EDGE, EDGE + 4, 15);
  cells.forEach(({ label, figure }, i) => {
    const x = EDGE + (i % COLUMNS) * (width + GAP);
    const y = HEAD + GAP + Math.floor(i / COLUMNS) * (height + LABEL + GAP);
    write(label, x, y + LABEL - 4, 9);
    const scale = Math.min(width / figure.width, height / figure.height);
    context.save();
    context.translate(x, y + LABEL);
    context.scale(scale, scale);
    paint(placed(context), figure, 1, bitmapOf);
    context.restore();
  });
}

/** Keeps what is painted where it was put, and erases nothing. */
function placed(context: SKRSContext2D): SKRSContext2D {
  return new Proxy(context, {
    get(target, key) {
      if (key === 'setTransform' || key === 'clearRect') return () => undefined;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
    set: (target, key, value) => Reflect.set(target, key, value, target),
  });
}
