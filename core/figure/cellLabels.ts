import { flatNumber, LARGEST_NUMBER, shortened } from './cellNumber.ts';
import { facePacked, inkOn, isGhost, kindOf } from './cellPaint.ts';
import { hex } from './colour.ts';
import { faceCell, facePoint, facePolygon, type CubeScene, type FaceGrid } from './cubeScene.ts';
import { formatCell } from './formatCell.ts';
import { insidePolygon } from './hitTest.ts';
import type { Mark } from './marks.ts';
import type { Vec2 } from './projection.ts';
import { textWidth } from './textWidth.ts';

/** Cells narrower than this on screen carry no number. */
const LEAST_WIDTH = 28;
const LEAST_HEIGHT = 15;
const SMALLEST_TEXT = 8.5;

/**
 * Numbers on the cells of a cube, per block: each cell is labelled once, on the side that is turned
 * to the viewer most, and only where no nearer block covers the number.
 */
export function cellLabels(scene: CubeScene, grids: readonly FaceGrid[][]): Mark[][] {
  if (scene.flat) return grids.map((sides) => sides.flatMap((grid) => flatLabels(scene, grid)));
  const covers = grids.map((sides) =>
    sides.map((grid) =>
      facePolygon(
        scene,
        grid,
        grid.uSegment.from,
        grid.vSegment.from,
        grid.uSegment.to,
        grid.vSegment.to,
      ),
    ),
  );
  const into = scene.projection.into;
  const labelled = new Set<number>();
  return grids.map((sides, block) => {
    const nearer = covers.slice(block + 1).flat();
    const facing = [...sides].sort(
      (a, b) => Math.abs(into[b.face.axis]) - Math.abs(into[a.face.axis]),
    );
    return facing.flatMap((grid) => sideLabels(scene, grid, nearer, labelled));
  });
}

function sideLabels(
  scene: CubeScene,
  grid: FaceGrid,
  nearer: readonly number[][],
  labelled: Set<number>,
): Mark[] {
  const frame = uprightFrame(scene, grid);
  if (!frame) return [];
  // One size for all cells of a side; only unusually long numbers are smaller.
  const usual = fitSize(frame, formatCell(-1, scene.decimals));
  const marks: Mark[] = [];
  for (let j = grid.vSegment.from; j < grid.vSegment.to; j++)
    for (let i = grid.uSegment.from; i < grid.uSegment.to; i++) {
      const cell = faceCell(scene, grid, i, j);
      if (labelled.has(cell.flat) || isGhost(scene.paint, cell.active)) continue;
      const kind = kindOf(scene.paint, cell.flat);
      const infinite = kind === 'posInf' || kind === 'negInf';
      const value = scene.paint.tensor.data[cell.flat] ?? NaN;
      const { text, size: fitting } = sideNumber(value, frame, usual, scene);
      const size = fitting * (infinite ? 1.4 : 1);
      if (size < SMALLEST_TEXT) continue;
      const centre = facePoint(scene, grid, i, j, 0.5, 0.5);
      if (isCovered(centre, frame, text, size, nearer)) continue;
      labelled.add(cell.flat);
      const fill = facePacked(scene.paint, cell.flat, cell.group, cell.active, grid.face.axis);
      // Hatching and crosses stop short of the text.
      if (kind === 'nan' || kind === 'idle' || kind === 'padded' || infinite)
        marks.push({ kind: 'polygon', points: plate(centre, frame, text, size), fill: hex(fill) });
      marks.push({
        kind: 'text',
        x: 0,
        y: 0,
        text,
        size,
        family: 'mono',
        weight: Number.isFinite(value) ? 600 : 700,
        fill: inkOn(scene.paint, fill, cell.active),
        anchor: 'middle',
        baseline: 'middle',
        transform: [...frame.u, ...frame.v, ...centre],
        cell: { cube: scene.id, flat: cell.flat },
      });
    }
  return marks;
}

