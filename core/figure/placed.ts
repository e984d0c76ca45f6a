import type { Mark } from './marks.ts';

/** Where marks go: `scale` about the origin, then moved by (x, y). */
export interface Placement {
  readonly x: number;
  readonly y: number;
  /** 1 when left out. */
  readonly scale?: number;
}

type Matrix = readonly [number, number, number, number, number, number];

/** Marks at another place and in another size: letters and lines with them. */
export function placed(marks: readonly Mark[], { x, y, scale = 1 }: Placement): Mark[] {
  const points = (flat: readonly number[]) =>
    flat.map((value, i) => value * scale + (i % 2 === 0 ? x : y));
  const matrix = ([a, b, c, d, e, f]: Matrix): Matrix => [
    ...([a * scale, b * scale, c * scale, d * scale] as const),
    ...([e * scale + x, f * scale + y] as const),
  ];
  return marks.map((mark): Mark => {
    switch (mark.kind) {
      case 'polygon':
        return { ...mark, points: points(mark.points), ...stroked(mark, scale) };
      case 'line':
        return {
          ...mark,
          points: points(mark.points),
          strokeWidth: mark.strokeWidth * scale,
          ...(mark.dash && { dash: mark.dash.map((length) => length * scale) }),
        };
      case 'rect':
        return {
          ...mark,
          x: mark.x * scale + x,
          y: mark.y * scale + y,
          width: mark.width * scale,
          height: mark.height * scale,
          ...(mark.radius !== undefined && { radius: mark.radius * scale }),
          ...stroked(mark, scale),
        };
      case 'circle':
        return {
          ...mark,
          x: mark.x * scale + x,
          y: mark.y * scale + y,
          r: mark.r * scale,
          ...stroked(mark, scale),
        };
      case 'text':
        if (mark.transform) return { ...mark, transform: matrix(mark.transform) };
        return {
          ...mark,
          x: mark.x * scale + x,
          y: mark.y * scale + y,
          size: mark.size * scale,
        };
      case 'image':
        return { ...mark, transform: matrix(mark.transform) };
      default:
        return mark satisfies never;
    }
  });
}

/** What has no width of its own has one of 1. */
function stroked(
  { stroke, strokeWidth = 1 }: { readonly stroke?: string; readonly strokeWidth?: number },
  scale: number,
): { readonly strokeWidth?: number } {
  return stroke === undefined || scale === 1 ? {} : { strokeWidth: strokeWidth * scale };
}
