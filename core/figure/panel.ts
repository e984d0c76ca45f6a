import { indexOf } from '../tensor/strides.ts';
import type { Arrangement } from './arrangement.ts';
import { axisAction, axisLine, axisMarks, axisRoom, reducedLine, TURNED_AXIS } from './axes.ts';
import { axisBadges, badgeReach, badgeRoom } from './axisBadges.ts';
import { axisText, type AxisNaming } from './axisText.ts';
import type { Box } from './badge.ts';
import type { BesideId } from './besideTensors.ts';
import { LEAST_NUMBER } from './cellNumber.ts';
import { cellPaint, masked, type Keep } from './cellPaint.ts';
import { cubeMarks } from './cube.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import { cubeName, halfSize } from './cubeNames.ts';
import type { CubeScene } from './cubeScene.ts';
import { displayFlatOf, isPooled, type DisplayTensor } from './displayTensor.ts';
import type { Layout, LayoutDim } from './layout.ts';
import { countSpecials } from './legend.ts';
import type { Colour, Mark } from './marks.ts';
import type { Placements } from './place.ts';
import { projection, type Vec2 } from './projection.ts';
import type { ViewState } from './state.ts';
import { textWidth } from './textWidth.ts';
import { THEMES } from './theme.ts';

/** On a narrower stage axes are named by letter and size. */
const LEAST_POSITIONED = 320;
/** Pixels of a title over cubes. */
export const TITLE_SIZE = 14;

/** One tensor's part of the stage. */
export interface Panel {
  readonly input: CubeFigureInput;
  /** The whole stage, whose middle zoom keeps in place. */
  readonly stage: Box;
  readonly layout: Layout;
  readonly placements: Placements;
  readonly arrangement: Arrangement;
  readonly id: 'x' | 'y' | BesideId;
  readonly tensor: DisplayTensor;
  /** Middle of its cubes, and its title's line, before zoom and pan. */
  readonly centre: Vec2;
  readonly titleY: number;
  /** Where its title begins, and where its notes end at the latest; over the middle when left out. */
  readonly titleX?: number;
  readonly titleEnd?: number;
  readonly domain: number;
  /** Where a stage in motion differs: its title, how far cells have appeared, whether numbers hold. */
  readonly title?: string;
  readonly keep?: Keep;
  readonly numbers?: boolean;
  /** Of its title; muted when left out. */
  readonly tint?: Colour;
  /** Its cells, flat, that take part in no statistic. */
  readonly idle?: readonly number[];
}

/** A stage point after zoom and pan. */
export function zoomPoint(view: ViewState, stage: Box, [x, y]: Vec2): Vec2 {
  const middle: Vec2 = [stage.x + stage.width / 2, stage.y + stage.height / 2];
  return [
    middle[0] + view.zoom * (x - middle[0]) + view.panX,
    middle[1] + view.zoom * (y - middle[1]) + view.panY,
  ];
}

/** Title, cubes and, beside the input, axes of one tensor. */
export function panelMarks(panel: Panel): Mark[] {
  const scenes = panelScenes(panel);
  return [
    ...titleMarks(panel),
    ...scenes.flatMap((scene, i) => [
      ...cubeMarks(scene),
      ...cubeName({ ...panel, ...panel.input, tensor: panel.tensor }, scene, i),
    ]),
    ...(panel.id === 'x' ? axesOf(panel, scenes) : []),
  ];
}

/** How a figure names its axes. */
export const namingOf = ({ naming, width }: CubeFigureInput): AxisNaming =>
  naming ?? (width >= 640 ? 'full' : width >= LEAST_POSITIONED ? 'compact' : 'short');

/** The cubes of a panel. */
export function panelScenes(panel: Panel): CubeScene[] {
  return panel.arrangement.cells.map((cell) => sceneOf(panel, cell));
}

