import type { Plan } from '../norm/spec.ts';
import { indexOf } from '../tensor/strides.ts';
import type { Arrangement } from './arrangement.ts';
import type { CubeScene } from './cubeScene.ts';
import type { DisplayTensor } from './displayTensor.ts';
import type { Layout, LayoutDim } from './layout.ts';
import type { Mark } from './marks.ts';
import { projectedSize, type Camera, type Vec2 } from './projection.ts';
import type { ViewState } from './state.ts';
import { fitText, textWidth } from './textWidth.ts';
import { THEMES } from './theme.ts';
import { sampleOf, thumbnail, thumbnailSize } from './thumbnail.ts';

/** The cubes of one tensor, which are called by their places along the axes that keep them apart. */
export interface NamedCubes {
  readonly plan: Plan;
  readonly view: ViewState;
  readonly layout: Layout;
  readonly tensor: DisplayTensor;
  /** The input, which may be of pictures. */
  readonly x: DisplayTensor;
  readonly arrangement: Arrangement;
}

const NAME_SIZE = 12.5;
/** Of the room over a cube, what stays free about its picture. */
const ABOUT_THUMBNAIL = 6;

/** "N 0" over each of several cubes, behind its picture where it shows one. */
export function cubeName(cubes: NamedCubes, scene: CubeScene, at: number): Mark[] {
  const { plan, view, tensor, layout, arrangement } = cubes;
  const cell = arrangement.cells[at];
  const sample = scene.flat ? null : sampleOf(cubes.x, scene.base, layout);
  if (!cell || (arrangement.total === 1 && sample === null)) return [];
  const theme = THEMES[view.theme];
  const name = [
    ...gridName(plan, layout.rows, cell.row, tensor),
    ...gridName(plan, layout.cols, cell.col, tensor),
  ];
  const faded = scene.hasActive && !scene.baseActive;
  const [x, y] = scene.projection.origin;
  const half = halfSize(scene, view);
  // The box fits every angle, so its corner is free at each: at an angle the cube is round there,
  // and from the front or the top it is smaller.
  const corner = arrangement.label === 0;
  if (scene.flat) return sliceNames(cubes, cell, scene, half, faded ? theme.faint : theme.muted);
  const text = arrangement.total === 1 ? '' : name.join(' · ');
  const shown = sample && thumbnailSize(sample, arrangement.label - ABOUT_THUMBNAIL);
  const before = shown ? shown.width + ABOUT_THUMBNAIL : 0;
  const left = x - (before + textWidth(text, NAME_SIZE, 'sans', 600)) / 2;
  const middle = corner
    ? y - (arrangement.boxHeight * view.zoom) / 2 + 5
    : y - half[1] - arrangement.label / 2;
  return [
    ...(sample && shown
      ? [thumbnail(sample, { left, top: middle - shown.height / 2, height: shown.height }, faded)]
      : []),
    {
      kind: 'text',
      x: corner ? x - half[0] : shown ? left + before : x,
      y: middle,
      text,
      size: NAME_SIZE,
      family: 'sans',
      weight: 600,
      fill: faded ? theme.faint : theme.muted,
      anchor: corner || shown ? 'start' : 'middle',
      baseline: 'middle',
    },
  ];
}

/** Over each slice; in a grid both ways the columns' names over the first row, the rows' at the right end. */
function sliceNames(
  { plan, view: { zoom }, tensor, layout, arrangement }: NamedCubes,
  { row, col }: Arrangement['cells'][number],
  { projection: { origin } }: CubeScene,
  [wide, tall]: Vec2,
  fill: string,
): Mark[] {
  const { rows, cols } = layout;
  const bothWays = rows.size > 1 && cols.size > 1;
  const name = { kind: 'text', size: 11, family: 'sans', weight: 600, fill } as const;
  const over = [
    ...(bothWays ? [] : gridName(plan, rows, row, tensor)),
    ...gridName(plan, cols, col, tensor),
  ];
  const text = fitText(over.join(' · '), 2 * wide, name.size, 'sans', 600);
  const marks: Mark[] = [];
  const { cells } = arrangement;
  if (!bothWays || row === cells[0]?.row)
    marks.push({
      ...name,
      text,
      x: origin[0] - wide,
      y: origin[1] - tall - 7 * zoom,
      baseline: 'middle',
    });
  if (bothWays && col === cells[cells.length - 1]?.col)
    marks.push({
      ...name,
      text: gridName(plan, rows, row, tensor).join(' · '),
      x: 0,
      y: 0,
      anchor: 'middle',
      baseline: 'middle',
      transform: [0, 1, -1, 0, origin[0] + wide + 9, origin[1]],
    });
  return marks;
}

/** Axes are called as the layer calls them: O of a filter, where the tensor says N. */
function gridName({ view }: Plan, dim: LayoutDim, at: number, tensor: DisplayTensor): string[] {
  if (dim.axes.length === 0) return [];
  const shape = dim.axes.map((axis) => tensor.shape[axis] ?? 1);
  const index = indexOf(shape, at);
  return dim.axes.map((axis, k) => {
    const [whole, ...parts] = view.filter((each) => each.axis === axis);
    const name = whole && parts.length === 0 ? whole.name : tensor.axes[axis];
    return `${name} ${index[k]}`;
  });
}

/** Half of a cube's width and height in the figure. */
export function halfSize({ placements, projection: { scale } }: CubeScene, view: Camera): Vec2 {
  const extents = placements.map(({ extent }) => extent) as [number, number, number];
  const [width, height] = projectedSize(view, extents);
  return [(width * scale) / 2, (height * scale) / 2];
}
