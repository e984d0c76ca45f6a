import type { Plan } from '../norm/spec.ts';
import { arrange, colsShown, gridOf, type Arranged, type Arrangement } from './arrangement.ts';
import { axisRoom } from './axes.ts';
import { axesBelow } from './axesBelow.ts';
import { badgeRoom } from './axisBadges.ts';
import type { AxisNaming } from './axisText.ts';
import type { Box } from './badge.ts';
import type { Vec2 } from './projection.ts';
import { SNAP_VIEWS } from './state.ts';

/** Free room at the left and right ends of the stage. */
export const STAGE_EDGE = 14;
/** What axes reach below a cube more when it becomes smaller for their sake. */
const FARTHER = 3;
/** What is laid out: cubes, and what stands beside them. */
export interface StageContent extends Arranged {
  readonly plan: Plan;
  /** Position in the grid (row, col) that must be among the cubes shown. */
  readonly shown: readonly [number, number];
  readonly naming: AxisNaming;
  /** False where nothing is written over the cubes. */
  readonly titled: boolean;
  /** Whether an output stands beside the input, and whether the arrow carries numbers. */
  readonly output: boolean;
  readonly chips: boolean;
  /** Room between the cubes where more than the arrow stands there. */
  readonly arrowWidth?: number;
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
  /** Where what stands in their lines ends at the latest. */
  readonly titleEnd?: { readonly x: number; readonly y: number };
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
