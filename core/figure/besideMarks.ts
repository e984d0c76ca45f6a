import type { Box } from './badge.ts';
import { besideCell, type BesideTensor } from './besideTensors.ts';
import type { Beside, CubeFigureInput } from './cubeInput.ts';
import type { Colour, Mark } from './marks.ts';
import { axesOf, panelMarks, panelScenes, TITLE_SIZE, type Panel } from './panel.ts';
import { panelsWithin } from './stagePanels.ts';
import { besideRoom } from './besideRoom.ts';
import { fitText } from './textWidth.ts';
import { THEMES, type ThemeColours } from './theme.ts';

/** A tensor of so many dimensions is a table, which is read from the front. */
const TABLE = 2;
/** Room of cubes against that of a table. */
const CUBES = 2;
/** From the middle of a cube's name to the cube. */
const OVER = 12;

/**
 * Tensors that are drawn beside x, each in its part of the room that is left for them; a cell of x lights what belongs to its
 * group.
 * @returns null where there are none
 */
export function besideOf(tensors: readonly BesideTensor[]): Beside | null {
  if (tensors.length === 0) return null;
  return {
    shares: tensors.map(({ plan }) => (plan.shape.length <= TABLE ? 1 : CUBES)),
    draw: (input, stage) => {
      const { boxes } = besideRoom(input, stage);
      return tensors.flatMap((each, at) => {
        const box = boxes[at];
        return box ? tensorMarks(input, stage, each, box) : [];
      });
    },
  };
}

function tensorMarks(input: CubeFigureInput, stage: Box, each: BesideTensor, box: Box): Mark[] {
  const { tensor, plan, id, name } = each;
  const { x } = panelsWithin(
    {
      width: box.width,
      height: box.height,
      plan,
      x: tensor,
      y: null,
      view: viewOf(input, each),
      labels: { x: name, y: '', axisNames: {} },
      gizmo: false,
      tight: true,
      naming: 'short',
      outlineHovered: false,
      // a mask is of zeros and ones
      ...(id === 'mask' && { decimals: 0 }),
      ...(input.numbers !== undefined && { numbers: input.numbers }),
    },
    stage,
    box,
  );
  const panel: Panel = {
    ...x,
    id,
    title: fitText(name, box.x + box.width - (x.titleX ?? box.x), TITLE_SIZE, 'sans'),
    titleY: x.titleX === undefined ? x.centre[1] - x.arrangement.height / 2 - OVER : x.titleY,
    tint: tintOf(id, THEMES[input.view.theme]),
    ...(id === 'mask' && { idle: zerosOf(tensor.data) }),
  };
  const kept = shapeAlone(panel);
  return [
    ...panelMarks(panel),
    ...axesOf(kept, panelScenes(kept)).map(({ action: _, ...mark }) => mark as Mark),
  ];
}

/** The stage's view, of the cell that meets the one that is pinned or pointed at. */
function viewOf({ view, plan }: CubeFigureInput, each: BesideTensor): CubeFigureInput['view'] {
  const at = (flat: number | null) => (flat === null ? null : besideCell(each, plan, flat));
  const exact = !each.along.includes(null);
  const pinned = at(view.pinned);
  return {
    ...view,
    colour: 'value',
    fourD: each.plan.shape.length <= TABLE ? 'flat' : 'separate',
    // a dimension of its own has no cell that would be the one
    pinned: exact ? pinned : null,
    hovered: pinned !== null && !exact ? pinned : at(view.hovered),
  };
}

/** Its axes are named, and none of them is averaged over on its account. */
function shapeAlone(panel: Panel): Panel {
  const { plan } = panel.input;
  const view = plan.shape.map((size, axis) => ({
    name: plan.axes[axis] ?? '',
    size,
    axis,
    role: 'kept' as const,
    param: false,
  }));
  return { ...panel, input: { ...panel.input, plan: { ...plan, view } } };
}

function tintOf(id: BesideTensor['id'], theme: ThemeColours): Colour {
  if (id === 'weight') return theme.gamma;
  return id === 'bias' ? theme.beta : theme.muted;
}

function zerosOf(values: ArrayLike<number>): readonly number[] {
  return Array.from(values, (value, at) => (value === 0 ? at : -1)).filter((at) => at >= 0);
}
