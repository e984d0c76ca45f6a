import { axesBelow } from './axesBelow.ts';
import { axisRoom } from './axes.ts';
import { badgeRoom } from './axisBadges.ts';
import type { AxisNaming } from './axisText.ts';
import type { Box } from './badge.ts';
import type { Layout } from './layout.ts';
import type { Placements } from './place.ts';
import { projectedSize, type Camera, type Vec2 } from './projection.ts';
import { SNAP_VIEWS } from './state.ts';
import type { Plan } from '../norm/spec.ts';

/** Most separate cubes shown at a time; the rest is reached by pinning a cell in it. */
const MOST_CUBES = 12;
/** Room over each of several cubes for its name. */
export const CUBE_LABEL = 20;
/** The same with its picture, and on a small stage. */
const PICTURE_LABEL = 40;
const SMALL_PICTURE_LABEL = 28;
const CUBE_GAP = 16;
/** Between cubes of a small stage, where names stand in the cubes' empty upper left corners. */
const SMALL_GAP = 8;
/** Free room at the left and right ends of the stage. */
export const STAGE_EDGE = 14;
/** What axes reach below a cube more when it becomes smaller for their sake. */
const FARTHER = 3;
/** Figure pixels of a cube where there is no room. */
const LEAST_BOX = 8;

