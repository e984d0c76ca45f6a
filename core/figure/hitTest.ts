import type { CellRef, Figure, ImageMark, LineMark, Mark } from './marks.ts';
import { textWidth } from './textWidth.ts';

/** What a pointer is over. */
export interface Hit {
  readonly cell?: CellRef;
  readonly action?: string;
}

/** Reach of a thin handle around its line, in figure pixels. */
const LINE_REACH = 7;

/**
 * The frontmost cell or control at a point; null over anything else.
 * @param x, y  figure pixels
 */
export function hitTest(figure: Figure, x: number, y: number): Hit | null {
  for (let i = figure.marks.length - 1; i >= 0; i--) {
    const mark = figure.marks[i];
    const hit = mark && hitMark(mark, x, y);
    if (hit) return hit;
  }
  return null;
}

/**
 * Where a hand that points at (x, y) means to look closer: there on a cell, and beside all cells in the middle of the nearest, so
 * that none is lost from sight.
 */
export function zoomCentre(figure: Figure, x: number, y: number): readonly [number, number] {
  if (hitTest(figure, x, y)?.cell) return [x, y];
  let nearest: readonly [number, number] = [x, y];
  let least = Infinity;
  for (const mark of figure.marks) {
    const middle = cellMiddle(mark);
    const apart = middle ? Math.hypot(middle[0] - x, middle[1] - y) : Infinity;
    if (!middle || apart >= least) continue;
    least = apart;
    nearest = middle;
  }
  return nearest;
}

function cellMiddle(mark: Mark): readonly [number, number] | null {
  if (mark.kind === 'image') {
    const [a, b, c, d, e, f] = mark.transform;
    const [u, v] = [mark.width / 2, mark.height / 2];
    return mark.cells ? [a * u + c * v + e, b * u + d * v + f] : null;
  }
  if (mark.kind !== 'polygon' || !mark.cell) return null;
  const { points } = mark;
  const mean = (from: number) =>
    points.reduce((sum, value, i) => (i % 2 === from ? sum + value : sum), 0) / (points.length / 2);
  return [mean(0), mean(1)];
}

function hitMark(mark: Mark, x: number, y: number): Hit | null {
  if (mark.kind === 'image') return hitImage(mark, x, y);
  if (!mark.cell && !mark.action) return null;
  if (!covers(mark, x, y)) return null;
  return { ...(mark.cell && { cell: mark.cell }), ...(mark.action && { action: mark.action }) };
}

function covers(mark: Exclude<Mark, ImageMark>, x: number, y: number): boolean {
  switch (mark.kind) {
    case 'polygon':
      return insidePolygon(mark.points, x, y);
    case 'rect':
      return x >= mark.x && y >= mark.y && x <= mark.x + mark.width && y <= mark.y + mark.height;
    case 'circle':
      return Math.hypot(x - mark.x, y - mark.y) <= mark.r;
    case 'line':
      return nearLine(mark, x, y);
    case 'text': {
      if (mark.transform) return false;
      const width = textWidth(mark.text, mark.size, mark.family, mark.weight);
      const left =
        mark.x - (mark.anchor === 'middle' ? width / 2 : mark.anchor === 'end' ? width : 0);
      const middle = mark.baseline === 'middle' ? mark.y : mark.y - mark.size * 0.36;
      return x >= left && x <= left + width && Math.abs(y - middle) <= mark.size * 0.7;
    }
    default:
      return mark satisfies never;
  }
}

/** Even-odd test; points are x0, y0, x1, y1 … */
export function insidePolygon(points: readonly number[], x: number, y: number): boolean {
  let inside = false;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const xi = points[i] ?? 0;
    const yi = points[i + 1] ?? 0;
    const xj = points[j] ?? 0;
    const yj = points[j + 1] ?? 0;
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside;
  }
  return inside;
}

function nearLine(mark: LineMark, x: number, y: number): boolean {
  const reach = Math.max(mark.strokeWidth / 2, LINE_REACH);
  for (let i = 0; i + 3 < mark.points.length; i += 2) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = mark.points.slice(i, i + 4);
    const length2 = (bx - ax) ** 2 + (by - ay) ** 2;
    const t = length2 === 0 ? 0 : ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length2;
    const clamped = Math.min(1, Math.max(0, t));
    if (Math.hypot(x - ax - clamped * (bx - ax), y - ay - clamped * (by - ay)) <= reach)
      return true;
  }
  return false;
}

/** Inverts the image's affine transform to find the pixel, and from it the cell. */
function hitImage(mark: ImageMark, x: number, y: number): Hit | null {
  if (!mark.cells) return null;
  const [a, b, c, d, e, f] = mark.transform;
  const det = a * d - b * c;
  if (Math.abs(det) < 1e-12) return null;
  const px = Math.floor((d * (x - e) - c * (y - f)) / det);
  const py = Math.floor((a * (y - f) - b * (x - e)) / det);
  if (px < 0 || py < 0 || px >= mark.width || py >= mark.height) return null;
  const { cube, origin, stepX, stepY } = mark.cells;
  return { cell: { cube, flat: origin + px * stepX + py * stepY } };
}
