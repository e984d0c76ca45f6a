import { SHADE } from './cellPaint.ts';
import { hex, mixPacked, pack } from './colour.ts';
import type { Letter } from '../station/station.ts';
import { barOver } from './bar.ts';
import type { Colour, Mark, TextMark } from './marks.ts';
import { visibleFaces, type Projection, type Vec2, type Vec3 } from './projection.ts';
import { textOn } from './theme.ts';

/** A box that is somewhere on the page under the stage's camera: a cell on its way, or a statistic. */
export interface Sprite {
  /** Figure point of its middle. */
  readonly centre: Vec2;
  /** Sides in world units, times `zoom`. */
  readonly sides: Vec3;
  readonly zoom: number;
  readonly fill: Colour;
  readonly stroke: Colour;
  readonly opacity?: number;
  /** Letter on the side that is turned to the viewer most. */
  readonly letter?: Letter;
}

/** Marks of a sprite: its visible sides, shaded like a cell's. */
export function spriteMarks(p: Projection, sprite: Sprite): Mark[] {
  const { centre, sides, zoom, opacity = 1 } = sprite;
  if (opacity <= 0.01 || zoom <= 0.01) return [];
  const half = (axis: 0 | 1 | 2): Vec2 => {
    const reach = (sides[axis] * zoom) / 2;
    return [p.basis[axis][0] * reach, p.basis[axis][1] * reach];
  };
  const packed = pack(sprite.fill);
  const marks = visibleFaces(p).map(({ axis, max }): Mark => {
    const [a, b] = ([0, 1, 2] as const).filter((other) => other !== axis) as [0 | 1 | 2, 0 | 1 | 2];
    const [n, u, v] = [half(axis), half(a), half(b)];
    const side = max ? 1 : -1;
    const corner = (s: number, t: number): number[] => [
      centre[0] + side * n[0] + s * u[0] + t * v[0],
      centre[1] + side * n[1] + s * u[1] + t * v[1],
    ];
    return {
      kind: 'polygon',
      points: [...corner(-1, -1), ...corner(1, -1), ...corner(1, 1), ...corner(-1, 1)],
      fill: hex(mixPacked(0, packed, SHADE[axis])),
      stroke: sprite.stroke,
      strokeWidth: 0.8,
      ...(opacity < 1 && { opacity }),
    };
  });
  if (!sprite.letter) return marks;
  const front = visibleFaces(p).sort(
    (a, b) => Math.abs(p.into[b.axis]) - Math.abs(p.into[a.axis]),
  )[0];
  if (!front) return marks;
  const [nx, ny] = half(front.axis);
  const side = front.max ? 1 : -1;
  const size = Math.min(sides[0], sides[1]) * zoom * p.scale * 0.5;
  const { text, bar } = sprite.letter;
  const written: TextMark = {
    kind: 'text',
    x: centre[0] + side * nx,
    y: centre[1] + side * ny,
    text,
    size: Math.max(8, Math.min(20, size)),
    family: 'sans',
    weight: 700,
    fill: textOn(sprite.fill),
    anchor: 'middle',
    baseline: 'middle',
    ...(opacity < 1 && { opacity }),
  };
  return [...marks, written, ...(bar ? [barOver(written, text)] : [])];
}
