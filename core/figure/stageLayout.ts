import type { Box } from './badge.ts';
import type { Layout } from './layout.ts';
import type { Placements } from './place.ts';
import { projectedSize, turningSize, type Camera, type Vec2 } from './projection.ts';

/** Most separate cubes shown at a time; the rest is reached by pinning a cell in it. */
const MOST_CUBES = 12;
/** Room over each of several cubes for its name. */
export const CUBE_LABEL = 20;
const CUBE_GAP = 16;
const TITLE = 34;

/** What is laid out: the cube, its camera and its place among others. */
export interface StageContent {
  readonly layout: Layout;
  readonly placements: Placements;
  readonly camera: Camera;
  /** Position in the grid (row, col) that must be among the cubes shown. */
  readonly shown: readonly [number, number];
  /** Fit this camera only; otherwise every angle fits, and turning does not zoom. */
  readonly tight: boolean;
  /** Whether an output stands beside the input, and whether the arrow carries numbers. */
  readonly output: boolean;
  readonly chips: boolean;
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
}

/** Where everything on the stage is, before zoom and pan. */
export interface StageLayout {
  readonly arrangement: Arrangement;
  /** Middles of the input's and the output's cubes. */
  readonly x: Vec2;
  readonly y: Vec2 | null;
  /** Title line over each. */
  readonly titleY: { readonly x: number; readonly y: number };
  readonly arrow: Box & { readonly down: boolean };
}

interface Margins {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Input and output side by side, or one above the other on a tall stage, as large as they fit. */
export function stageLayout(content: StageContent, stage: Box): StageLayout {
  const beside = stage.width >= stage.height * 0.95;
  const m = margins(content, stage, beside);
  if (!content.output) return alone(content, stage, m);
  return beside ? sideBySide(content, stage, m) : stacked(content, stage, m);
}

/** Room for axis labels left, right and below, the title and names of cubes above. */
function margins({ layout }: StageContent, stage: Box, beside: boolean): Margins {
  const small = stage.width < (beside ? 640 : 420);
  const grid = layout.rows.axes.length + layout.cols.axes.length;
  const wordy = layout.y.role === 'kept' || layout.y.role === 'none' ? 0 : 14;
  return {
    left: (small ? 42 : 56) + wordy + (grid > 0 ? (small ? 34 : 44) : 0),
    right: small ? 22 : 38,
    top: TITLE,
    bottom: small ? 40 : 46,
  };
}

function alone(content: StageContent, stage: Box, m: Margins): StageLayout {
  const arrangement = arrange(content, stage.width - m.left - m.right, stage.height - m.top - m.bottom);
  return {
    arrangement,
    x: [
      stage.x + m.left + (stage.width - m.left - m.right) / 2,
      stage.y + m.top + (stage.height - m.top - m.bottom) / 2,
    ],
    y: null,
    titleY: { x: stage.y + TITLE / 2, y: 0 },
    arrow: { ...stage, width: 0, down: false },
  };
}

function sideBySide(content: StageContent, stage: Box, m: Margins): StageLayout {
  const arrowWidth = content.chips && stage.width >= 760 ? 112 : stage.width >= 640 ? 70 : 40;
  const room = stage.width - m.left - m.right - arrowWidth - 16;
  const arrangement = arrange(content, room / 2, stage.height - m.top - m.bottom);
  const used = Math.min(arrangement.width, room / 2);
  const slack = stage.width - (m.left + 2 * used + m.right + arrowWidth + 16);
  const air = Math.min(slack / 4, 60);
  const left = stage.x + (slack - 2 * air) / 2 + m.left;
  const arrowX = left + used + m.right + air;
  const middle = stage.y + m.top + (stage.height - m.top - m.bottom) / 2;
  return {
    arrangement,
    x: [left + used / 2, middle],
    y: [arrowX + arrowWidth + air + used / 2, middle],
    titleY: { x: stage.y + TITLE / 2, y: stage.y + TITLE / 2 },
    arrow: { x: arrowX, y: stage.y, width: arrowWidth, height: 2 * (middle - stage.y), down: false },
  };
}

function stacked(content: StageContent, stage: Box, m: Margins): StageLayout {
  const arrow = 30;
  const lower = 10;
  const each = (stage.height - 2 * m.top - m.bottom - lower - arrow) / 2;
  const arrangement = arrange(content, stage.width - m.left - m.right, each);
  const middle = stage.x + m.left + (stage.width - m.left - m.right) / 2;
  const second = stage.y + m.top + each + m.bottom + arrow;
  return {
    arrangement,
    x: [middle, stage.y + m.top + each / 2],
    y: [middle, second + m.top + each / 2],
    titleY: { x: stage.y + TITLE / 2, y: second + TITLE / 2 },
    arrow: { x: stage.x, y: second - arrow, width: stage.width, height: arrow, down: true },
  };
}

function arrange(content: StageContent, width: number, height: number): Arrangement {
  const { layout, placements, camera } = content;
  const extents = placements.map(({ extent }) => extent) as [number, number, number];
  const size = content.tight ? projectedSize(camera, extents) : turningSize(extents);
  const grid = gridOf(layout, content.shown);
  const single = grid.length === 1;
  const label = single ? 0 : CUBE_LABEL;
  const gap = single ? 0 : CUBE_GAP;
  let best = { scale: 0.5, rows: 1, cols: 1 };
  const choices = layout.cols.size > 1 ? [colsShown(layout)] : grid.map((_, i) => i + 1);
  for (const cols of choices) {
    const rows = Math.ceil(grid.length / cols);
    const scale = Math.min(
      (width - gap * (cols - 1)) / cols / size[0],
      ((height - gap * (rows - 1)) / rows - label) / size[1],
    );
    if (scale > best.scale) best = { scale, rows, cols };
  }
  const wide = Math.min((width + gap) / best.cols, size[0] * best.scale + 3 * gap);
  const tall = Math.min((height + gap) / best.rows, size[1] * best.scale + label + 2 * gap);
  return {
    scale: best.scale,
    pageRows: best.rows,
    pageCols: best.cols,
    total: layout.rows.size * layout.cols.size,
    width: wide * best.cols - (single ? 0 : gap),
    cells: grid.map(([row, col], i) => ({
      row,
      col,
      offset: [
        wide * ((i % best.cols) - (best.cols - 1) / 2),
        tall * (Math.floor(i / best.cols) - (best.rows - 1) / 2) + label / 2,
      ],
    })),
  };
}

function colsShown({ cols }: Layout): number {
  return Math.min(cols.size, 4);
}

/** Positions of the grid that are shown: all, or a page of them around the one asked for. */
function gridOf(layout: Layout, shown: readonly [number, number]): [number, number][] {
  const { rows, cols } = layout;
  const width = colsShown(layout);
  const height = Math.min(rows.size, Math.floor(MOST_CUBES / width));
  const page = (at: number, span: number, size: number) =>
    Math.min(Math.floor(at / span) * span, size - span);
  const top = page(shown[0], height, rows.size);
  const left = page(shown[1], width, cols.size);
  const grid: [number, number][] = [];
  for (let row = top; row < top + height; row++)
    for (let col = left; col < left + width; col++) grid.push([row, col]);
  return grid;
}
