import { cellCentre, type CubeScene } from './cubeScene.ts';
import type { LayoutDim } from './layout.ts';
import type { Vec2, Vec3 } from './projection.ts';

/** A cell of the active group. */
export interface GroupCell {
  readonly flat: number;
  /** Position along x, y, z and the place in the page's cubes. */
  readonly at: Vec3;
  readonly scene: number;
  /** How many of the group's positions come before it along x, y, z; cubes follow one another along z. */
  readonly rank: Vec3;
  readonly centre: Vec2;
}

/** The group's cells, and its size along x, y and z with cubes along z. */
export interface GroupCells {
  readonly cells: readonly GroupCell[];
  readonly size: Vec3;
  /** Cells that the group has on the page; more than `cells` when only some of them travel. */
  readonly total: number;
}

/** Most cells that travel at a time; of larger groups an even selection does. */
const MOST_TRAVELLERS = 240;

/** The cells of the active group in the cubes of a panel, farthest from the viewer first. */
export function groupCells(scenes: readonly CubeScene[]): GroupCells {
  const first = scenes[0];
  if (!first) return { cells: [], size: [0, 0, 0], total: 0 };
  const places = first.placements.map(({ dim }) => activePositions(dim)) as [
    number[],
    number[],
    number[],
  ];
  const [xs, ys, zs] = places;
  const inGroup = scenes.map((scene, k) => ({ scene, k })).filter(({ scene }) => scene.baseActive);
  const total = inGroup.length * xs.length * ys.length * zs.length;
  const every = Math.max(1, Math.ceil(total / MOST_TRAVELLERS));
  const cells: GroupCell[] = [];
  let count = 0;
  inGroup.forEach(({ scene, k }, page) => {
    for (const [rz, z] of zs.entries())
      for (const [ry, y] of ys.entries())
        for (const [rx, x] of xs.entries()) {
          if (count++ % every !== 0) continue;
          const at: Vec3 = [x, y, z];
          cells.push({
            flat: flatOf(scene, at),
            at,
            scene: k,
            rank: [rx, ry, rz + page * (zs.length + 0.4)],
            centre: cellCentre(scene, at),
          });
        }
  });
  const into = first.projection.into;
  const depth = ({ rank }: GroupCell) =>
    rank.reduce((sum, r, axis) => sum + r * into[axis as 0 | 1 | 2], 0);
  cells.sort((a, b) => depth(b) - depth(a));
  const deep = zs.length + (inGroup.length - 1) * (zs.length + 0.4);
  return { cells, size: [xs.length, ys.length, deep], total };
}

function activePositions(dim: LayoutDim): number[] {
  return Array.from({ length: dim.size }, (_, i) => i).filter(
    (i) => !dim.active || dim.active[i] === 1,
  );
}

function flatOf({ base, placements }: CubeScene, at: Vec3): number {
  return placements.reduce((flat, { dim }, axis) => flat + (at[axis] ?? 0) * dim.step, base);
}

/** Every display index of the active group on the page, also those that do not travel. */
export function groupFlats(scenes: readonly CubeScene[]): number[] {
  return scenes
    .filter((scene) => scene.baseActive)
    .flatMap((scene) => {
      const [xs, ys, zs] = scene.placements.map(({ dim }) => activePositions(dim)) as [
        number[],
        number[],
        number[],
      ];
      return zs.flatMap((z) => ys.flatMap((y) => xs.map((x) => flatOf(scene, [x, y, z]))));
    });
}