function sceneOf(panel: Panel, cell: Arrangement['cells'][number]): CubeScene {
  const { input, tensor, layout, placements, arrangement, centre } = panel;
  const { view } = input;
  const { rows, cols } = layout;
  const middle: Vec2 = [centre[0] + cell.offset[0], centre[1] + cell.offset[1]];
  const paint = cellPaint(tensor, view, panel.domain, panel.keep, input.plan.groups > 0);
  const display = (flat: number | null) => (flat === null ? null : displayFlatOf(tensor, flat));
  return {
    id: panel.id,
    layout,
    placements,
    projection: projection(
      view,
      arrangement.scale * view.zoom,
      zoomPoint(view, panel.stage, middle),
    ),
    paint: isPooled(tensor) ? paint : masked(paint, panel.idle),
    base: cell.row * rows.step + cell.col * cols.step,
    baseGroup: (rows.groups[cell.row] ?? 0) + (cols.groups[cell.col] ?? 0),
    baseActive: !!rows.active?.[cell.row] && !!cols.active?.[cell.col],
    hasActive: (view.pinned ?? view.hovered) !== null,
    pinned: display(view.pinned),
    hovered: input.outlineHovered === false ? null : display(view.hovered),
    decimals: input.decimals ?? 2,
    leastNumber: input.leastNumber ?? LEAST_NUMBER,
    cubes: arrangement.cells.length,
    flat: view.fourD === 'flat',
    naming: namingOf(input),
    labels: panel.numbers !== false && !isPooled(tensor),
    ...(input.outlined &&
      (panel.id === 'x' || panel.id === 'y') && {
        outlined: (input.outlined[panel.id] ?? []).map((flat) => displayFlatOf(tensor, flat)),
      }),
  };
}

/** Row and column, in the grid of separate cubes, of the cube with a display cell. */
export function gridPosition(
  layout: Layout,
  tensor: DisplayTensor,
  flat: number,
): readonly [number, number] {
  const index = indexOf(tensor.shape, flat);
  const along = (dim: LayoutDim) =>
    dim.axes.reduce((at, axis) => at * (tensor.shape[axis] ?? 1) + (index[axis] ?? 0), 0);
  return [along(layout.rows), along(layout.cols)];
}

function titleMarks(panel: Panel): Mark[] {
  const { input, stage, id, centre, titleY, titleX, tensor, domain, title } = panel;
  const theme = THEMES[input.view.theme];
  const [x, y] = zoomPoint(input.view, stage, [titleX ?? centre[0], titleY]);
  const counts = countSpecials(tensor, domain);
  const { cells, total } = panel.arrangement;
  const parted = id === 'x' && cells.length < total;
  const notes = [
    parted ? (input.labels.part?.(cells.length, total) ?? '') : '',
    counts.nan ? `${counts.nan} NaN` : '',
    counts.inf ? `${counts.inf} ±∞` : '',
    counts.clipped && input.view.colour === 'value'
      ? `${counts.clipped} ${input.labels.clipped ?? 'clipped'}`
      : '',
  ].filter(Boolean);
  const name = title ?? input.labels[id === 'y' ? 'y' : 'x'];
  const nameWidth = textWidth(name, TITLE_SIZE, 'sans');
  const noteWidth = (note: string) => (note ? textWidth(note, 12, 'sans', 600) + 10 : 0);
  const room = titleRoom(panel) - nameWidth;
  // On the way, cells hold intermediate numbers that were not asked about.
  const told = title === undefined ? notes : notes.slice(0, parted ? 1 : 0);
  while (told.length > 0 && noteWidth(told.join(' · ')) > room) told.pop();
  const note = told.join(' · ');
  const text = { kind: 'text', y, family: 'sans', baseline: 'middle' } as const;
  const widths = [nameWidth, noteWidth(note)] as const;
  // A long note does not leave the stage.
  const last = stage.x + stage.width - widths[0] - widths[1] - 2;
  const left = Math.min(titleX === undefined ? x - (widths[0] + widths[1]) / 2 : x, last);
  const middle = left + widths[0] / 2;
  return [
    {
      ...text,
      x: middle,
      text: name,
      size: TITLE_SIZE,
      fill: panel.tint ?? theme.muted,
      anchor: 'middle',
    },
    ...(note
      ? [
          {
            ...text,
            x: left + widths[0] + 10,
            text: note,
            size: 12,
            weight: 600,
            fill: theme.ink,
          } as const,
        ]
      : []),
  ];
}

