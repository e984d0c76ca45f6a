import { hex, mixPacked, pack } from './colour.ts';
import type { CellRef, Colour, Figure, ImageMark, Mark, TextMark } from './marks.ts';
import { ease } from './motion.ts';

/** What a cell is called that is the same in two figures, whatever the order of their axes. */
export type CellName = (cell: CellRef) => string;

/** Figures between two, by a time from 0 to 1: at 0 the first itself, at 1 the second. */
export type Between = (t: number) => Figure;

const byIndex: CellName = ({ cube, flat }) => `${cube}${flat}`;

type Shift = readonly [dx: number, dy: number];

/** A mark on its way: into another one, or in or out with the block that it belongs to. */
type Way =
  | { readonly is: 'moving'; readonly from: Mark; readonly to: Mark }
  | { readonly is: 'entering' | 'leaving'; readonly mark: Mark; readonly shift: Shift };

/**
 * The way from one figure to another, a pure function of time. Sides of the same cell, texts that say the same and
 * other marks in their order move, the rest fades in and out.
 * @param nameFrom  names of the first figure's cells; cube and index when left out
 * @param nameTo    names of the second one's
 */
export function figureBetween(
  from: Figure,
  to: Figure,
  nameFrom: CellName = byIndex,
  nameTo: CellName = nameFrom,
): Between {
  const ways = waysOf(from.marks, to.marks, nameFrom, nameTo);
  return (t) => {
    if (t <= 0) return from;
    if (t >= 1) return to;
    const share = ease(t);
    return { ...to, marks: ways.flatMap((way) => marksAt(way, share)) };
  };
}

/** In the second figure's order; what leaves lies under it, and words that leave over it. */
function waysOf(
  from: readonly Mark[],
  to: readonly Mark[],
  nameFrom: CellName,
  nameTo: CellName,
): Way[] {
  const before = new Map<string, Mark>();
  keysOf(from, nameFrom).forEach((key, i) => before.set(key, from[i] as Mark));
  const shifts = new Map<string, Shift>();
  const met = new Set<string>();
  const keys = keysOf(to, nameTo);
  keys.forEach((key, i) => {
    const [a, b] = [before.get(key), to[i] as Mark];
    if (!a || !alike(a, b)) return;
    met.add(key);
    if (a.cell && b.cell && a.kind === 'polygon' && b.kind === 'polygon')
      shifts.set(nameTo(b.cell), shiftOf(a.points, b.points));
  });
  const shiftFor = (mark: Mark, name: CellName): Shift =>
    (mark.cell && shifts.get(name(mark.cell))) ?? [0, 0];
  const leaving = [...before].flatMap(([key, mark]): Way[] =>
    met.has(key) ? [] : [{ is: 'leaving', mark, shift: shiftFor(mark, nameFrom) }],
  );
  const arriving = keys.map((key, i): Way => {
    const mark = to[i] as Mark;
    return met.has(key)
      ? { is: 'moving', from: before.get(key) as Mark, to: mark }
      : { is: 'entering', mark, shift: shiftFor(mark, nameTo) };
  });
  const isText = (way: Way) => way.is === 'leaving' && way.mark.kind === 'text';
  return [...leaving.filter((way) => !isText(way)), ...arriving, ...leaving.filter(isText)];
}

/** A key for each mark; those that would have the same one are counted. */
function keysOf(marks: readonly Mark[], name: CellName): string[] {
  const counts = new Map<string, number>();
  return marks.map((mark) => {
    const key = keyOf(mark, name);
    const count = counts.get(key) ?? 0;
    counts.set(key, count + 1);
    return count === 0 ? key : `${key} ${count}`;
  });
}

function keyOf(mark: Mark, name: CellName): string {
  const of = mark.cell ? name(mark.cell) : '';
  switch (mark.kind) {
    case 'text':
      return `text ${of} ${mark.anchor ?? ''} ${mark.text}`;
    case 'polygon':
      return `polygon ${of} ${mark.side ?? ''} ${mark.points.length}`;
    case 'line':
      return `line ${mark.action ?? ''} ${mark.points.length}`;
    case 'image':
      return `image ${mark.cells?.cube ?? ''} ${mark.width} ${mark.height}`;
    case 'rect':
    case 'circle':
      return `${mark.kind} ${mark.action ?? ''}`;
    default:
      return mark satisfies never;
  }
}

/** Whether one mark can become the other without a jump. */
function alike(a: Mark, b: Mark): boolean {
  if (a.kind === 'polygon' && b.kind === 'polygon') return (a.fill === null) === (b.fill === null);
  if (a.kind === 'rect' && b.kind === 'rect') return (a.fill === null) === (b.fill === null);
  if (a.kind === 'text' && b.kind === 'text') return a.family === b.family && !a.runs && !b.runs;
  return a.kind === b.kind;
}

function shiftOf(a: readonly number[], b: readonly number[]): Shift {
  const mean = (points: readonly number[], k: 0 | 1) =>
    points.reduce((sum, value, i) => sum + (i % 2 === k ? value : 0), 0) / (points.length / 2);
  return [mean(b, 0) - mean(a, 0), mean(b, 1) - mean(a, 1)];
}

