import {
  cellCodes,
  facePacked,
  facePixels,
  kindOf,
  PLACE,
  SPECIAL,
  type CellPaint,
} from './cellPaint.ts';
import type { CellKind } from './colour.ts';
import { faceCell, facePoint, facePolygon, type CubeScene, type FaceGrid } from './cubeScene.ts';
import type { Layout, LayoutDim } from './layout.ts';
import type { Mark } from './marks.ts';
import type { Segment } from './place.ts';
import { specialMarks } from './specialMarks.ts';

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

/** Pixels of one tensor's pictures that are remembered at a time, of a few figures side by side. */
const MOST_PIXELS = 4_000_000;

/** Pictures of one tensor, the most recently drawn last. */
interface Album {
  readonly slices: Map<string, Slice>;
  pixels: number;
}

/**
 * Pictures of slices, remembered per data array, so that turning the cube repaints nothing and a host can
 * cache bitmaps by the array's identity.
 */
const remembered = new WeakMap<object, Album>();

/** Browsers draw no picture that is longer than some 16,000 pixels. */
const LONGEST = 8192;

/** A block's side as pictures, a pixel a cell, with its outline and marks of cells that are not finite. */
export function sliceImage(scene: CubeScene, grid: FaceGrid): Mark[] {
  const tiles = tilesOf(grid).map((tile) => ({ tile, slice: sliceOf(scene, tile) }));
  const { uSegment, vSegment } = grid;
  return [
    ...tiles.map(({ tile, slice }) => tileImage(scene, tile, slice)),
    {
      kind: 'polygon',
      points: facePolygon(scene, grid, uSegment.from, vSegment.from, uSegment.to, vSegment.to),
      fill: null,
      stroke: scene.paint.theme.grid,
      strokeWidth: 0.5,
      opacity: 0.7,
    },
    ...tiles.flatMap(({ tile, slice }) => specialsOf(scene, tile, slice)),
  ];
}

/** A side in parts that are short enough for one picture each: nearly always one. */
function tilesOf(grid: FaceGrid): FaceGrid[] {
  return partsOf(grid.vSegment).flatMap((vSegment) =>
    partsOf(grid.uSegment).map((uSegment) => ({ ...grid, uSegment, vSegment })),
  );
}

function partsOf({ from, to }: Segment): Segment[] {
  return Array.from({ length: Math.ceil((to - from) / LONGEST) }, (_, k) => ({
    from: from + k * LONGEST,
    to: Math.min(to, from + (k + 1) * LONGEST),
  }));
}

function tileImage(scene: CubeScene, grid: FaceGrid, { rgba }: Slice): Mark {
  const { uSegment, vSegment } = grid;
  const u = scene.placements[grid.u].dim;
  const v = scene.placements[grid.v].dim;
  const n = scene.placements[grid.face.axis].dim;
  const origin = facePoint(scene, grid, uSegment.from, vSegment.from, 0, 0);
  const right = facePoint(scene, grid, uSegment.from, vSegment.from, 1, 0);
  const down = facePoint(scene, grid, uSegment.from, vSegment.from, 0, 1);
  return {
    kind: 'image',
    width: uSegment.to - uSegment.from,
    height: vSegment.to - vSegment.from,
    rgba,
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
  };
}

function specialsOf(scene: CubeScene, grid: FaceGrid, slice: Slice): Mark[] {
  const side = scene.projection.scale * Math.min(...scene.placements.map(({ cell }) => cell));
  if (side < LEAST_MARKED) return [];
  return slice.specials.flatMap(([i, j, kind]) => {
    if ((kind === 'clipped' || kind === 'padded') && side < LEAST_CLIPPED) return [];
    const { flat, group, active } = faceCell(scene, grid, i, j);
    const fill = facePacked(scene.paint, flat, group, active, grid.face.axis);
    return specialMarks(scene.paint, kind, facePolygon(scene, grid, i, j), fill, active);
  });
}

