import type { Plan } from '../norm/spec.ts';
import type { Box } from './badge.ts';
import { besideRoom } from './besideRoom.ts';
import { cellLabels } from './cellLabels.ts';
import { LEAST_NUMBER } from './cellNumber.ts';
import { valueDomains } from './colour.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import { blocksBackToFront, faceGrid } from './cubeScene.ts';
import { displayFlatOf, isPooled } from './displayTensor.ts';
import { flatLayout, type FlatLayout } from './flatLayout.ts';
import { layoutOf, type Layout } from './layout.ts';
import { gridPosition, namingOf, panelScenes, type Panel } from './panel.ts';
import { placeCube, type Placements } from './place.ts';
import { visibleFaces } from './projection.ts';
import { stageLayout, type StageLayout } from './stageLayout.ts';
import { INITIAL_VIEW, SNAP_VIEWS, type ViewState } from './state.ts';
import { sampleOf } from './thumbnail.ts';

/** Panels of input and output, and the room between them. */
export interface StagePanels {
  readonly x: Panel;
  readonly y: Panel | null;
  readonly arrow: Box & { readonly down: boolean };
}

/** Smallest numbers of slices laid flat while values are on their way between input and output. */
const LEAST_MOVING = 8.5;
/** On a narrower stage the arrow between slices carries no numbers. */
const LEAST_WITH_CHIPS = 640;
/** Cubes with more cells are not counted as readable. */
const MOST_CELLS = 1600;

/**
 * Lays out the stage in a box of the page.
 * @param arrowWidth  room between the cubes, as wide as the arrow's numbers need when left out
 */
export function stagePanels(input: CubeFigureInput, stage: Box, arrowWidth?: number): StagePanels {
  return panelsWithin(input, stage, besideRoom(input, stage).main, arrowWidth);
}

/** The same in a part of the stage, whose middle zoom keeps in place. */
export function panelsWithin(
  input: CubeFigureInput,
  stage: Box,
  room: Box,
  arrowWidth?: number,
): StagePanels {
  const view = viewWithin(input, room);
  if (view.fourD === 'flat') {
    const least = arrowWidth !== undefined ? LEAST_MOVING : 0;
    const layout = layoutOf(input.plan, input.x, view);
    const flat = flatOf(input, layout, room, least, arrowWidth);
    if (flat) return panelsOf({ ...input, view }, stage, flat.layout, flat.placements, flat);
  }
  const fourD = view.fourD === 'merged' ? 'merged' : 'separate';
  return cubePanels({ ...input, view: { ...input.view, fourD } }, stage, room, arrowWidth);
}

/** The view as it is drawn: "auto" is decided, and slices laid flat are seen from the front. */
export function shownView(input: CubeFigureInput, stage: Box): ViewState {
  return viewWithin(input, besideRoom(input, stage).main);
}

function viewWithin(input: CubeFigureInput, room: Box): ViewState {
  const { view } = input;
  const { fourD } = view;
  const flat = { ...view, ...SNAP_VIEWS.front, fourD: 'flat' as const };
  switch (fourD) {
    case 'separate':
    case 'merged':
      return view;
    case 'flat':
      return flat;
    case 'auto':
      return liesFlat(input, room) ? flat : { ...view, fourD: 'separate' };
    default:
      return fourD satisfies never;
  }
}

const leastOf = ({ leastNumber }: CubeFigureInput): number => leastNumber ?? LEAST_NUMBER;

/** What was decided for a plan, and on which stage. */
const decided = new WeakMap<Plan, { readonly key: string; readonly flat: boolean }>();

/** Whether cubes would write their numbers too small, or slices come first, and slices laid flat can be read. */
function liesFlat(input: CubeFigureInput, stage: Box): boolean {
  const { view, plan, x } = input;
  const { yaw, pitch } = SNAP_VIEWS.isometric;
  if (view.yaw !== yaw || view.pitch !== pitch || isPooled(x)) return false;
  const key = [
    x.shape,
    stage.width,
    stage.height,
    namingOf(input),
    !!input.y,
    input.tight,
    leastOf(input),
    input.flatFirst,
  ].join();
  const known = decided.get(plan);
  if (known?.key === key) return known.flat;
  const layout = layoutOf(plan, x, { ...view, fourD: 'flat', pinned: null, hovered: null });
  const fits = flatOf(input, layout, stage, leastOf(input)) !== null;
  const flat = fits && (input.flatFirst === true || !cubesTell(input, stage));
  decided.set(plan, { key, flat });
  return flat;
}

