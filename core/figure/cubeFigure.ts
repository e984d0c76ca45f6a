import { groupOf } from '../norm/groups.ts';
import type { Plan } from '../norm/spec.ts';
import { arrowMarks } from './arrow.ts';
import type { Box } from './badge.ts';
import { valueDomains } from './colour.ts';
import { hoverOutlines, outlinesOn } from './cube.ts';
import type { CellLists, CubeFigureInput } from './cubeInput.ts';
import { displayFlatOf, pooledBy } from './displayTensor.ts';
import { GIZMO_HEIGHT, gizmoMarks, LOW_GIZMO_HEIGHT } from './gizmo.ts';
import { layoutOf } from './layout.ts';
import { inputLegend } from './inputLegend.ts';
import { groupLegend, valueLegend } from './legend.ts';
import type { Figure, Mark, PolygonMark } from './marks.ts';
import { panelMarks, panelScenes } from './panel.ts';
import { shownView, stagePanels } from './stagePanels.ts';
import { fitText, textWidth } from './textWidth.ts';
import { THEMES } from './theme.ts';

const PAD = 14;
/** Pages lower than this have a low foot. */
const LOW_PAGE = 720;

/**
 * The stage of the window: the input cube, an arrow and the output cube under one camera. Zoom and
 * pan move the whole stage about its middle: p ↦ middle + zoom·(p − middle) + pan.
 * Cells refer to cube "x" or "y" and carry flat indices of that display tensor; actions are
 * "axis:NAME" on axis lines, badges and the gizmo.
 */
export function cubeFigure(given: CubeFigureInput): Figure {
  const input = pooledInput(given);
  const stage = stageBox(input);
  return {
    ...pageOf(input),
    marks: [...stageMarks(input, stage), ...footMarks(input, stage)],
  };
}

/**
 * The outline of a cell under the pointer in both cubes, to be laid over a cubeFigure with `outlineHovered`
 * false: what follows the pointer costs nothing of the rest.
 * @param hovered     flat index into the input
 * @param arrowWidth  as stagePanels() was given
 */
export function hoverMarks(
  input: CubeFigureInput,
  hovered: number,
  arrowWidth?: number,
): PolygonMark[] {
  const { x, y } = stagePanels(input, stageBox(input), arrowWidth);
  return [x, ...(y ? [y] : [])].flatMap((panel) =>
    panelScenes(panel).flatMap((scene) =>
      hoverOutlines({ ...scene, hovered: displayFlatOf(panel.tensor, hovered) }),
    ),
  );
}

/**
 * Outlines of cells that are pointed at elsewhere, to be laid over the stage of the same input within the same box.
 * @param arrowWidth  as stagePanels() was given
 */
export function outlineMarks(
  given: CubeFigureInput,
  cells: CellLists,
  stage: Box = stageBox(given),
  arrowWidth?: number,
): PolygonMark[] {
  const { x, y } = stagePanels(pooledInput(given), stage, arrowWidth);
  return ([['x', x], ...(y ? [['y', y] as const] : [])] as const).flatMap(([id, panel]) => {
    const flats = (cells[id] ?? []).map((flat) => displayFlatOf(panel.tensor, flat));
    return flats.length === 0
      ? []
      : panelScenes(panel).flatMap((scene) => outlinesOn(scene, flats));
  });
}

/** The same with blocks as the view wants them. */
export function pooledInput<T extends Pick<CubeFigureInput, 'x' | 'y' | 'view'>>(input: T): T {
  const { x, y, view } = input;
  return { ...input, x: pooledBy(x, view.pooling), y: y && pooledBy(y, view.pooling) };
}

/** Size, ground and words of the page. */
export function pageOf(input: CubeFigureInput): Omit<Figure, 'marks'> {
  const { width, height, plan, view } = input;
  return {
    width,
    height,
    background: THEMES[view.theme].background,
    title: input.title ?? `${plan.spec.layer}: ${plan.axes.join(' × ')}`,
    description: input.description ?? describe(plan),
  };
}

/** The page without its foot, which holds the gizmo and the key. */
export function stageBox({ width, height, gizmo, legend }: CubeFigureInput): Box {
  const foot = height < LOW_PAGE ? LOW_GIZMO_HEIGHT + PAD / 2 : GIZMO_HEIGHT + PAD;
  return { x: 0, y: 0, width, height: gizmo || legend !== false ? height - foot : height };
}