/** Figure pixels between a title's beginning and the next thing in its line. */
function titleRoom({ id, input, layout, arrangement, centre, titleX, titleEnd }: Panel): number {
  if (titleX === undefined) return Infinity;
  const across = acrossOf(layout);
  const named = id === 'x' && across.size > 1 && arrangement.pageCols > 1;
  const badge = named ? badgeRoom(input.plan, across, namingOf(input)) : 0;
  const right = centre[0] + arrangement.width / 2;
  return Math.min(titleEnd ?? Infinity, named ? right - badge - 16 : Infinity) - titleX;
}

/** The direction of the grid that runs along the top. */
const acrossOf = ({ rows, cols }: Layout): LayoutDim => (cols.axes.length > 0 ? cols : rows);

/** Axes of the first cube in the last row, and of the grid along which cubes are apart. */
export function axesOf(panel: Panel, scenes: readonly CubeScene[]): Mark[] {
  const { pageRows, pageCols } = panel.arrangement;
  const corner = scenes[(pageRows - 1) * pageCols];
  if (!corner) return [];
  // a picture that is not turned keeps its badges in its frame
  const right = panel.input.tight ? panel.stage.x + panel.stage.width : Infinity;
  return [...axisMarks(corner, panel.input.plan, right), ...gridAxes(panel, scenes)];
}

/**
 * Axes of the grid of cubes. The rows of a grid go down the left side, its columns along the top; one
 * axis alone takes the side along which the cubes lie.
 */
function gridAxes({ input, layout, arrangement }: Panel, scenes: readonly CubeScene[]): Mark[] {
  const first = scenes[0];
  const last = scenes[scenes.length - 1];
  if (!first || !last) return [];
  const { theme } = first.paint;
  const half = halfSize(first, input.view);
  const xs = scenes.map(({ projection: p }) => p.origin[0]);
  const [left, right] = [Math.min(...xs) - half[0], Math.max(...xs) + half[0]];
  const [top, bottom] = [first.projection.origin[1] - half[1], last.projection.origin[1] + half[1]];
  const naming = namingOf(input);
  const draw = (
    dim: LayoutDim,
    from: Vec2,
    to: Vec2,
    at: Vec2,
    outward: Vec2 = [0, -1],
  ): Mark[] => {
    const text = axisText(input.plan, dim, naming);
    const action = axisAction(dim);
    return [
      text.reduced
        ? reducedLine(theme, input.plan, from, to, 4.5, action)
        : axisLine(from, to, theme.axis, 1.5, action),
      ...axisBadges(theme, input.plan, text, at, outward, action, outward[0] !== 0),
    ];
  };
  const across = acrossOf(layout);
  const { zoom } = input.view;
  if (first.flat) {
    const line = top - 14 * zoom - 3;
    const side = left - TURNED_AXIS - 1;
    const badges: Vec2 = [right - badgeReach(input.plan, across, naming), line - 13];
    return [
      ...(across.size > 1 && arrangement.pageCols > 1
        ? draw(across, [left, line], [right, line], badges, [0, 0])
        : []),
      ...(layout.rows.size > 1 && across !== layout.rows
        ? draw(layout.rows, [side, top], [side, bottom], [side, (top + bottom) / 2], [-1, 0])
        : []),
      ...(across === layout.rows && across.axes.length > 0 && arrangement.pageCols === 1
        ? draw(across, [side, top], [side, bottom], [side, (top + bottom) / 2], [-1, 0])
        : []),
    ];
  }
  const y = top - arrangement.label - 6;
  const x = left - axisRoom(input.plan, layout.y, namingOf(input)) - 6;
  // Without names over the cubes, the badge stands on the line's end rather than over it.
  const start = arrangement.label === 0 ? top + 22 : top;
  const bothWays = layout.cols.axes.length > 0 && layout.rows.axes.length > 0;
  return [
    ...(across.axes.length > 0 && (arrangement.pageCols > 1 || bothWays)
      ? draw(across, [left, y], [right, y], [(left + right) / 2, y + 4])
      : []),
    ...(layout.rows.size > 1 && (arrangement.pageCols === 1 || bothWays)
      ? draw(layout.rows, [x, start], [x, bottom], [x, start])
      : []),
  ];
}