/** Whether cubes write their numbers large enough, by the mean of height and width at an angle; whatever the values are. */
function cubesTell(input: CubeFigureInput, stage: Box): boolean {
  const { x } = input;
  if (x.data.length > MOST_CELLS) return false;
  const view: ViewState = { ...INITIAL_VIEW, fourD: 'separate', theme: input.view.theme };
  const zeros = { ...x, data: new Float32Array(x.data.length) };
  const panel = cubePanels({ ...input, view, x: zeros, y: input.y && zeros }, stage, stage).x;
  if (panel.arrangement.cells.length < panel.arrangement.total) return false;
  const sizes = panelScenes(panel).flatMap((scene) => {
    const faces = visibleFaces(scene.projection);
    const grids = blocksBackToFront(scene).map((block) =>
      faces.map((face) => faceGrid(block, face)),
    );
    return cellLabels(scene, grids)
      .flat()
      .flatMap((mark) => {
        if (mark.kind !== 'text' || !mark.transform) return [];
        const [a, b, c, d] = mark.transform;
        return [mark.size * Math.sqrt(Math.abs(a * d - b * c))];
      });
  });
  // The others lie within the cubes, whatever the size of the stage.
  return sizes.length >= x.data.length / 2 && sizes.every((size) => size >= LEAST_NUMBER);
}

function flatOf(
  input: CubeFigureInput,
  layout: Layout,
  stage: Box,
  least: number,
  arrowWidth?: number,
): FlatLayout | null {
  return flatLayout(
    {
      layout,
      output: input.y !== null,
      chips: !!input.statistics && input.plan.groups > 0 && stage.width >= LEAST_WITH_CHIPS,
      decimals: input.decimals ?? 2,
      explode: input.view.explode,
      least,
      readable: leastOf(input),
      ...(arrowWidth !== undefined && { arrowWidth }),
    },
    stage,
  );
}

function cubePanels(
  input: CubeFigureInput,
  stage: Box,
  room: Box,
  arrowWidth?: number,
): StagePanels {
  const { view, plan, x, y } = input;
  const layout = layoutOf(plan, x, view);
  const placements = placeCube(layout, view.explode, view.pinned !== null);
  const active = view.pinned ?? view.hovered;
  const places = stageLayout(
    {
      plan,
      layout,
      placements,
      camera: view,
      shown: active === null ? [0, 0] : gridPosition(layout, x, displayFlatOf(x, active)),
      tight: input.tight ?? false,
      output: y !== null,
      naming: namingOf(input),
      titled: input.labels.x !== '',
      pictured: sampleOf(x, 0, layout) !== null,
      chips: !!input.statistics && plan.groups > 0,
      ...(arrowWidth !== undefined && { arrowWidth }),
    },
    room,
  );
  return panelsOf(input, stage, layout, placements, places);
}

function panelsOf(
  input: CubeFigureInput,
  stage: Box,
  layout: Layout,
  placements: Placements,
  places: StageLayout,
): StagePanels {
  const { x, y } = input;
  const domain = input.domain ?? valueDomains(x.data, y?.data ?? null, input.view.range);
  const { arrangement, titleX } = places;
  const panel = (id: 'x' | 'y', tensor: Panel['tensor'], centre: Panel['centre']): Panel => ({
    input,
    stage,
    layout,
    placements,
    arrangement,
    id,
    tensor,
    centre,
    titleY: places.titleY[id],
    ...(titleX && { titleX: titleX[id] }),
    domain: domain[id],
    ...(input.numbers === false && { numbers: false }),
    ...(id === 'x' && input.plan.idle && { idle: input.plan.idle }),
  });
  return {
    x: panel('x', x, places.x),
    y: y && places.y ? panel('y', y, places.y) : null,
    arrow: places.arrow,
  };
}
