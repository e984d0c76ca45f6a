import { pageFrom, type Arrangement } from './arrangement.ts';
import { TURNED_AXIS } from './axes.ts';
import type { Box } from './badge.ts';
import { decimalsAt, LEAST_NUMBER, numberSize } from './cellNumber.ts';
import type { Layout, LayoutDim } from './layout.ts';
import { placement, type Placements, type Segment } from './place.ts';
import type { Vec2 } from './projection.ts';
import type { StageLayout } from './stageLayout.ts';

/** Room over the input and the output for title and badge, over the slices for their names, under them for the axis. */
const TITLE = 28;
/** Over slices that have no axis above them. */
const TITLE_ALONE = 20;
const NAME = 14;
const FOOT = 46;
const RIGHT = 10;
/** The same where the rows of a grid are named there. */
const RIGHT_NAMED = 17;
const GAP = 4;
const ARROW_BESIDE = 40;
const CHIPS_BESIDE = 90;
const ARROW_BETWEEN = 6;
/** Numbers that leave the arrow its own numbers. */
const COMFORTABLE = 14;
/** Numbers need cells that are wider than tall; past this they only stretch. */
const WIDEST = 3;
const TALLEST_CELL = 46;
/** More slices than this are not seen one by one. */
const MOST_SLICES = 256;
/** Of more slices no part is sought that can be read. */
const MOST_PARTED = 48;
/** Between groups of cells within a slice, at explode 1. */
const SEGMENT_GAP = 14;

/** What is laid flat. */
export interface FlatContent {
  readonly layout: Layout;
  readonly output: boolean;
  readonly chips: boolean;
  readonly decimals: number;
  readonly explode: number;
  /** Pixels that the numbers must have at least. */
  readonly least: number;
  /** Pixels at which they are read. */
  readonly readable: number;
  /** Position in the grid (row, col) that is among the slices, where only some are shown. */
  readonly shown: readonly [number, number];
  /** Room between input and output where more than the arrow stands there. */
  readonly arrowWidth?: number;
}

/** Slices of the grid that are laid out: from a row and a column on. */
interface Part {
  readonly row: number;
  readonly col: number;
  readonly rows: number;
  readonly cols: number;
}

/** Slices seen from the front, and the sizes of their cells. */
export interface FlatLayout extends StageLayout {
  /** The layout laid flat, with rows and columns of its grid changed where that gives larger numbers. */
  readonly layout: Layout;
  readonly placements: Placements;
  /** Pixels of the numbers in the cells. */
  readonly number: number;
}

/**
 * Every slice as a plain matrix, input beside or above output, in as many columns as give the largest numbers.
 * @returns null where numbers as large as asked for do not fit, or there are too many slices
 */
export function flatLayout(content: FlatContent, stage: Box): FlatLayout | null {
  const { rows, cols } = content.layout;
  if (rows.size * cols.size > MOST_SLICES) return null;
  return partLayout(content, stage, rows.size, cols.size);
}

/**
 * As many slices as can be read, the one that is asked for among them.
 * @returns null where not even one fits
 */
export function flatPart(content: FlatContent, stage: Box): FlatLayout | null {
  const { rows, cols } = content.layout;
  if (rows.size * cols.size > MOST_PARTED) return null;
  const sizes = Array.from({ length: rows.size }, (_, row) =>
    Array.from({ length: cols.size }, (_, col) => [row + 1, col + 1] as const),
  ).flat();
  sizes.sort((a, b) => b[0] * b[1] - a[0] * a[1] || b[0] - a[0]);
  for (const [down, across] of sizes) {
    const found = partLayout(content, stage, down, across);
    if (found) return found;
  }
  return null;
}

/** So many rows and columns of the grid. */
function partLayout(
  content: FlatContent,
  stage: Box,
  down: number,
  across: number,
): FlatLayout | null {
  const { layout, shown } = content;
  const part: Part = {
    row: pageFrom(shown[0], down, layout.rows.size),
    col: pageFrom(shown[1], across, layout.cols.size),
    rows: down,
    cols: across,
  };
  const ways: (readonly [FlatContent, Part])[] = [[content, part]];
  if (layout.rows.size > 1 && layout.cols.size > 1)
    ways.push([
      { ...content, layout: { ...layout, rows: layout.cols, cols: layout.rows } },
      { row: part.col, col: part.row, rows: across, cols: down },
    ]);
  const roomy = content.arrowWidth ?? (content.chips ? CHIPS_BESIDE : ARROW_BESIDE);
  const best = (between: number) =>
    ways
      .flatMap(([each, shownPart]) => arrangements(each, shownPart, stage, between))
      // Beside each other, input and output are compared row by row: that is worth a pixel.
      .sort((a, b) => score(b) - score(a) || b.area - a.area)[0];
  const first = best(roomy);
  const found =
    content.arrowWidth !== undefined || (first && first.number >= COMFORTABLE)
      ? first
      : best(ARROW_BESIDE);
  return found && found.number >= content.least ? found : null;
}

type Laid = FlatLayout & { readonly area: number };

function score({ number, arrow }: Laid): number {
  return number + (arrow.down || number < LEAST_NUMBER ? 0 : 1);
}

function arrangements(content: FlatContent, part: Part, stage: Box, between: number): Laid[] {
  const slices = part.rows * part.cols;
  const choices = isGrid(content.layout)
    ? [part.cols]
    : Array.from({ length: slices }, (_, i) => i + 1);
  const ways = content.output && content.arrowWidth === undefined ? [false, true] : [false];
  return ways
    .flatMap((down) =>
      choices.map((pageCols) => laid(content, part, stage, pageCols, down, between)),
    )
    .filter((each) => each !== null);
}

