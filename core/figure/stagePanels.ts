import type { Plan } from '../norm/spec.ts';
import type { Box } from './badge.ts';
import { besideRoom } from './besideRoom.ts';
import { cellLabels } from './cellLabels.ts';
import { LEAST_NUMBER } from './cellNumber.ts';
import { valueDomains } from './colour.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import { blocksBackToFront, faceGrid } from './cubeScene.ts';
import { displayFlatOf, isPooled } from './displayTensor.ts';
import { flatLayout, flatPart, type FlatContent, type FlatLayout } from './flatLayout.ts';
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
  const view = viewWithin(input, room, arrowWidth);
  if (view.fourD === 'flat') {
    const layout = layoutOf(input.plan, input.x, view);
    const flat = slicesOf({ ...input, view }, layout, room, arrowWidth);
    if (flat) return panelsOf({ ...input, view }, stage, flat.layout, flat.placements, flat);
  }
  const fourD = view.fourD === 'merged' ? 'merged' : 'separate';
  return cubePanels({ ...input, view: { ...input.view, fourD } }, stage, room, arrowWidth);
}

/** The view as it is drawn: "auto" is decided, and slices laid flat are seen from the front. */
export function shownView(input: CubeFigureInput, stage: Box, arrowWidth?: number): ViewState {
  return viewWithin(input, besideRoom(input, stage).main, arrowWidth);
}

/** Whether every cell that is seen has a number that is read. */
export function isTold(input: CubeFigureInput, stage: Box, arrowWidth?: number): boolean {
  return formIn(input, besideRoom(input, stage).main, arrowWidth).told;
}

function viewWithin(input: CubeFigureInput, room: Box, arrowWidth?: number): ViewState {
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
      return formIn(input, room, arrowWidth).flat ? flat : { ...view, fourD: 'separate' };
    default:
      return fourD satisfies never;
  }
}

const leastOf = ({ leastNumber }: CubeFigureInput): number => leastNumber ?? LEAST_NUMBER;

/** How a tensor is drawn where that is left open, and whether all of its numbers are read so. */
interface Form {
  readonly flat: boolean;
  readonly told: boolean;
}

const CUBES: Form = { flat: false, told: false };

/** What was decided for a plan, and on which stage. */
const decided = new WeakMap<Plan, Map<string, Form>>();
const MOST_DECIDED = 16;

/** Cubes that write their numbers large enough; slices where cubes would not, or where they come first. */
function formIn(input: CubeFigureInput, stage: Box, arrowWidth?: number): Form {
  const { view, plan, x } = input;
  const { yaw, pitch } = SNAP_VIEWS.isometric;
  if (view.yaw !== yaw || view.pitch !== pitch || isPooled(x)) return CUBES;
  const key = [
    x.shape,
    stage.width,
    stage.height,
    namingOf(input),
    !!input.y,
    input.tight,
    leastOf(input),
    input.flatFirst,
    input.partly,
    arrowWidth,
  ].join();
  let forms = decided.get(plan);
  if (!forms || forms.size >= MOST_DECIDED) decided.set(plan, (forms = new Map<string, Form>()));
  const known = forms.get(key);
  if (known) return known;
  const form = newForm(input, stage, arrowWidth);
  forms.set(key, form);
  return form;
}

function newForm(input: CubeFigureInput, stage: Box, arrowWidth?: number): Form {
  const view: ViewState = { ...input.view, fourD: 'flat', pinned: null, hovered: null };
  const layout = layoutOf(input.plan, input.x, view);
  const content = flatContent({ ...input, view }, layout, stage, arrowWidth);
  const fits = flatLayout(content, stage) !== null;
  if (fits && input.flatFirst === true) return { flat: true, told: true };
  if (cubesTell(input, stage, arrowWidth)) return { flat: false, told: true };
  if (fits) return { flat: true, told: true };
  const parted = slicesOf({ ...input, view }, layout, stage, arrowWidth, content.least) !== null;
  return parted ? { flat: true, told: false } : CUBES;
}

/**
 * Whether cubes write their numbers large enough, by the mean of height and width at an angle; whatever the values are, and as far apart
 * as they stand where a cell is pinned.
 */
function cubesTell(input: CubeFigureInput, stage: Box, arrowWidth?: number): boolean {
  const { x } = input;
  if (x.data.length > MOST_CELLS) return false;
  const view: ViewState = { ...INITIAL_VIEW, fourD: 'separate', theme: input.view.theme };
  const zeros = { ...x, data: new Float32Array(x.data.length) };
  const given = { ...input, view, x: zeros, y: input.y && zeros };
  const layout = layoutOf(input.plan, x, { ...view, pinned: x.data.length >> 1 });
  const apart = placeCube(layout, view.explode, true);
  const panel = cubePanels(given, stage, stage, arrowWidth, apart).x;
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

/**
 * Slices laid flat: all that are read, else in a stage that asks for it a part of them, which rather stands one over the other
 * than leaving room for values that move.
 * @param least  null where none is read
 */
function slicesOf(
  input: CubeFigureInput,
  layout: Layout,
  stage: Box,
  arrowWidth?: number,
  least = arrowWidth === undefined ? 0 : LEAST_MOVING,
): FlatLayout | null {
  const whole = flatContent(input, layout, stage, arrowWidth);
  const still = flatContent(input, layout, stage);
  const parts = input.partly === true && input.x.data.length <= MOST_CELLS;
  return (
    flatLayout(whole, stage) ??
    (parts ? (flatPart(whole, stage) ?? flatPart(still, stage)) : null) ??
    flatLayout({ ...whole, least }, stage)
  );
}

function flatContent(
  input: CubeFigureInput,
  layout: Layout,
  stage: Box,
  arrowWidth?: number,
): FlatContent {
  const { pinned } = input.view;
  return {
    layout,
    output: input.y !== null,
    chips: !!input.statistics && input.plan.groups > 0 && stage.width >= LEAST_WITH_CHIPS,
    decimals: input.decimals ?? 2,
    explode: input.view.explode,
    least: leastOf(input),
    readable: leastOf(input),
    shown: pinned === null ? [0, 0] : gridPosition(layout, input.x, displayFlatOf(input.x, pinned)),
    ...(arrowWidth !== undefined && { arrowWidth }),
  };
}

function cubePanels(
  input: CubeFigureInput,
  stage: Box,
  room: Box,
  arrowWidth?: number,
  apart?: Placements,
): StagePanels {
  const { view, plan, x, y } = input;
  const layout = layoutOf(plan, x, view);
  const placements = apart ?? placeCube(layout, view.explode, view.pinned !== null);
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
  const { arrangement, titleX, titleEnd } = places;
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
    ...(titleEnd && { titleEnd: titleEnd[id] }),
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
