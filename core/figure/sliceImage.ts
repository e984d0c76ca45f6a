import { facePacked, kindOf, type CellPaint } from './cellPaint.ts';
import type { CellKind } from './colour.ts';
import { faceCell, facePoint, facePolygon, type CubeScene, type FaceGrid } from './cubeScene.ts';
import { specialMarks } from './specialMarks.ts';
import type { Mark } from './marks.ts';

/** Cells on screen smaller than this carry no marks; NaN and ±∞ are marked longer than clipped ones. */
const LEAST_MARKED = 3;
const LEAST_CLIPPED = 7;
/** Most cells of one side that carry marks, of either sort. */
const MOST_MARKED = 300;

type Special = readonly [i: number, j: number, kind: CellKind];

interface Slice {
  readonly rgba: Uint8ClampedArray;
  readonly specials: readonly Special[];
}

/** Looks of one tensor that are remembered at a time: a few figures may show it side by side. */
const MOST_LOOKS = 6;

/**
 * Pictures of slices, remembered per data array and look, so that turning the cube repaints nothing
 * and a host can cache bitmaps by the array's identity.
 */
const remembered = new WeakMap<object, Map<string, Map<string, Slice>>>();

/** A block's side as one picture, a pixel a cell, with its outline and marks of cells that are not finite. */
export function sliceImage(scene: CubeScene, grid: FaceGrid): Mark[] {
  const slice = sliceOf(scene, grid);
  const { uSegment, vSegment } = grid;
  const u = scene.placements[grid.u].dim;
  const v = scene.placements[grid.v].dim;
  const n = scene.placements[grid.face.axis].dim;
  const origin = facePoint(scene, grid, uSegment.from, vSegment.from, 0, 0);
  const right = facePoint(scene, grid, uSegment.from, vSegment.from, 1, 0);
  const down = facePoint(scene, grid, uSegment.from, vSegment.from, 0, 1);
  const marks: Mark[] = [
    {
      kind: 'image',
      width: uSegment.to - uSegment.from,
      height: vSegment.to - vSegment.from,
      rgba: slice.rgba,
      transform: [
        right[0] - origin[0],
        right[1] - origin[1],
        down[0] - origin[0],
        down[1] - origin[1],
        ...origin,
      ],
      cells: {
        cube: scene.id,
        origin: scene.base + uSegment.from * u.step + vSegment.from * v.step + grid.layer * n.step,
        stepX: u.step,
        stepY: v.step,
      },
    },
    {
      kind: 'polygon',
      points: facePolygon(scene, grid, uSegment.from, vSegment.from, uSegment.to, vSegment.to),
      fill: null,
      stroke: scene.paint.theme.grid,
      strokeWidth: 0.5,
      opacity: 0.7,
    },
  ];
  return marks.concat(specialsOf(scene, grid, slice));
}

function specialsOf(scene: CubeScene, grid: FaceGrid, slice: Slice): Mark[] {
  const side = scene.projection.scale * Math.min(...scene.placements.map(({ cell }) => cell));
  if (side < LEAST_MARKED) return [];
  return slice.specials.flatMap(([i, j, kind]) => {
    if (kind === 'clipped' && side < LEAST_CLIPPED) return [];
    const { flat, group, active } = faceCell(scene, grid, i, j);
    const fill = facePacked(scene.paint, flat, group, active, grid.face.axis);
    return specialMarks(scene.paint, kind, facePolygon(scene, grid, i, j), fill, active);
  });
}

function sliceOf(scene: CubeScene, grid: FaceGrid): Slice {
  const { data } = scene.paint.tensor;
  const key = `${scene.paint.key} ${scene.decimals} ${layoutKey(scene)}`;
  const slices = slicesOf(data, key);
  const name = `${scene.base} ${grid.face.axis} ${grid.layer} ${grid.uSegment.from} ${grid.uSegment.to} ${grid.vSegment.from} ${grid.vSegment.to}`;
  let slice = slices.get(name);
  if (!slice) {
    slice = paintSlice(scene, grid, scene.paint);
    slices.set(name, slice);
  }
  return slice;
}

function slicesOf(data: object, key: string): Map<string, Slice> {
  const looks = remembered.get(data) ?? new Map<string, Map<string, Slice>>();
  remembered.set(data, looks);
  const slices = looks.get(key) ?? new Map<string, Slice>();
  // The most recent look moves to the end; the oldest goes.
  looks.delete(key);
  looks.set(key, slices);
  const oldest = looks.keys().next();
  if (looks.size > MOST_LOOKS && !oldest.done) looks.delete(oldest.value);
  return slices;
}

/** What the colours of a slice depend on besides its paint: placing of axes, groups, active group. */
function layoutKey({ layout, hasActive }: CubeScene): string {
  const dims = [layout.x, layout.y, layout.z, layout.rows, layout.cols];
  return dims
    .map(({ name, size, groups, active }) => {
      const on = hasActive && active ? `${active.indexOf(1)}/${active.lastIndexOf(1)}` : '';
      return `${name}${size}:${groups[1] ?? 0},${groups[size - 1] ?? 0}:${on}`;
    })
    .join(' ');
}

function paintSlice(scene: CubeScene, grid: FaceGrid, paint: CellPaint): Slice {
  const { uSegment, vSegment } = grid;
  const width = uSegment.to - uSegment.from;
  const rgba = new Uint8ClampedArray(width * (vSegment.to - vSegment.from) * 4);
  const clipped: Special[] = [];
  const notFinite: Special[] = [];
  let at = 0;
  for (let j = vSegment.from; j < vSegment.to; j++)
    for (let i = uSegment.from; i < uSegment.to; i++) {
      const { flat, group, active } = faceCell(scene, grid, i, j);
      const packed = facePacked(paint, flat, group, active, grid.face.axis);
      rgba[at] = packed >> 16;
      rgba[at + 1] = (packed >> 8) & 255;
      rgba[at + 2] = packed & 255;
      rgba[at + 3] = 255;
      at += 4;
      const kind = kindOf(paint, flat);
      if (kind === 'finite') continue;
      const sort = kind === 'clipped' ? clipped : notFinite;
      if (sort.length < MOST_MARKED) sort.push([i, j, kind]);
    }
  return { rgba, specials: [...clipped, ...notFinite] };
}