/** Input, arrow and output within a box of the page. */
export function stageMarks(input: CubeFigureInput, stage: Box): Mark[] {
  const { view, plan } = input;
  if (plan.groups === 0 && view.colour === 'group' && input.ungrouped !== 'neutral')
    return stageMarks({ ...input, view: { ...view, colour: 'value' } }, stage);
  const { x, y, arrow } = stagePanels(input, stage);
  const beside = input.beside?.draw(input, stage) ?? [];
  if (!y) return [...beside, ...panelMarks(x)];
  const active = view.pinned ?? view.hovered;
  const group = active === null || plan.groups === 0 ? null : groupOf(plan, active);
  return [...beside, ...panelMarks(x), ...panelMarks(y), ...arrowMarks(input, stage, arrow, group)];
}

/**
 * Gizmo and key under the stage.
 * @param arrowWidth  as stagePanels() was given
 */
export function footMarks(input: CubeFigureInput, stage: Box, arrowWidth?: number): Mark[] {
  const { width, plan } = input;
  const top = stage.height;
  const view = shownView(input, stage, arrowWidth);
  const marks: Mark[] = [];
  const right = width - PAD - 4;
  const legendWidth = input.legend === false ? 0 : Math.min(250, width * 0.36);
  // A stage that is moved or enlarged may reach under the foot.
  if ((input.gizmo || legendWidth > 0) && (view.zoom !== 1 || view.panX !== 0 || view.panY !== 0))
    marks.push({
      kind: 'rect',
      x: 0,
      y: top,
      width,
      height: input.height - top,
      fill: THEMES[view.theme].background,
      opacity: 0.9,
    });
  if (input.gizmo)
    marks.push(
      ...gizmoMarks(
        plan,
        layoutOf(plan, input.x, view),
        view,
        THEMES[view.theme],
        input.labels.axisNames,
        {
          x: PAD,
          y: top,
          width: width - 2 * PAD - legendWidth - 16,
        },
        input.height < LOW_PAGE,
      ),
    );
  if (legendWidth > 0) marks.push(...legendMarks(input, right, top, legendWidth));
  const { blocks } = input.labels;
  if (blocks) marks.push(blocksNote(blocks, input, top));
  return marks;
}

/** What a drawn cell stands for, at the right over the foot. */
function blocksNote(text: string, { width, view }: CubeFigureInput, top: number): Mark {
  return {
    kind: 'text',
    x: width - PAD - 4,
    y: top - 12,
    text: fitText(text, width - 2 * PAD, 12, 'sans'),
    size: 12,
    family: 'sans',
    fill: THEMES[view.theme].muted,
    anchor: 'end',
    baseline: 'middle',
  };
}

function legendMarks(input: CubeFigureInput, right: number, top: number, width: number): Mark[] {
  const { plan, view, x, y } = input;
  const low = input.height < LOW_PAGE;
  if (view.colour === 'group' && plan.groups > 0)
    return groupLegend(view.theme, plan, right, top + (low ? 12 : 14), width, low ? 2 : 3);
  const domain = input.domain ?? valueDomains(x.data, y?.data ?? null, view.range);
  const { value = '' } = input.labels;
  const bar = Math.min(150, width - 44);
  if (!y || (domain.x === domain.y && !x.picture))
    return inputLegend(x, view.theme, domain.x, value, right, top + (low ? 11 : 24), bar);
  const [ofX, ofY] = [`${value} x`.trim(), `${value} y`.trim()];
  if (low) {
    const half = (width - 40 - (value ? textWidth(`${value} `, 12, 'sans') : 0)) / 2;
    return [
      ...inputLegend(x, view.theme, domain.x, ofX, right - half - 28, top + 11, half),
      ...valueLegend(view.theme, domain.y, 'y', right, top + 11, half),
    ];
  }
  return [
    ...inputLegend(x, view.theme, domain.x, ofX, right, top + 4, bar),
    ...valueLegend(view.theme, domain.y, ofY, right, top + 36, bar),
  ];
}

function describe(plan: Plan): string {
  const shape = plan.axes.map((name, axis) => `${name} ${plan.shape[axis]}`).join(' × ');
  return `${shape}; ${plan.groups} statistics of ${plan.groupSize} values over ${plan.reducedAxes.join(', ')}.`;
}