/** What is laid out: the cube, its camera and its place among others. */
export interface StageContent {
  readonly plan: Plan;
  readonly layout: Layout;
  readonly placements: Placements;
  readonly camera: Camera;
  /** Position in the grid (row, col) that must be among the cubes shown. */
  readonly shown: readonly [number, number];
  /** Fit this camera only; otherwise every angle fits, and turning does not zoom. */
  readonly tight: boolean;
  readonly naming: AxisNaming;
  /** False where nothing is written over the cubes. */
  readonly titled: boolean;
  /** Whether a picture stands over each cube. */
  readonly pictured: boolean;
  /** Whether an output stands beside the input, and whether the arrow carries numbers. */
  readonly output: boolean;
  readonly chips: boolean;
  /** Room between the cubes where more than the arrow stands there. */
  readonly arrowWidth?: number;
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

/** Where everything on the stage is, before zoom and pan. */
export interface StageLayout {
  readonly arrangement: Arrangement;
  /** Middles of the input's and the output's cubes. */
  readonly x: Vec2;
  readonly y: Vec2 | null;
  /** Lines of the titles over them. */
  readonly titleY: { readonly x: number; readonly y: number };
  /** Where the titles begin, when they do not stand over the middle. */
  readonly titleX?: { readonly x: number; readonly y: number };
  readonly arrow: Box & { readonly down: boolean };
}

interface Margins {
  readonly left: number;
  readonly right: number;
  readonly title: number;
  readonly top: number;
  readonly bottom: number;
}

/** Input and output side by side, or one above the other on a tall stage, as large as they fit. */
export function stageLayout(content: StageContent, stage: Box): StageLayout {
  const grid = gridOf(content.layout, content.shown);
  const choices =
    content.layout.cols.size > 1 ? [colsShown(content.layout)] : grid.map((_, i) => i + 1);
  const layouts = choices.map((pageCols) => layoutFor(content, stage, grid, pageCols));
  return layouts.reduce((best, next) =>
    next.arrangement.scale > best.arrangement.scale * 1.03 ? next : best,
  );
}

function layoutFor(
  content: StageContent,
  stage: Box,
  grid: readonly (readonly [number, number])[],
  pageCols: number,
): StageLayout {
  const given = margins(content, stage, pageCols);
  const first = layoutWith(content, stage, grid, pageCols, given);
  const { scale, boxHeight } = first.arrangement;
  const camera = content.tight ? content.camera : SNAP_VIEWS.isometric;
  const depth = axesBelow(content, camera, scale) - boxHeight / 2;
  // A smaller cube's axes reach a little farther than those that were measured.
  if (depth <= given.bottom) return first;
  return layoutWith(content, stage, grid, pageCols, { ...given, bottom: depth + FARTHER });
}

function layoutWith(
  content: StageContent,
  stage: Box,
  grid: readonly (readonly [number, number])[],
  pageCols: number,
  m: Margins,
): StageLayout {
  const beside = stage.width >= stage.height * 0.95;
  const fit = (width: number, height: number) =>
    arrange(content, grid, pageCols, [width, height], isSmall(stage));
  if (!content.output) return alone(fit, stage, m);
  const chips = content.chips && stage.width >= 760;
  const arrowWidth = content.arrowWidth ?? (chips ? 112 : stage.width >= 640 ? 70 : 34);
  if (!beside) return stacked(fit, stage, m);
  const layout = sideBySide(fit, stage, m, arrowWidth);
  return content.tight ? titlesClose(layout, stage, m) : layout;
}

/** On a picture, which is not turned, the titles stand over the cubes rather than at the top. */
function titlesClose(layout: StageLayout, stage: Box, m: Margins): StageLayout {
  const top = layout.x[1] - layout.arrangement.height / 2;
  const y = Math.max(stage.y + m.title / 2, top - m.top + m.title / 2);
  return { ...layout, titleY: { x: y, y } };
}

type Fit = (width: number, height: number) => Arrangement;

/** Room for axis labels left, right and below, for the title and the grid's axis above. */
function margins(
  { plan, layout, tight, naming, titled }: StageContent,
  stage: Box,
  pageCols: number,
): Margins {
  const small = isSmall(stage);
  const title = !titled ? 4 : small ? 24 : 34;
  const acrossPage = pageCols > 1;
  const downPage = layout.rows.size > 1 && (pageCols === 1 || layout.cols.size > 1);
  return {
    left:
      axisRoom(plan, layout.y, naming) +
      (small ? 0 : 8) +
      (downPage ? Math.max(small ? 30 : 36, badgeRoom(plan, layout.rows, naming) / 2 + 10) : 0),
    right: small ? 12 : tight && acrossPage ? 18 : 36,
    title,
    top: title + (acrossPage ? 30 : 0),
    bottom: small ? (titled ? 41 : 47) : 46,
  };
}

/** Stages on which margins and names take less room. */
function isSmall(stage: Box): boolean {
  return stage.width < 640 || stage.height < 380;
}

function alone(fit: Fit, stage: Box, m: Margins): StageLayout {
  const width = stage.width - m.left - m.right;
  const height = stage.height - m.top - m.bottom;
  return {
    arrangement: fit(width, height),
    x: [stage.x + m.left + width / 2, stage.y + m.top + height / 2],
    y: null,
    titleY: { x: stage.y + m.title / 2, y: 0 },
    arrow: { ...stage, width: 0, down: false },
  };
}

function sideBySide(fit: Fit, stage: Box, m: Margins, arrowWidth: number): StageLayout {
  const edge = isSmall(stage) ? STAGE_EDGE / 2 : STAGE_EDGE;
  const room = stage.width - m.left - m.right - arrowWidth - edge;
  const arrangement = fit(room / 2, stage.height - m.top - m.bottom);
  const used = Math.min(arrangement.width, room / 2);
  const slack = room - 2 * used;
  const air = Math.min(slack / 4, 60);
  const left = stage.x + (slack - 2 * air) / 2 + m.left;
  const arrowX = left + used + m.right + air;
  const middle = stage.y + m.top + (stage.height - m.top - m.bottom) / 2;
  return {
    arrangement,
    x: [left + used / 2, middle],
    y: [arrowX + arrowWidth + air + used / 2, middle],
    titleY: { x: stage.y + m.title / 2, y: stage.y + m.title / 2 },
    arrow: {
      x: arrowX,
      y: stage.y,
      width: arrowWidth,
      height: 2 * (middle - stage.y),
      down: false,
    },
  };
}

function stacked(fit: Fit, stage: Box, m: Margins): StageLayout {
  const arrow = 30;
  const lower = 10;
  const each = (stage.height - 2 * m.top - m.bottom - lower - arrow) / 2;
  const width = stage.width - m.left - m.right;
  const middle = stage.x + m.left + width / 2;
  const second = stage.y + m.top + each + m.bottom + arrow;
  return {
    arrangement: fit(width, each),
    x: [middle, stage.y + m.top + each / 2],
    y: [middle, second + m.top + each / 2],
    titleY: { x: stage.y + m.title / 2, y: second + m.title / 2 },
    arrow: { x: stage.x, y: second - arrow, width: stage.width, height: arrow, down: true },
  };
}

function arrange(
  content: StageContent,
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