/** In a grid both ways the columns are named once, over the first row, and the rows at their right end. */
const isGrid = ({ rows, cols }: Layout): boolean => rows.size > 1 && cols.size > 1;

function laid(
  content: FlatContent,
  part: Part,
  stage: Box,
  pageCols: number,
  down: boolean,
  between: number,
): Laid | null {
  const { layout, explode, output } = content;
  const total = layout.rows.size * layout.cols.size;
  const slices = part.rows * part.cols;
  const pageRows = Math.ceil(slices / pageCols);
  const bothWays = isGrid(layout);
  const label = total > 1 && !bothWays ? NAME : 0;
  const title = pageCols > 1 ? TITLE : TITLE_ALONE;
  const head = title + (bothWays ? NAME : 0);
  const right = bothWays ? RIGHT_NAMED : RIGHT;
  const left = TURNED_AXIS + 4 + (layout.rows.size > 1 ? 27 : 0);
  const panelWidth =
    down || !output ? stage.width - left - right : (stage.width - left - right - between) / 2;
  const panelHeight =
    down && output
      ? (stage.height - 2 * head - FOOT - ARROW_BETWEEN) / 2
      : stage.height - head - FOOT;
  const [xs, ys] = [segmentsOf(layout.x), segmentsOf(layout.y)];
  const gap = SEGMENT_GAP * explode;
  const inner = (list: readonly Segment[]) => (list.length - 1) * gap;
  const roomX = (panelWidth - GAP * (pageCols - 1)) / pageCols - inner(xs);
  const roomY = (panelHeight - pageRows * label - GAP * (pageRows - 1)) / pageRows - inner(ys);
  if (roomX <= 0 || roomY <= 0) return null;
  const tall = Math.min(TALLEST_CELL, roomY / layout.y.size);
  const wide = Math.min(roomX / layout.x.size, WIDEST * tall);
  const cellY = Math.min(tall, wide);
  const decimals = decimalsAt(wide, cellY, content.decimals, content.readable);
  const width = wide * layout.x.size + inner(xs);
  const height = cellY * layout.y.size + inner(ys);
  const page: Vec2 = [
    pageCols * width + GAP * (pageCols - 1),
    pageRows * (height + label) + GAP * (pageRows - 1),
  ];
  const arrangement: Arrangement = {
    scale: cellY,
    pageRows,
    pageCols,
    total,
    width: page[0],
    height: page[1],
    label,
    boxHeight: height,
    cells: Array.from({ length: slices }, (_, i) => ({
      row: part.row + Math.floor(i / part.cols),
      col: part.col + (i % part.cols),
      offset: [
        (width + GAP) * ((i % pageCols) - (pageCols - 1) / 2),
        (height + label + GAP) * (Math.floor(i / pageCols) - (pageRows - 1) / 2) + label / 2,
      ],
    })),
  };
  const placements: Placements = [
    placement(layout.x, wide / cellY, xs, gap / cellY),
    placement(layout.y, 1, ys, gap / cellY),
    placement(layout.z, 0.4, [{ from: 0, to: layout.z.size }], 0),
  ];
  return {
    layout,
    arrangement,
    placements,
    number: numberSize(wide, cellY, decimals),
    area: wide * cellY,
    ...places(stage, page, [left, right], between, down, output, [title, head]),
  };
}

function places(
  stage: Box,
  [width, height]: Vec2,
  [left, right]: Vec2,
  between: number,
  down: boolean,
  output: boolean,
  [title, head]: Vec2,
): Pick<StageLayout, 'x' | 'y' | 'titleY' | 'titleX' | 'titleEnd' | 'arrow'> {
  const count = output && down ? 2 : 1;
  const used = count * (head + height) + FOOT + (count - 1) * ARROW_BETWEEN;
  const top = stage.y + Math.max(0, (stage.height - used) / 2);
  const across = output && !down ? 2 * width + between : width;
  const start = stage.x + left + Math.max(0, (stage.width - left - right - across) / 2);
  const x: Vec2 = [start + width / 2, top + head + height / 2];
  const titleY = top + title / 2;
  if (!output)
    return {
      x,
      y: null,
      titleX: { x: start, y: 0 },
      titleY: { x: titleY, y: 0 },
      arrow: { ...stage, width: 0, down: false },
    };
  if (!down)
    return {
      x,
      y: [start + width + between + width / 2, x[1]],
      titleX: { x: start, y: start + width + between },
      titleEnd: { x: start + width + between - RIGHT, y: stage.x + stage.width },
      titleY: { x: titleY, y: titleY },
      arrow: {
        x: start + width + right,
        y: x[1] - stage.height / 2,
        width: between - right,
        height: stage.height,
        down,
      },
    };
  const second = top + head + height + FOOT + ARROW_BETWEEN;
  return {
    x,
    y: [x[0], second + head + height / 2],
    titleX: { x: start, y: start },
    titleEnd: { x: stage.x + stage.width, y: x[0] - 2 * RIGHT },
    titleY: { x: titleY, y: second + title / 2 },
    arrow: { x: x[0] - 40, y: second - ARROW_BETWEEN / 2, width: 80, height: title, down },
  };
}

/** Runs that share a statistic with a neighbour; single cells stay together, as their lines part them enough. */
function segmentsOf(dim: LayoutDim): Segment[] {
  const segments: Segment[] = [];
  let from = 0;
  for (let i = 1; i <= dim.size; i++) {
    if (i < dim.size && dim.groups[i] === dim.groups[i - 1]) continue;
    segments.push({ from, to: i });
    from = i;
  }
  return segments.every(({ from: a, to }) => to - a === 1) ? [{ from: 0, to: dim.size }] : segments;
}