function sliceOf(scene: CubeScene, grid: FaceGrid): Slice {
  const { data } = scene.paint.tensor;
  const album = remembered.get(data) ?? { slices: new Map<string, Slice>(), pixels: 0 };
  remembered.set(data, album);
  const { slices } = album;
  const { uSegment: u, vSegment: v } = grid;
  const place = `${scene.base} ${grid.face.axis} ${grid.layer} ${u.from} ${u.to} ${v.from} ${v.to}`;
  const key = `${scene.paint.key} ${layoutKey(scene.layout)} ${place} ${activeKey(scene, grid)}`;
  const known = slices.get(key);
  const slice = known ?? paintSlice(scene, grid, scene.paint);
  if (!known) album.pixels += slice.rgba.length / 4;
  slices.delete(key);
  slices.set(key, slice);
  forget(album);
  return slice;
}

function forget(album: Album): void {
  for (const [key, { rgba }] of album.slices) {
    if (album.pixels <= MOST_PIXELS) return;
    album.slices.delete(key);
    album.pixels -= rgba.length / 4;
  }
}

const layoutKeys = new WeakMap<Layout, string>();

/** What the colours of a slice depend on besides its paint: placing of axes, and groups. */
function layoutKey(layout: Layout): string {
  const known = layoutKeys.get(layout);
  if (known !== undefined) return known;
  const dims = [layout.x, layout.y, layout.z, layout.rows, layout.cols];
  const key = dims
    .map(({ name, size, groups }) => `${name}${size}:${groups[1] ?? 0},${groups[size - 1] ?? 0}`)
    .join(' ');
  layoutKeys.set(layout, key);
  return key;
}

/** Which cells of a slice are of the active group: two groups never share their first or last place. */
function activeKey(scene: CubeScene, grid: FaceGrid): string {
  if (!scene.hasActive) return 'all';
  const n = scene.placements[grid.face.axis].dim;
  if (!scene.baseActive || !n.active?.[grid.layer]) return 'none';
  const u = activeRange(scene.placements[grid.u].dim, grid.uSegment);
  const v = activeRange(scene.placements[grid.v].dim, grid.vSegment);
  return u === 'none' || v === 'none' ? 'none' : u === 'all' && v === 'all' ? 'all' : `${u}/${v}`;
}

function activeRange({ active }: LayoutDim, { from, to }: Segment): string {
  if (!active) return 'none';
  const part = active.subarray(from, to);
  const first = part.indexOf(1);
  if (first < 0) return 'none';
  return part.includes(0) ? `${first}-${part.lastIndexOf(1)}` : 'all';
}

function paintSlice(scene: CubeScene, grid: FaceGrid, paint: CellPaint): Slice {
  const { uSegment, vSegment } = grid;
  const width = uSegment.to - uSegment.from;
  const pixels = new Uint32Array(width * (vSegment.to - vSegment.from));
  const clipped: Special[] = [];
  const notFinite: Special[] = [];
  const u = scene.placements[grid.u].dim;
  const v = scene.placements[grid.v].dim;
  const n = scene.placements[grid.face.axis].dim;
  const base = scene.base + grid.layer * n.step;
  const baseGroup = scene.baseGroup + (n.groups[grid.layer] ?? 0);
  const baseActive = scene.baseActive && !!n.active?.[grid.layer];
  const pixel = facePixels(paint, grid.face.axis);
  const codes = cellCodes(paint);
  const grouped = paint.mode === 'group';
  const marked = paint.idle || paint.tensor.padded ? SPECIAL : 0;
  let at = 0;
  for (let j = vSegment.from; j < vSegment.to; j++) {
    const row = base + j * v.step;
    const rowGroup = baseGroup + (v.groups[j] ?? 0);
    const rowActive = baseActive && v.active?.[j] === 1;
    for (let i = uSegment.from; i < uSegment.to; i++) {
      const flat = row + i * u.step;
      const active = !scene.hasActive || (rowActive && u.active?.[i] === 1);
      const group = rowGroup + (u.groups[i] ?? 0);
      const code = (codes[flat] ?? PLACE) | marked;
      pixels[at++] = pixel(flat, grouped ? group : code & PLACE, group, active);
      if (code < SPECIAL) continue;
      const kind = kindOf(paint, flat);
      if (kind === 'finite') continue;
      const sort = kind === 'clipped' || kind === 'padded' ? clipped : notFinite;
      if (sort.length < MOST_MARKED) sort.push([i, j, kind]);
    }
  }
  const rgba = new Uint8ClampedArray(pixels.buffer);
  return { rgba, specials: [...clipped, ...notFinite] };
}
