import { facePacked, isGhost, kindOf } from './cellPaint.ts';
import { hex } from './colour.ts';
import { faceCell, facePolygon, type CubeScene, type FaceGrid } from './cubeScene.ts';
import { specialMarks } from './specialMarks.ts';
import type { Mark } from './marks.ts';

/** One quad per cell of a block's side, with the marks of cells that are not finite or clipped. */
export function faceQuads(scene: CubeScene, grid: FaceGrid): Mark[] {
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
