import {
  cellOfFlat,
  faceGrid,
  facePolygon,
  type Block,
  type CubeScene,
  type FaceGrid,
} from './cubeScene.ts';
import { insidePolygon } from './hitTest.ts';
import type { Mark } from './marks.ts';

/** What stands in the way of the pinned cell. */
export interface HiddenPin {
  /** Blocks, by place in the drawing order, through which the pinned group is seen. */
  readonly clear: ReadonlySet<number>;
  /** The cell's edges, dashed over everything; none in cubes that the cell is not in. */
  readonly marks: readonly Mark[];
}

const DASH = [5, 3.5];

/**
 * Finds what hides the pinned cell: nearer blocks, or its own group when it lies inside of it. Cubes
 * with other parts of the group are looked through at the same place.
 * @param blocks  back to front
 * @param grids   their visible sides
 * @returns null when a side of the cell is seen, or nothing is pinned
 */
export function hiddenPin(
  scene: CubeScene,
  blocks: readonly Block[],
  grids: readonly (readonly FaceGrid[])[],
): HiddenPin | null {
  const cell = scene.pinned === null ? null : cellOfFlat(scene, scene.pinned);
  if (!cell || !scene.baseActive) return null;
  const { at, here } = cell;
  const own = blocks.findIndex((block) =>
    block.every(({ from, to }, axis) => (at[axis] ?? -1) >= from && (at[axis] ?? -1) < to),
  );
  const only = at.map((index) => ({ from: index, to: index + 1 })) as unknown as Block;
  const sides = (grids[own] ?? []).map(({ face }) => faceGrid(only, face));
  const outer = sides.filter((grid, k) => grid.layer === grids[own]?.[k]?.layer);
  const clear = new Set<number>();
  for (const side of outer) {
    const nearer = coversOf(scene, side, grids, own);
    if (nearer.length === 0) return null;
    nearer.forEach((block) => clear.add(block));
  }
  return {
    clear,
    marks: here ? sides.map((side) => dashed(scene, polygonOf(scene, side))) : [],
  };
}

/** Blocks in front of `own` that cover the middle of a side. */
function coversOf(
  scene: CubeScene,
  side: FaceGrid,
  grids: readonly (readonly FaceGrid[])[],
  own: number,
): number[] {
  const p = polygonOf(scene, side);
  const x = ((p[0] ?? 0) + (p[4] ?? 0)) / 2;
  const y = ((p[1] ?? 0) + (p[5] ?? 0)) / 2;
  return grids.flatMap((block, k) =>
    k > own && block.some((grid) => insidePolygon(polygonOf(scene, grid), x, y)) ? [k] : [],
  );
}

/** A whole side of a block, or of a block of one cell. */
function polygonOf(scene: CubeScene, grid: FaceGrid): number[] {
  const { uSegment: u, vSegment: v } = grid;
  return facePolygon(scene, grid, u.from, v.from, u.to, v.to);
}

function dashed(scene: CubeScene, points: readonly number[]): Mark {
  const { pin } = scene.paint.theme;
  return {
    kind: 'line',
    points: [...points, ...points.slice(0, 2)],
    stroke: pin,
    strokeWidth: 2,
    dash: DASH,
    cap: 'butt',
  };
}
