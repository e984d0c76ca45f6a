import { indexOf } from '../tensor/strides.ts';
import type { AxisNaming } from './axisText.ts';
import type { CellPaint } from './cellPaint.ts';
import type { Layout, LayoutDim } from './layout.ts';
import type { Placement, Placements, Segment } from './place.ts';
import { project, type Face, type Projection, type Vec2, type Vec3 } from './projection.ts';

/** One cube ready to be drawn. */
export interface CubeScene {
  /** Name in cell references: "x" or "y". */
  readonly id: string;
  readonly layout: Layout;
  readonly placements: Placements;
  readonly projection: Projection;
  readonly paint: CellPaint;
  /** Of the position in the grid of cubes: flat offset, share of the group, part of the active group. */
  readonly base: number;
  readonly baseGroup: number;
  readonly baseActive: boolean;
  /** True when a group is active, so that others fade. */
  readonly hasActive: boolean;
  /** Display indices of the pinned and hovered cells; null for none in this tensor. */
  readonly pinned: number | null;
  readonly hovered: number | null;
  readonly decimals: number;
  /** Figure pixels under which a number on a slice laid flat is not read. */
  readonly leastNumber: number;
  /** Cubes of the same tensor on the page, this one among them. */
  readonly cubes: number;
  /** A slice seen from the front, whose cells fit their numbers. */
  readonly flat: boolean;
  /** How axes are named beside it. */
  readonly naming: AxisNaming;
  /** Numbers on the faces, where cells are large enough. */
  readonly labels: boolean;
  /** Display cells with an outline in the accent colour, beside the pinned and the hovered one. */
  readonly outlined?: readonly number[];
}

/** A run of cells without gaps along all three directions. */
export type Block = readonly [Segment, Segment, Segment];

/** The blocks of a cube, farthest first: for boxes between axis-aligned gaps any nesting of the axes will do. */
export function blocksBackToFront(scene: CubeScene): Block[] {
  const [xs, ys, zs] = scene.placements.map((placement, axis) =>
    scene.projection.into[axis as 0 | 1 | 2] > 0
      ? [...placement.segments].reverse()
      : placement.segments,
  ) as [readonly Segment[], readonly Segment[], readonly Segment[]];
  return zs.flatMap((z) => ys.flatMap((y) => xs.map((x): Block => [x, y, z])));
}

/** A visible side of a block as a grid of cells with u and v across it. */
export interface FaceGrid {
  readonly face: Face;
  readonly u: 0 | 1 | 2;
  readonly v: 0 | 1 | 2;
  /** Cell index along the face's normal. */
  readonly layer: number;
  readonly uSegment: Segment;
  readonly vSegment: Segment;
}

/** The grid of a block's side. */
export function faceGrid(block: Block, face: Face): FaceGrid {
  const [u, v] = (
    [
      [2, 1],
      [0, 2],
      [0, 1],
    ] as const
  )[face.axis];
  const normal = block[face.axis];
  return {
    face,
    u,
    v,
    layer: face.max ? normal.to - 1 : normal.from,
    uSegment: block[u],
    vSegment: block[v],
  };
}

/** Figure points of the four corners of the cells [i, i2) × [j, j2) of a side, as a flat polygon. */
export function facePolygon(
  scene: CubeScene,
  grid: FaceGrid,
  i: number,
  j: number,
  i2 = i + 1,
  j2 = j + 1,
): number[] {
  const a = facePoint(scene, grid, i, j, 0, 0);
  const b = facePoint(scene, grid, i2 - 1, j, 1, 0);
  const c = facePoint(scene, grid, i2 - 1, j2 - 1, 1, 1);
  const d = facePoint(scene, grid, i, j2 - 1, 0, 1);
  return [...a, ...b, ...c, ...d];
}

/** Figure point at (s, t) in the cell (i, j) of a side; s and t from 0 to 1. */
export function facePoint(
  scene: CubeScene,
  grid: FaceGrid,
  i: number,
  j: number,
  s: number,
  t: number,
): Vec2 {
  const at: [number, number, number] = [0, 0, 0];
  at[grid.u] = coordinate(scene.placements[grid.u], i, s);
  at[grid.v] = coordinate(scene.placements[grid.v], j, t);
  at[grid.face.axis] = coordinate(
    scene.placements[grid.face.axis],
    grid.layer,
    grid.face.max ? 1 : 0,
  );
  return project(scene.projection, at);
}

/** World coordinate in cell `index`, the cube's centre at 0. */
function coordinate(placement: Placement, index: number, within: number): number {
  return (placement.starts[index] ?? 0) + within * placement.cell - placement.extent / 2;
}

/** Figure point of a corner of the whole cube; each of a, b, c is 0 (low side) or 1 (high side). */
export function cornerPoint(
  scene: Pick<CubeScene, 'placements' | 'projection'>,
  a: number,
  b: number,
  c: number,
): Vec2 {
  const [x, y, z] = scene.placements;
  const at: Vec3 = [(a - 0.5) * x.extent, (b - 0.5) * y.extent, (c - 0.5) * z.extent];
  return project(scene.projection, at);
}

/** Flat display index, statistic and activity of a cell of a side. */
export function faceCell(
  scene: CubeScene,
  grid: FaceGrid,
  i: number,
  j: number,
): { readonly flat: number; readonly group: number; readonly active: boolean } {
  const u = scene.placements[grid.u].dim;
  const v = scene.placements[grid.v].dim;
  const n = scene.placements[grid.face.axis].dim;
  const active =
    !scene.hasActive ||
    (scene.baseActive && !!u.active?.[i] && !!v.active?.[j] && !!n.active?.[grid.layer]);
  return {
    flat: scene.base + i * u.step + j * v.step + grid.layer * n.step,
    group: scene.baseGroup + (u.groups[i] ?? 0) + (v.groups[j] ?? 0) + (n.groups[grid.layer] ?? 0),
    active,
  };
}

/** Figure point of the middle of a cell, by its position along x, y and z. */
export function cellCentre({ placements, projection: p }: CubeScene, at: Vec3): Vec2 {
  const [x, y, z] = placements;
  return project(p, [
    coordinate(x, at[0], 0.5),
    coordinate(y, at[1], 0.5),
    coordinate(z, at[2], 0.5),
  ]);
}

/** Position along x, y and z of a cell, and whether it is in this cube of the grid. */
export function cellOfFlat(
  scene: CubeScene,
  flat: number,
): { readonly at: Vec3; readonly here: boolean } {
  const { tensor } = scene.paint;
  const index = indexOf(tensor.shape, flat);
  const along = (dim: LayoutDim) =>
    dim.axes.reduce((at, axis) => at * (tensor.shape[axis] ?? 1) + (index[axis] ?? 0), 0);
  const { rows, cols, x, y, z } = scene.layout;
  return {
    at: [along(x), along(y), along(z)],
    here: along(rows) * rows.step + along(cols) * cols.step === scene.base,
  };
}
