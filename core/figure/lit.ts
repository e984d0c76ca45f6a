import { indexOf } from '../tensor/strides.ts';
import { hoverMarks, pooledInput, stageBox } from './cubeFigure.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import {
  blocksBackToFront,
  faceGrid,
  facePolygon,
  type CubeScene,
  type FaceGrid,
} from './cubeScene.ts';
import type { DisplayTensor } from './displayTensor.ts';
import { activeMasks } from './groupIndex.ts';
import { insidePolygon } from './hitTest.ts';
import type { LayoutDim } from './layout.ts';
import type { PolygonMark } from './marks.ts';
import { panelScenes, type Panel } from './panel.ts';
import type { Segment } from './place.ts';
import { visibleFaces } from './projection.ts';
import { stagePanels } from './stagePanels.ts';

/** What is pointed at elsewhere: a cell, or all cells that share its statistic (of a window layer: its window). */
export interface Lit {
  /** Flat index into the input. */
  readonly flat: number;
  readonly whole: boolean;
}

/** Of more blocks than this it is not asked which ones hide an outline. */
const MOST_HIDING = 120;

/**
 * Outlines of what is pointed at, by cube, to be laid over a cubeFigure of the same input, whatever is pinned in it.
 * @param arrowWidth  as stagePanels() was given
 */
export function litMarks(
  given: CubeFigureInput,
  { flat, whole }: Lit,
  arrowWidth?: number,
): { readonly x: readonly PolygonMark[]; readonly y: readonly PolygonMark[] } {
  const input = pooledInput(given);
  const { x, y } = stagePanels(input, stageBox(input), arrowWidth);
  const outlines = (panel: Panel | null) => (panel ? groupOutlines(panel, flat) : []);
  if (whole) return { x: outlines(x), y: outlines(y) };
  return { x: hoverMarks(input, flat, arrowWidth), y: [] };
}

/** Around each run of the group's cells on the sides that are seen. */
function groupOutlines(panel: Panel, flat: number): PolygonMark[] {
  const { layout, tensor, arrangement, input } = panel;
  const masks = activeMasks(input.plan, tensor, flat);
  const [rows, cols] = [layout.rows, layout.cols].map((dim) => takingPart(dim, tensor, masks));
  const parts = [layout.x, layout.y, layout.z].map((dim) => takingPart(dim, tensor, masks));
  return panelScenes(panel).flatMap((scene, i) => {
    const cell = arrangement.cells[i];
    const here = cell && rows?.[cell.row] && cols?.[cell.col];
    return here ? sceneOutlines(scene, parts) : [];
  });
}

/** Per position of a direction, whether it can hold a cell of the group. */
function takingPart(
  { axes, size }: LayoutDim,
  tensor: DisplayTensor,
  masks: readonly Uint8Array[],
): readonly boolean[] {
  const shape = axes.map((axis) => tensor.shape[axis] ?? 1);
  return Array.from({ length: size }, (_, i) => {
    const index = indexOf(shape, i);
    return axes.every((axis, k) => masks[axis]?.[index[k] ?? 0] === 1);
  });
}

function sceneOutlines(scene: CubeScene, parts: readonly (readonly boolean[])[]): PolygonMark[] {
  const { accent } = scene.paint.theme;
  const faces = visibleFaces(scene.projection);
  const grids = blocksBackToFront(scene).map((block) => faces.map((face) => faceGrid(block, face)));
  const hiding = grids.length <= MOST_HIDING;
  return grids.flatMap((sides, k) => {
    const nearer = hiding
      ? grids
          .slice(k + 1)
          .flat()
          .map((side) => whole(scene, side))
      : [];
    return sides
      .filter((grid) => parts[grid.face.axis]?.[grid.layer])
      .flatMap((grid) => rectangles(scene, grid, parts))
      .filter((points) => !nearer.some((side) => insidePolygon(side, ...middleOf(points))))
      .map((points) => ({
        kind: 'polygon' as const,
        points,
        fill: null,
        stroke: accent,
        strokeWidth: 2.5,
      }));
  });
}

function whole(scene: CubeScene, grid: FaceGrid): number[] {
  const { uSegment: u, vSegment: v } = grid;
  return facePolygon(scene, grid, u.from, v.from, u.to, v.to);
}

function rectangles(
  scene: CubeScene,
  grid: FaceGrid,
  parts: readonly (readonly boolean[])[],
): number[][] {
  const across = runs(parts[grid.u] ?? [], grid.uSegment);
  const down = runs(parts[grid.v] ?? [], grid.vSegment);
  return across.flatMap((u) =>
    down.map((v) => facePolygon(scene, grid, u.from, v.from, u.to, v.to)),
  );
}

/** Runs of positions that take part, within a segment. */
function runs(part: readonly boolean[], { from, to }: Segment): Segment[] {
  const found: Segment[] = [];
  for (let i = from; i < to; i++) {
    if (!part[i]) continue;
    const start = i;
    while (i < to && part[i]) i++;
    found.push({ from: start, to: i });
  }
  return found;
}

function middleOf(p: readonly number[]): [number, number] {
  return [((p[0] ?? 0) + (p[4] ?? 0)) / 2, ((p[1] ?? 0) + (p[5] ?? 0)) / 2];
}
