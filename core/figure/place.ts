import type { Layout, LayoutDim } from './layout.ts';
import { projection, type Vec3 } from './projection.ts';
import { SNAP_VIEWS } from './state.ts';

/** Cells from `from` up to `to`, without a gap between them. */
export interface Segment {
  readonly from: number;
  readonly to: number;
}

/** Where the cells of one direction are, in world units from the cube's corner. */
export interface Placement {
  readonly dim: LayoutDim;
  /** Size of one cell. */
  readonly cell: number;
  readonly starts: Float64Array;
  readonly segments: readonly Segment[];
  readonly extent: number;
}

export type Placements = readonly [Placement, Placement, Placement];

/** Most blocks that one cube is split into; past it only the pinned group is set apart. */
const MOST_BLOCKS = 400;
/** Along an axis with more segments than this, only the pinned one is set apart. */
const MOST_SEGMENTS = 24;
/** A gap is at most this share of the cube's mean side, at explode 1. */
const WIDEST_GAP = 0.62;

/**
 * Cell sizes and gaps of a cube. Gaps open between neighbours that do not share a statistic, wide
 * enough to look at a group's cells from above (from the side, for x and z); a group stays together.
 * @param explode  0 closed … 1 far apart
 * @param pinned   whether the layout's active group is pinned, and may be set apart on its own
 */
export function placeCube(layout: Layout, explode: number, pinned: boolean): Placements {
  const known = placed.get(layout);
  if (known?.explode === explode && known.pinned === pinned) return known.placements;
  const placements = newPlacements(layout, explode, pinned);
  placed.set(layout, { explode, pinned, placements });
  return placements;
}

/** Where the cells of a layout were last. */
const placed = new WeakMap<
  Layout,
  { readonly explode: number; readonly pinned: boolean; readonly placements: Placements }
>();

function newPlacements(layout: Layout, explode: number, pinned: boolean): Placements {
  const dims = [layout.x, layout.y, layout.z] as const;
  const sides = cellSides(dims.map((dim) => dim.size));
  const segments = explode > 0 ? segmentsOf(dims, pinned) : dims.map(whole);
  const gaps = viewingGaps(dims, sides, segments);
  const place = (axis: 0 | 1 | 2): Placement =>
    placement(dims[axis], sides[axis] ?? 1, segments[axis] ?? [], (gaps[axis] ?? 0) * explode);
  return [place(0), place(1), place(2)];
}

/** Where the cells of a dimension begin: its segments one after another, a gap between them. */
export function placement(
  dim: LayoutDim,
  cell: number,
  segments: readonly Segment[],
  gap: number,
): Placement {
  const starts = new Float64Array(dim.size);
  segments.forEach(({ from, to }, k) => {
    for (let i = from; i < to; i++) starts[i] = i * cell + k * gap;
  });
  return { dim, cell, starts, segments, extent: dim.size * cell + (segments.length - 1) * gap };
}

/**
 * World sizes of a cell. Unit cubes while the sides are comparable; when one side is many times
 * another, long sides are compressed, so that no axis becomes a thread or a sheet.
 */
function cellSides(sizes: readonly number[]): number[] {
  const real = sizes.filter((size) => size > 1);
  if (real.length === 0) return sizes.map(() => 1);
  const largest = Math.max(...real);
  const smallest = Math.min(...real);
  const limit = largest <= 40 ? 7 : 2.6;
  const squeeze = (size: number) => {
    const ratio = size / smallest;
    return ratio <= limit ? size : smallest * (limit + 1 - limit / ratio);
  };
  const sides = sizes.map((size) => (size > 1 ? squeeze(size) / size : 0));
  const thin = Math.min(...sides.filter((side) => side > 0));
  const thickness = Math.max(thin, 0.03 * Math.max(...real.map(squeeze)));
  return sides.map((side) => (side > 0 ? side : thickness));
}

function whole(dim: LayoutDim): Segment[] {
  return [{ from: 0, to: dim.size }];
}

function segmentsOf(dims: readonly LayoutDim[], pinned: boolean): Segment[][] {
  const all = dims.map((dim) => split(dim.groups));
  // A window layer has no groups; the pinned cell's window is set apart instead.
  if (pinned && all.every((list) => list.length === 1))
    return dims.map((dim) => (dim.active ? split(dim.active) : whole(dim)));
  const blocks = all.reduce((product, list) => product * list.length, 1);
  if (pinned)
    return dims.map((dim, axis) => {
      const list = all[axis] ?? [];
      const many = blocks > MOST_BLOCKS || list.length > MOST_SEGMENTS;
      return many && dim.active ? split(dim.active) : list;
    });
  if (blocks <= MOST_BLOCKS) return all;
  const fewest = Math.min(...all.filter((list) => list.length > 1).map((list) => list.length));
  const chosen = all.findIndex((list) => list.length === fewest && fewest <= MOST_BLOCKS);
  return dims.map((dim, axis) => (axis === chosen ? (all[axis] ?? []) : whole(dim)));
}

/** Runs of equal values. */
function split(values: Float64Array | Uint8Array): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (let i = 1; i <= values.length; i++) {
    if (i < values.length && values[i] === values[i - 1]) continue;
    segments.push({ from, to: i });
    from = i;
  }
  return segments;
}

/**
 * Gap along each axis at which, in the isometric view, a block hides nothing of the face of the block
 * behind it: the way that a line of sight takes across a block's other two sides, along this axis.
 */
function viewingGaps(
  dims: readonly LayoutDim[],
  sides: readonly number[],
  segments: readonly Segment[][],
): Vec3 {
  const { into } = projection(SNAP_VIEWS.isometric, 1, [0, 0]);
  const block = segments.map((list, axis) => {
    const longest = Math.max(...list.map(({ from, to }) => to - from));
    return longest * (sides[axis] ?? 1);
  });
  const mean =
    dims.reduce((sum, dim, axis) => sum + (dim.size > 1 ? dim.size * (sides[axis] ?? 1) : 0), 0) /
    Math.max(1, dims.filter((dim) => dim.size > 1).length);
  const gap = (axis: 0 | 1 | 2): number => {
    const paths = ([0, 1, 2] as const)
      .filter((other) => other !== axis)
      .map((other) => (block[other] ?? 1) / Math.abs(into[other]));
    const clear = Math.abs(into[axis]) * Math.min(...paths);
    // Twice as far at explode 1, so that the middle of the slider already shows a group whole.
    const total = (segments[axis]?.length ?? 1) - 1;
    const widest = (WIDEST_GAP * mean * Math.min(4, 24 / total)) / Math.max(4, total);
    return Math.min(2 * clear, widest);
  };
  return [gap(0), gap(1), gap(2)];
}
