import type { Motion, Place } from '../station/station.ts';
import type { Moment } from '../station/moment.ts';
import type { Plan } from '../norm/spec.ts';
import { facePacked, type CellPaint } from './cellPaint.ts';
import { hex } from './colour.ts';
import type { GroupCell, GroupCells } from './groupCells.ts';
import type { Colour, Mark } from './marks.ts';
import { projectedSizeOf, type Projection, type Vec2, type Vec3 } from './projection.ts';
import { spriteMarks } from './sprite.ts';
import { ease, span } from './motion.ts';
import { mix, type ThemeColours } from './theme.ts';

/** What moves between the cubes, and where the statistics stand. */
export interface FlightScene {
  readonly plan: Plan;
  readonly theme: ThemeColours;
  /** Pixels under which a number is not read. */
  readonly leastNumber: number;
  /** The group's cells in the input's and the output's cubes. */
  readonly from: GroupCells;
  readonly to: GroupCells;
  readonly projection: Projection;
  /** Sides of a cell in world units. */
  readonly sides: Vec3;
  /** Width and height that gathered cells may take. */
  readonly room: Vec2;
  readonly mean: Vec2;
  readonly variance: Vec2;
  readonly params: Vec2;
  /** Lines of numbers under each. */
  readonly lines: number;
  /** The pinned cell, as a flat display index. */
  readonly own: number;
  readonly input: CellPaint;
  readonly output: CellPaint;
}

/** Side of a statistic's block in cells of the cube, at most so many pixels, and half its height at an angle. */
const BLOCK_PIXELS = 34;
const HALF_BLOCK = 27;
/** From a block to the middle of its number, from there to the next, and from the last to what is under it. */
const TO_NUMBER = 15;
export const LINE_PIXELS = 18;
const UNDER = 9;
const LEAST_SHARE = 0.5;

/** Share of a block's size: on a low stage the mean's number stands clear of the variance's block. */
function blockShare({ mean, variance, lines }: FlightScene): number {
  const room = variance[1] - mean[1] - TO_NUMBER - (lines - 1) * LINE_PIXELS - UNDER;
  return Math.min(1, Math.max(LEAST_SHARE, room / (2 * HALF_BLOCK)));
}

/** Pixels from a block's middle to that of its number. */
export const numberBelow = (scene: FlightScene): number =>
  HALF_BLOCK * blockShare(scene) + TO_NUMBER;

/** Zoom at which a cell's sprite is as large as a statistic's block. */
export function blockZoom(scene: FlightScene): number {
  const { projection, sides } = scene;
  return (BLOCK_PIXELS * blockShare(scene)) / (projection.scale * Math.max(...sides));
}

/** What moves at a moment, and how far it has come: at rest what stays where it arrived. */
export function motionAt({ from, to, share }: Moment): readonly [Motion, number] {
  if (share > 0) return [to.shows.motion, share];
  const { motion } = from.shows;
  const stays = motion.move === 'gather' || motion.move === 'split';
  return stays ? [motion, 1] : [{ move: 'rest' }, 0];
}

/** Cells on their way at a moment: gathered, collapsing into a statistic, or broadcast back. */
export function flightMarks(scene: FlightScene, motion: Motion, share: number): Mark[] {
  const { theme, from, to, input, output } = scene;
  switch (motion.move) {
    case 'rest':
    case 'split':
    case 'merge':
    case 'join':
      return [];
    case 'gather':
      return gather(scene, from, spotOf(scene, motion.to), input, theme.mean, share, 0);
    case 'collapse':
      return gather(scene, from, spotOf(scene, motion.to), input, theme.mean, 1, share);
    case 'reduce': {
      const place = spotOf(scene, motion.to);
      return gather(scene, to, place, output, theme.variance, share * 2, share * 2 - 1);
    }
    case 'copy':
      return copy(scene, share);
    case 'broadcast': {
      const cells = motion.own ? to.cells.filter(({ flat }) => flat === scene.own) : to.cells;
      const colour = { mean: theme.mean, variance: theme.variance, parameters: theme.gamma };
      const place = spotOf(scene, motion.from);
      return broadcast(scene, { ...to, cells }, place, colour[motion.from], share);
    }
    default:
      return motion satisfies never;
  }
}

function spotOf(scene: FlightScene, place: Place): Vec2 {
  return { mean: scene.mean, variance: scene.variance, parameters: scene.params }[place];
}