/** Numbers on a slice seen from the front: nothing covers them, and each keeps as many decimals as its cell has room for. */
function flatLabels(scene: CubeScene, grid: FaceGrid): Mark[] {
  const { scale } = scene.projection;
  const width = scale * scene.placements[0].cell;
  const height = scale * scene.placements[1].cell;
  const smallest = Math.min(SMALLEST_TEXT, scene.leastNumber);
  if (grid.face.axis !== 2 || height < smallest) return [];
  const marks: Mark[] = [];
  for (let j = grid.vSegment.from; j < grid.vSegment.to; j++)
    for (let i = grid.uSegment.from; i < grid.uSegment.to; i++) {
      const { flat, group, active } = faceCell(scene, grid, i, j);
      if (isGhost(scene.paint, active)) continue;
      const value = scene.paint.tensor.data[flat] ?? NaN;
      const { text, size } = flatNumber(value, width, height, scene.decimals, scene.leastNumber);
      if (size < smallest) continue;
      const [x, y] = facePoint(scene, grid, i, j, 0.5, 0.5);
      const fill = facePacked(scene.paint, flat, group, active, 2);
      const kind = kindOf(scene.paint, flat);
      if (!Number.isFinite(value) || kind === 'idle' || kind === 'padded') {
        const frame: TextFrame = { u: [1, 0], v: [0, 1], width, height };
        marks.push({ kind: 'polygon', points: plate([x, y], frame, text, size), fill: hex(fill) });
      }
      marks.push({
        kind: 'text',
        x: 0,
        y: 0,
        text,
        size,
        family: 'sans',
        // Bold only where there is room for it.
        weight: size < 12 ? 400 : Number.isFinite(value) ? 600 : 700,
        fill: inkOn(scene.paint, fill, active),
        anchor: 'middle',
        baseline: 'middle',
        transform: [1, 0, 0, 1, x, y],
        cell: { cube: scene.id, flat },
      });
    }
  return marks;
}

/** Directions in which text lies on a side, left to right and top to bottom, and the room for it. */
interface TextFrame {
  readonly u: Vec2;
  readonly v: Vec2;
  /** Sides of a cell in units of u and v. */
  readonly width: number;
  readonly height: number;
}

/** Text never stands on its head or in a mirror: u points most to the right, v down from it. */
function uprightFrame(scene: CubeScene, grid: FaceGrid): TextFrame | null {
  const { basis, scale } = scene.projection;
  const side = (axis: 0 | 1 | 2) => ({
    unit: [basis[axis][0] / scale, basis[axis][1] / scale] as Vec2,
    length: scale * scene.placements[axis].cell,
  });
  const [first, second] = [side(grid.u), side(grid.v)];
  const rightness = ({ unit }: typeof first) => Math.abs(unit[0]) / (Math.hypot(...unit) || 1);
  const [a, b] = rightness(first) >= rightness(second) ? [first, second] : [second, first];
  const u: Vec2 = a.unit[0] < 0 ? [-a.unit[0], -a.unit[1]] : a.unit;
  const cross = u[0] * b.unit[1] - u[1] * b.unit[0];
  const v: Vec2 = cross < 0 ? [-b.unit[0], -b.unit[1]] : b.unit;
  const wide = Math.hypot(...u) * a.length;
  const tall = (Math.abs(cross) * b.length) / (Math.hypot(...u) || 1);
  if (wide < LEAST_WIDTH || tall < LEAST_HEIGHT) return null;
  return { u, v, width: a.length, height: b.length };
}

function fitSize(frame: TextFrame, text: string): number {
  const byWidth = (0.86 * frame.width) / textWidth(text, 1, 'mono');
  return Math.floor(2 * Math.min(LARGEST_NUMBER, byWidth, 0.42 * frame.height)) / 2;
}

/** A value on the side of a cell: an unusually long number loses decimals before it is smaller than the least that is read. */
function sideNumber(
  value: number,
  frame: TextFrame,
  usual: number,
  { decimals, leastNumber }: CubeScene,
): { readonly text: string; readonly size: number } {
  const { u, v } = frame;
  const seen = Math.sqrt(Math.abs(u[0] * v[1] - u[1] * v[0]));
  const least = Math.min(usual, leastNumber / seen);
  for (let fewer = decimals; ; fewer--) {
    const text = shortened(value, fewer, decimals);
    const size = Math.min(usual, fitSize(frame, text));
    if (size >= least || fewer <= 0) return { text, size };
  }
}

/** Corners of the text's box on the side, `grow` times its size. */
function plate([x, y]: Vec2, { u, v }: TextFrame, text: string, size: number, grow = 1): number[] {
  const w = (grow * (textWidth(text, size, 'mono') + 3)) / 2;
  const h = grow * size * 0.52;
  const corners = [
    [-w, -h],
    [w, -h],
    [w, h],
    [-w, h],
  ] as const;
  return corners.flatMap(([s, t]) => [x + s * u[0] + t * v[0], y + s * u[1] + t * v[1]]);
}

/** Whether a nearer block hides any of nine points of the text's box. */
function isCovered(
  centre: Vec2,
  frame: TextFrame,
  text: string,
  size: number,
  nearer: readonly number[][],
): boolean {
  const box = plate(centre, frame, text, size, 0.94);
  const probes = [0, 2, 4, 6].flatMap((k): Vec2[] => {
    const corner: Vec2 = [box[k] ?? 0, box[k + 1] ?? 0];
    const next: Vec2 = [box[(k + 2) % 8] ?? 0, box[(k + 3) % 8] ?? 0];
    return [corner, [(corner[0] + next[0]) / 2, (corner[1] + next[1]) / 2]];
  });
  return nearer.some((polygon) =>
    [centre, ...probes].some(([x, y]) => insidePolygon(polygon, x, y)),
  );
}