function marksAt(way: Way, t: number): readonly Mark[] {
  switch (way.is) {
    case 'moving':
      return way.from === way.to ? [way.to] : movedMarks(way.from, way.to, t);
    case 'entering': {
      const [dx, dy] = way.shift;
      const shown = way.mark.kind === 'text' ? 2 * t - 1 : t;
      return faded(way.mark, shown, dx * (t - 1), dy * (t - 1));
    }
    case 'leaving': {
      const [dx, dy] = way.shift;
      const shown = way.mark.kind === 'text' ? 1 - 2 * t : 1 - t;
      return faded(way.mark, shown, dx * t, dy * t);
    }
    default:
      return way satisfies never;
  }
}

function faded(mark: Mark, shown: number, dx: number, dy: number): Mark[] {
  if (shown <= 0) return [];
  const opacity = (mark.opacity ?? 1) * Math.min(1, shown);
  if (dx === 0 && dy === 0) return [{ ...mark, opacity }];
  if (mark.kind === 'polygon') {
    const points = mark.points.map((value, i) => value + (i % 2 === 0 ? dx : dy));
    return [{ ...mark, points, opacity }];
  }
  if (mark.kind === 'text' && mark.transform) {
    const [a, b, c, d, e, f] = mark.transform;
    return [{ ...mark, transform: [a, b, c, d, e + dx, f + dy], opacity }];
  }
  return [{ ...mark, opacity }];
}

function movedMarks(from: Mark, to: Mark, t: number): readonly Mark[] {
  const opacity = mixed(from.opacity ?? 1, to.opacity ?? 1, t);
  const base = opacity === 1 ? {} : { opacity };
  if (from.kind === 'polygon' && to.kind === 'polygon')
    return [{ ...to, ...base, ...inks(from, to, t), points: path(from.points, to.points, t) }];
  if (from.kind === 'line' && to.kind === 'line')
    return [
      {
        ...to,
        ...base,
        stroke: blended(from.stroke, to.stroke, t),
        strokeWidth: mixed(from.strokeWidth, to.strokeWidth, t),
        points: path(from.points, to.points, t),
      },
    ];
  if (from.kind === 'rect' && to.kind === 'rect')
    return [
      {
        ...to,
        ...base,
        ...inks(from, to, t),
        ...mixedEach(from, to, ['x', 'y', 'width', 'height'], t),
      },
    ];
  if (from.kind === 'circle' && to.kind === 'circle')
    return [{ ...to, ...base, ...inks(from, to, t), ...mixedEach(from, to, ['x', 'y', 'r'], t) }];
  if (from.kind === 'text' && to.kind === 'text')
    return [{ ...movedText(from, to, t), ...base, fill: blended(from.fill, to.fill, t) }];
  if (from.kind === 'image' && to.kind === 'image') return movedImages(from, to, t);
  return [to];
}

function movedText(from: TextMark, to: TextMark, t: number): TextMark {
  const size = mixed(from.size, to.size, t);
  if (!from.transform && !to.transform)
    return { ...to, size, x: mixed(from.x, to.x, t), y: mixed(from.y, to.y, t) };
  return {
    ...to,
    size,
    x: 0,
    y: 0,
    transform: six(frameOf(from), frameOf(to), t),
  };
}

/** The text's frame with its own place put into it. */
function frameOf({ x, y, transform = [1, 0, 0, 1, 0, 0] }: TextMark) {
  const [a, b, c, d, e, f] = transform;
  return [a, b, c, d, a * x + c * y + e, b * x + d * y + f] as const;
}

/** The second picture comes over the first while both move. */
function movedImages(from: ImageMark, to: ImageMark, t: number): ImageMark[] {
  const transform = six(from.transform, to.transform, t);
  if (from.rgba === to.rgba) return [{ ...to, transform }];
  return [
    { ...from, transform },
    { ...to, transform, opacity: (to.opacity ?? 1) * t },
  ];
}

type Six = readonly [number, number, number, number, number, number];

function six(a: Six, b: Six, t: number): Six {
  return a.map((value, i) => mixed(value, b[i] ?? value, t)) as unknown as Six;
}

interface Inked {
  readonly fill: Colour | null;
  readonly stroke?: Colour;
  readonly strokeWidth?: number;
}

function inks(a: Inked, b: Inked, t: number): Inked {
  return {
    fill: a.fill && b.fill && blended(a.fill, b.fill, t),
    ...(b.stroke && { stroke: a.stroke ? blended(a.stroke, b.stroke, t) : b.stroke }),
    ...(b.strokeWidth !== undefined && {
      strokeWidth: mixed(a.strokeWidth ?? b.strokeWidth, b.strokeWidth, t),
    }),
  };
}

function path(a: readonly number[], b: readonly number[], t: number): number[] {
  return b.map((value, i) => mixed(a[i] ?? value, value, t));
}

function blended(a: Colour, b: Colour, t: number): Colour {
  return a === b ? b : hex(mixPacked(pack(a), pack(b), t));
}

function mixed(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

/** The named numbers of two marks, mixed. */
function mixedEach<K extends string>(
  a: Readonly<Record<K, number>>,
  b: Readonly<Record<K, number>>,
  names: readonly K[],
  t: number,
): Record<K, number> {
  return Object.fromEntries(names.map((name) => [name, mixed(a[name], b[name], t)])) as Record<
    K,
    number
  >;
}
