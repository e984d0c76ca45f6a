import type { Layout } from './layout.ts';
import type { Placements } from './place.ts';
import { projectedSize, type Camera, type Vec2 } from './projection.ts';
import { SNAP_VIEWS } from './state.ts';

/** Most separate cubes shown at a time; the rest is reached by pinning a cell in it. */
const MOST_CUBES = 12;
/** Room over each of several cubes for its name. */
const CUBE_LABEL = 20;
/** The same with its picture, and on a small stage. */
const PICTURE_LABEL = 40;
const SMALL_PICTURE_LABEL = 28;
const CUBE_GAP = 16;
/** Between cubes of a small stage, where names stand in the cubes' empty upper left corners. */
const SMALL_GAP = 8;
/** Figure pixels of a cube where there is no room. */
const LEAST_BOX = 8;

/** What is arranged: the cube, its camera and its place among others. */
export interface Arranged {
  readonly layout: Layout;
  readonly placements: Placements;
  readonly camera: Camera;
  /** Fit this camera only; otherwise every angle fits, and turning does not zoom. */
  readonly tight: boolean;
  /** Whether a picture stands over each cube. */
  readonly pictured: boolean;
}

/** Separate cubes on the page, the same for input and output. */
export interface Arrangement {
  /** Figure pixels per world unit, before zoom. */
  readonly scale: number;
  readonly pageRows: number;
  readonly pageCols: number;
  /** Positions in the grid, in page order, and their middles from the middle of the panel. */
  readonly cells: readonly {
    readonly row: number;
    readonly col: number;
    readonly offset: Vec2;
  }[];
  /** Cubes that exist; more than `cells` when not all are shown. */
  readonly total: number;
  readonly width: number;
  readonly height: number;
  /** Room over each cube for its name; 0 where it stands in the corner of the cube's box. */
  readonly label: number;
  /** Figure pixels of a cube's box, before zoom. */
  readonly boxHeight: number;
}

/**
 * Cubes on a page of so many columns, as large as they fit.
 * @param grid   positions that are shown
 * @param small  names stand in the cubes' corners
 */
export function arrange(
  content: Arranged,
  grid: readonly (readonly [number, number])[],
  pageCols: number,
  [width, height]: Vec2,
  small: boolean,
): Arrangement {
  const { layout, placements, camera } = content;
  const extents = placements.map(({ extent }) => extent) as [number, number, number];
  const [sizeX, sizeY] = content.tight ? projectedSize(camera, extents) : roomFor(camera, extents);
  const single = grid.length === 1;
  const label = content.pictured
    ? small
      ? SMALL_PICTURE_LABEL
      : PICTURE_LABEL
    : single || small
      ? 0
      : CUBE_LABEL;
  const gap = single ? 0 : small ? SMALL_GAP : CUBE_GAP;
  const pageRows = Math.ceil(grid.length / pageCols);
  const scale = Math.max(
    LEAST_BOX / Math.max(sizeX, sizeY),
    Math.min(
      (width - gap * (pageCols - 1)) / pageCols / sizeX,
      ((height - gap * (pageRows - 1)) / pageRows - label) / sizeY,
    ),
  );
  const wide = Math.min((width + gap) / pageCols, sizeX * scale + 2 * gap);
  const tall = Math.min((height + gap) / pageRows, sizeY * scale + label + 2 * gap);
  return {
    scale,
    pageRows,
    pageCols,
    total: layout.rows.size * layout.cols.size,
    width: wide * pageCols - gap,
    height: tall * pageRows - gap,
    label,
    boxHeight: sizeY * scale,
    cells: grid.map(([row, col], i) => ({
      row,
      col,
      offset: [
        wide * ((i % pageCols) - (pageCols - 1) / 2),
        tall * (Math.floor(i / pageCols) - (pageRows - 1) / 2) + label / 2,
      ],
    })),
  };
}

/**
 * What a cube that can be turned is given: enough for the present angle, and never less than the isometric view takes,
 * so that turning makes a cube smaller where it must, but never larger than it began.
 */
function roomFor(camera: Camera, extents: [number, number, number]): Vec2 {
  const [wide, tall] = projectedSize(camera, extents);
  const [usualWide, usualTall] = projectedSize(SNAP_VIEWS.isometric, extents);
  return [Math.max(wide, usualWide), Math.max(tall, usualTall)];
}

/** Columns of a page where the layout has several. */
export function colsShown({ cols }: Layout): number {
  return Math.min(cols.size, 4);
}

/** Positions of the grid that are shown: all, or a page of them around the one asked for. */
export function gridOf(layout: Layout, shown: readonly [number, number]): [number, number][] {
  const { rows, cols } = layout;
  const width = colsShown(layout);
  const height = Math.min(rows.size, Math.floor(MOST_CUBES / width));
  const top = pageFrom(shown[0], height, rows.size);
  const left = pageFrom(shown[1], width, cols.size);
  const grid: [number, number][] = [];
  for (let row = top; row < top + height; row++)
    for (let col = left; col < left + width; col++) grid.push([row, col]);
  return grid;
}

/** Where the page of so many positions begins that has a position. */
export function pageFrom(at: number, span: number, size: number): number {
  return Math.min(Math.floor(at / span) * span, size - span);
}
