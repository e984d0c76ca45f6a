import {
  blocksBackToFront,
  cellOfFlat,
  faceCell,
  faceGrid,
  facePolygon,
  type Block,
  type CubeScene,
  type FaceGrid,
} from './cubeScene.ts';
import { cellLabels } from './cellLabels.ts';
import { hiddenPin } from './hiddenPin.ts';
import { sliceImage } from './sliceImage.ts';
import type { Colour, Mark, PolygonMark } from './marks.ts';
import { visibleFaces } from './projection.ts';
import { facePacked, isGhost, kindOf } from './cellPaint.ts';
import { hex } from './colour.ts';
import { specialMarks } from './specialMarks.ts';

/** Tensors of which more cell faces than this are on the page are drawn as pictures of slices. */
export const MOST_QUADS = 3600;

/** Along an axis with more cells than this, lines between them would be all that is seen. */
const MOST_IN_ROW = 400;

/** Opacity of a block in front of the pinned cell. */
const CLEAR = 0.3;

/** Marks of a cube, back to front: one quad per visible cell face, or one picture per visible slice. */
export function cubeMarks(scene: CubeScene): Mark[] {
  const faces = visibleFaces(scene.projection);
  const blocks = groupInFront(scene, blocksBackToFront(scene));
  const grids = blocks.map((block) => faces.map((face) => faceGrid(block, face)));
  const longest = Math.max(...scene.placements.map(({ dim }) => dim.size));
  const pictures = countCells(blocks) * scene.cubes > MOST_QUADS || longest > MOST_IN_ROW;
  const hidden = hiddenPin(scene, blocks, grids);
  const solid = grids.map((sides, k) => (hidden?.clear.has(k) ? [] : sides));
  const labels = pictures || !scene.labels ? [] : cellLabels(scene, solid);
  const marks = blocks.flatMap((block, k) => {
    const sides = (grids[k] ?? []).flatMap((grid) =>
      pictures ? sliceImage(scene, grid) : faceQuads(scene, grid),
    );
    return [
      ...(hidden?.clear.has(k) ? sides.map(seeThrough) : sides),
      ...(labels[k] ?? []),
      ...cellOutlines(scene, block, solid[k] ?? []),
    ];
  });
  return hidden ? [...marks, ...hidden.marks] : marks;
}

/** What does not take part never lies over the group: its blocks come last, each kind still farthest first. */
function groupInFront(scene: CubeScene, blocks: readonly Block[]): readonly Block[] {
  if (!scene.hasActive || !scene.baseActive) return blocks;
  const takesPart = (block: Block) =>
    block.every(({ from, to }, axis) => {
      const active = scene.placements[axis as 0 | 1 | 2].dim.active;
      return !active || active.subarray(from, to).every((part) => part === 1);
    });
  const parts = blocks.map(takesPart);
  return [...blocks.filter((_, k) => !parts[k]), ...blocks.filter((_, k) => parts[k])];
}

function seeThrough(mark: Mark): Mark {
  return { ...mark, opacity: CLEAR };
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
  const { theme } = scene.paint;
  const { pinned, hovered } = scene;
  return [
    ...(scene.outlined ?? []).flatMap((flat) =>
      cellOutline(scene, flat, block, grids, theme.accent, 2.5),
    ),
    ...(hovered === pinned ? [] : cellOutline(scene, hovered, block, grids, theme.accent, 2)),
    ...cellOutline(scene, pinned, block, grids, theme.pin, 2.5),
  ];
}

/** Outlines of the hovered cell alone, for a layer of their own over cubes that stay as they are. */
export function hoverOutlines(scene: CubeScene): PolygonMark[] {
  const { hovered, pinned } = scene;
  if (hovered === null || hovered === pinned) return [];
  const faces = visibleFaces(scene.projection);
  return blocksBackToFront(scene).flatMap((block) => {
    const grids = faces.map((face) => faceGrid(block, face));
    return cellOutline(scene, hovered, block, grids, scene.paint.theme.accent, 2);
  });
}

/** Outlines of these cells of the scene, where a side of a block shows them. */
export function outlinesOn(scene: CubeScene, flats: readonly number[]): PolygonMark[] {
  const faces = visibleFaces(scene.projection);
  return blocksBackToFront(scene).flatMap((block) => {
    const grids = faces.map((face) => faceGrid(block, face));
    return flats.flatMap((flat) =>
      cellOutline(scene, flat, block, grids, scene.paint.theme.accent, 2.5),
    );
  });
}

function cellOutline(
  scene: CubeScene,
  target: number | null,
  block: Block,
  grids: readonly FaceGrid[],
  stroke: Colour,
  strokeWidth: number,
): PolygonMark[] {
  if (target === null) return [];
  const { at, here } = cellOfFlat(scene, target);
  if (!here || !block.every(({ from, to }, axis) => within(at[axis] ?? -1, from, to))) return [];
  return grids
    .filter((grid) => grid.layer === at[grid.face.axis])
    .map((grid) => ({
      kind: 'polygon' as const,
      points: facePolygon(scene, grid, at[grid.u] ?? 0, at[grid.v] ?? 0),
      fill: null,
      stroke,
      strokeWidth,
    }));
}

function within(index: number, from: number, to: number): boolean {
  return index >= from && index < to;
}

/** One quad per cell of a block's side, with the marks of cells that are not finite or clipped. */
function faceQuads(scene: CubeScene, grid: FaceGrid): Mark[] {
  const { paint } = scene;
  const marks: Mark[] = [];
  const strokeWidth = gridWidth(scene);
  for (let j = grid.vSegment.from; j < grid.vSegment.to; j++)
    for (let i = grid.uSegment.from; i < grid.uSegment.to; i++) {
      const { flat, group, active } = faceCell(scene, grid, i, j);
      const points = facePolygon(scene, grid, i, j);
      const fill = facePacked(paint, flat, group, active, grid.face.axis);
      const ghost = isGhost(paint, active);
      marks.push({
        kind: 'polygon',
        points,
        fill: hex(fill),
        stroke: ghost ? paint.theme.border : paint.theme.grid,
        strokeWidth,
        cell: { cube: scene.id, flat },
        side: grid.face.axis,
      });
      const kind = kindOf(paint, flat);
      if (kind !== 'finite' && !ghost)
        marks.push(...specialMarks(paint, kind, points, fill, active));
    }
  return marks;
}

/** Lines between cells thin out with the cells, so that small ones are not all line. */
function gridWidth(scene: CubeScene): number {
  const side = scene.projection.scale * Math.min(...scene.placements.map(({ cell }) => cell));
  return Math.max(0.35, Math.min(1.2, side / 22));
}
