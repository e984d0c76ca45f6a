import type { Mark, TextMark } from './marks.ts';
import { textWidth } from './textWidth.ts';

/** Where marks lie, in figure pixels. */
export interface MarkBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The box that holds marks; null without any. */
export function boxOf(marks: readonly Mark[]): MarkBox | null {
  if (marks.length === 0) return null;
  const points = marks.flatMap(cornersOf);
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  return {
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

type Point = readonly [number, number];

function cornersOf(mark: Mark): Point[] {
  switch (mark.kind) {
    case 'polygon':
    case 'line':
      return mark.points.flatMap((x, i): Point[] =>
        i % 2 === 0 ? [[x, mark.points[i + 1] ?? 0]] : [],
      );
    case 'rect':
      return corners(mark.x, mark.y, mark.width, mark.height);
    case 'circle':
      return corners(mark.x - mark.r, mark.y - mark.r, 2 * mark.r, 2 * mark.r);
    case 'image':
      return corners(0, 0, mark.width, mark.height).map((point) => placed(mark.transform, point));
    case 'text':
      return textCorners(mark);
    default:
      return mark satisfies never;
  }
}

function corners(x: number, y: number, width: number, height: number): Point[] {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

/** A line of text, from the top of its capitals to the foot of its descenders. */
function textCorners({ x, y, text, size, family, weight, anchor, baseline, transform }: TextMark) {
  const width = textWidth(text, size, family, weight);
  const left = x - (anchor === 'middle' ? width / 2 : anchor === 'end' ? width : 0);
  const top = y - size * (baseline === 'middle' ? 0.5 : 0.78);
  const box = corners(left, top, width, size);
  return transform ? box.map((point) => placed(transform, point)) : box;
}

function placed(
  [a, b, c, d, e, f]: readonly [number, number, number, number, number, number],
  [x, y]: Point,
): Point {
  return [a * x + c * y + e, b * x + d * y + f];
}
