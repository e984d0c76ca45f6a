import type { CellPaint } from './cellPaint.ts';
import { hex, type CellKind } from './colour.ts';
import type { Colour, Mark } from './marks.ts';
import { mix, textOn } from './theme.ts';

/**
 * Marks that say without colour what a cell is: hatching for NaN, wide hatching for one that a mask leaves out, a cross for ±∞, a filled corner for
 * a value past the end of the colour scale.
 * @param corners  the face as x0, y0 … x3, y3
 * @param fill     packed colour under the marks
 */
export function specialMarks(
  paint: CellPaint,
  kind: CellKind,
  corners: readonly number[],
  fill: number,
  active: boolean,
): Mark[] {
  const base = hex(fill);
  const full = kind === 'nan' ? paint.theme.nanMark : textOn(base);
  const stroke = active ? full : mix(base, full, 0.35);
  const at = (s: number, t: number) => within(corners, s, t);
  const side = Math.sqrt(Math.abs(area(corners)));
  const strokeWidth = Math.max(0.6, Math.min(1.6, side / 18));
  const line = (points: number[], colour: Colour = stroke): Mark => ({
    kind: 'line',
    points,
    stroke: colour,
    strokeWidth,
  });
  switch (kind) {
    case 'finite':
      return [];
    // wide apart: it has a value, which takes no part
    case 'idle':
      return [0.5, 1, 1.5].map((d) =>
        line(
          [...at(Math.max(0, d - 1), Math.min(1, d)), ...at(Math.min(1, d), Math.max(0, d - 1))],
          mix(base, stroke, 0.55),
        ),
      );
    // the other way: it fills up a sample, and takes part all the same
    case 'padded':
      return [0.5, 1, 1.5].map((d) =>
        line(
          [
            ...at(Math.max(0, d - 1), 1 - Math.min(1, d)),
            ...at(Math.min(1, d), 1 - Math.max(0, d - 1)),
          ],
          mix(base, paint.theme.muted, active ? 0.7 : 0.3),
        ),
      );
    case 'nan':
      return [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75].map((d) =>
        line([
          ...at(Math.max(0, d - 1), Math.min(1, d)),
          ...at(Math.min(1, d), Math.max(0, d - 1)),
        ]),
      );
    case 'posInf':
    case 'negInf':
      return [
        line([...at(0.12, 0.12), ...at(0.88, 0.88)], mix(base, stroke, 0.6)),
        line([...at(0.88, 0.12), ...at(0.12, 0.88)], mix(base, stroke, 0.6)),
      ];
    case 'clipped':
      return [
        {
          kind: 'polygon',
          points: [...at(0.66, 0), ...at(1, 0), ...at(1, 0.34)],
          fill: stroke,
        },
      ];
    default:
      return kind satisfies never;
  }
}

/** Point at (s, t) in a parallelogram whose corners run (0,0), (1,0), (1,1), (0,1). */
function within(c: readonly number[], s: number, t: number): [number, number] {
  const along = (k: 0 | 1) =>
    (c[k] ?? 0) + s * ((c[2 + k] ?? 0) - (c[k] ?? 0)) + t * ((c[6 + k] ?? 0) - (c[k] ?? 0));
  return [along(0), along(1)];
}

function area(c: readonly number[]): number {
  const [ax = 0, ay = 0, bx = 0, by = 0, , , dx = 0, dy = 0] = c;
  return (bx - ax) * (dy - ay) - (by - ay) * (dx - ax);
}
