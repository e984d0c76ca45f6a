import {
  blocksBackToFront,
  faceGrid,
  facePolygon,
  type Block,
  type CubeScene,
  type FaceGrid,
} from './cubeScene.ts';
import { unravel } from './displayTensor.ts';
import type { LayoutDim } from './layout.ts';
import { cellLabels } from './cellLabels.ts';
import { faceQuads } from './faceQuads.ts';
import { sliceImage } from './sliceImage.ts';
import type { Mark } from './marks.ts';
import { visibleFaces } from './projection.ts';

/** Cubes that show more cell faces than this are drawn as pictures of slices. */
export const MOST_QUADS = 3600;

/** Marks of a cube, back to front: one quad per visible cell face, or one picture per visible slice. */
export function cubeMarks(scene: CubeScene): Mark[] {
  const faces = visibleFaces(scene.projection);
  const blocks = blocksBackToFront(scene);
  const grids = blocks.map((block) => faces.map((face) => faceGrid(block, face)));
  const pictures = countCells(blocks) > MOST_QUADS;
  const labels = pictures || !scene.labels ? [] : cellLabels(scene, grids);
  return blocks.flatMap((block, k) => [
    ...(grids[k] ?? []).flatMap((grid) =>
      pictures ? sliceImage(scene, grid) : faceQuads(scene, grid),
    ),
    ...(labels[k] ?? []),
    ...cellOutlines(scene, block, grids[k] ?? []),
  ]);
}

/** Cell faces on three sides of all blocks: the most that any angle shows, so that turning changes nothing. */
function countCells(blocks: readonly Block[]): number {
  return blocks.reduce((sum, block) => {
    const [x = 1, y = 1, z = 1] = block.map(({ from, to }) => to - from);
    return sum + x * y + y * z + x * z;
  }, 0);
}

/** Outlines of the pinned and the hovered cell where a side of this block shows them. */
function cellOutlines(scene: CubeScene, block: Block, grids: readonly FaceGrid[]): Mark[] {
  const outline = (target: number | null, stroke: string, strokeWidth: number): Mark[] => {
    const at = target === null ? null : positionOf(scene, target);
    if (!at || !block.every(({ from, to }, axis) => within(at[axis] ?? -1, from, to))) return [];
    return grids
      .filter((grid) => grid.layer === at[grid.face.axis])
      .map((grid) => ({
        kind: 'polygon' as const,
        points: facePolygon(scene, grid, at[grid.u], at[grid.v]),
        fill: null,
        stroke,
        strokeWidth,
      }));
  };
  const { theme } = scene.paint;
  return [
    ...(scene.hovered === scene.pinned ? [] : outline(scene.hovered, theme.accent, 2)),
    ...outline(scene.pinned, theme.pin, 2.5),
  ];
}

function within(index: number, from: number, to: number): boolean {
  return index >= from && index < to;
}

/** Position along x, y and z of a cell of this cube; null for a cell of another cube of the grid. */
function positionOf(scene: CubeScene, flat: number): readonly [number, number, number] | null {
  const { tensor } = scene.paint;
  const index = unravel(flat, tensor.shape);
  const along = (dim: LayoutDim) =>
    dim.axes.reduce((at, axis) => at * (tensor.shape[axis] ?? 1) + (index[axis] ?? 0), 0);
  const { rows, cols, x, y, z } = scene.layout;
  if (along(rows) * rows.step + along(cols) * cols.step !== scene.base) return null;
  return [along(x), along(y), along(z)];
}