/**
 * Cells travel from their cube to a place, close up there, and then collapse along one reduced
 * direction after another into the statistic.
 */
function gather(
  scene: FlightScene,
  group: GroupCells,
  place: Vec2,
  paint: CellPaint,
  role: Colour,
  travel: number,
  collapse: number,
): Mark[] {
  const { projection, sides, theme } = scene;
  const compact = compactZoom(scene, group);
  const folds = foldsOf(group, collapse);
  const done = ease(collapse);
  const n = group.cells.length;
  return group.cells.flatMap((cell, k) => {
    const start = (0.3 * k) / n;
    const s = span(travel, start, start + 0.7);
    if (s <= 0) return [];
    const home = offset(scene, group, cell, compact, folds);
    const centre: Vec2 = [
      cell.centre[0] + (place[0] + home[0] - cell.centre[0]) * s,
      cell.centre[1] + (place[1] + home[1] - cell.centre[1]) * s,
    ];
    const zoom = (1 + (compact - 1) * s) * (1 - done) + blockZoom(scene) * done;
    return spriteMarks(projection, {
      centre,
      sides,
      zoom,
      fill: mix(hex(facePacked(paint, cell.flat, 0, true, 1)), role, done),
      stroke: theme.grid,
    });
  });
}

/** Cells of the input pass straight to the output, where no mean is taken. */
function copy({ projection, sides, theme, from, to, input }: FlightScene, travel: number): Mark[] {
  return from.cells.flatMap((cell, k) => {
    const goal = to.cells[k]?.centre ?? cell.centre;
    const s = ease(travel);
    return spriteMarks(projection, {
      centre: [
        cell.centre[0] + (goal[0] - cell.centre[0]) * s,
        cell.centre[1] + (goal[1] - cell.centre[1]) * s,
      ],
      sides,
      zoom: 1,
      fill: hex(facePacked(input, cell.flat, 0, true, 1)),
      stroke: theme.grid,
      opacity: 1 - span(travel, 0.8, 1),
    });
  });
}

/** A statistic multiplies and travels to every cell of its group. */
function broadcast(
  scene: FlightScene,
  group: GroupCells,
  place: Vec2,
  role: Colour,
  travel: number,
): Mark[] {
  const { projection, sides, theme } = scene;
  const small = blockZoom(scene);
  const n = group.cells.length;
  return group.cells.flatMap((cell, k) => {
    const start = (0.2 * (n - k)) / n;
    const s = span(travel, start, start + 0.6);
    if (s <= 0) return [];
    return spriteMarks(projection, {
      centre: [
        place[0] + (cell.centre[0] - place[0]) * s,
        place[1] + (cell.centre[1] - place[1]) * s,
      ],
      sides,
      zoom: small * 0.7 + (1 - small * 0.7) * s,
      fill: role,
      stroke: theme.grid,
      // It dissolves into the number that it changes.
      opacity: 0.92 * (1 - span(travel, 0.66, 0.98)),
    });
  });
}

/** How far each direction is still open, 1 … 0; they fold one after another. */
function foldsOf({ size }: GroupCells, collapse: number): Vec3 {
  const long = ([0, 1, 2] as const).filter((axis) => size[axis] > 1);
  return [0, 1, 2].map((axis) => {
    const turn = long.indexOf(axis as 0 | 1 | 2);
    return turn < 0 ? 1 : 1 - span(collapse * long.length, turn, turn + 1);
  }) as [number, number, number];
}

/** From the middle of the gathered cells to one of them, in figure pixels. */
export function offset(
  { projection, sides }: FlightScene,
  { size }: GroupCells,
  cell: GroupCell,
  zoom: number,
  folds: Vec3,
): Vec2 {
  const along = (k: 0 | 1) =>
    ([0, 1, 2] as const).reduce<number>(
      (sum, axis) =>
        sum +
        projection.basis[axis][k] *
          sides[axis] *
          (cell.rank[axis] - (size[axis] - 1) / 2) *
          folds[axis] *
          zoom,
      0,
    );
  return [along(0), along(1)];
}

/** Zoom at which the gathered group fits its room. */
export function compactZoom(
  { projection, sides, room }: FlightScene,
  { size }: GroupCells,
): number {
  const extents = sides.map((side, axis) => side * (size[axis] ?? 1)) as [number, number, number];
  const [width, height] = projectedSizeOf(projection, extents);
  return Math.min(1, room[0] / width, room[1] / height);
}
