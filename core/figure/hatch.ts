import type { Colour, LineMark } from './marks.ts';

/**
 * Parallel lines inside a convex polygon.
 * @param points    x0, y0, x1, y1 …
 * @param degrees   direction of the lines, 0 along x
 * @param distance  between them, in figure pixels; lines of neighbours of one pattern meet
 */
export function convexHatch(
  points: readonly number[],
  degrees: number,
  distance: number,
  stroke: Colour,
): LineMark[] {
  const angle = (degrees * Math.PI) / 180;
  const [nx, ny] = [-Math.sin(angle), Math.cos(angle)];
  const corners = Array.from({ length: points.length / 2 }, (_, i) => {
    const [x, y] = [points[2 * i]!, points[2 * i + 1]!];
    return { x, y, along: x * nx + y * ny };
  });
  const places = corners.map(({ along }) => along);
  const last = Math.max(...places);
  const lines: LineMark[] = [];
  for (let k = Math.floor(Math.min(...places) / distance) + 1; k * distance < last; k++) {
    const at = k * distance;
    const crossed = corners.flatMap((a, i) => {
      const b = corners[(i + 1) % corners.length]!;
      if (a.along <= at === b.along <= at) return [];
      const share = (at - a.along) / (b.along - a.along);
      return [a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share];
    });
    if (crossed.length === 4)
      lines.push({ kind: 'line', points: crossed, stroke, strokeWidth: 0.7, opacity: 0.55 });
  }
  return lines;
}
