import type { CellTrace } from '../station/cellTrace.ts';
import { stationsOf } from '../explain/stations.ts';
import { momentAt } from '../station/moment.ts';
import { groupOf } from '../norm/groups.ts';
import { arrowMarks } from './arrow.ts';
import type { Box } from './badge.ts';
import { cellPaint } from './cellPaint.ts';
import { valueDomains } from './colour.ts';
import { cubeFigure, footMarks, pageOf, pooledInput, stageBox } from './cubeFigure.ts';
import type { CubeFigureInput } from './cubeInput.ts';
import type { CubeScene } from './cubeScene.ts';
import { displayFlatOf, type DisplayTensor } from './displayTensor.ts';
import { groupCells, groupFlats } from './groupCells.ts';
import type { Figure, Mark } from './marks.ts';
import { panelMarks, panelScenes, zoomPoint, type Panel } from './panel.ts';
import { deviceMarks } from './stageDevices.ts';
import { stageBlocks, type StageNumber } from './stageBlocks.ts';
import { joinMarks } from './stageJoin.ts';
import { flightMarks, motionAt, type FlightScene } from './stageFlights.ts';
import { stagePanels } from './stagePanels.ts';
import { span } from './motion.ts';
import { paramsOf, stageValues } from './stageValues.ts';
import { THEMES } from './theme.ts';
import { arithmeticOf } from '../norm/kinds/arithmetic.ts';

export interface StageFigureInput extends CubeFigureInput, StageState {
  /** Moments of the group on each simulated device; none without devices. */
  readonly replicas?: CellTrace['replicas'];
}

/** What cells of other groups keep in the output before their turn: an outline. */
const UNSEEN = 0.05;

/** The stage at a moment, and the half-widths of the value scales in which it is coloured. */
export interface StageMoment {
  readonly marks: readonly Mark[];
  readonly y: DisplayTensor;
  readonly domain: { readonly x: number; readonly y: number };
}

/**
 * The stage at a moment of the arithmetic, a pure function of time: the pinned group's cells leave
 * the input, collapse along the reduced axes into a statistic, and the statistic is broadcast back
 * over the output cube, whose cells hold the intermediate numbers. Without a pinned cell the first
 * group is shown. At the layer's stations it is at rest.
 * @param t  a moment of STATION_TIMES, or between two of them
 */
export function stageFigure(given: StageFigureInput, t: number): Figure {
  const input = pooledInput(given);
  const stage = stageBox(input);
  const moment = stageMoment(input, t, stage);
  if (!moment) return cubeFigure(input);
  const { marks, y, domain } = moment;
  const view = { ...input.view, colour: 'value' as const };
  return {
    ...pageOf(input),
    marks: [...marks, ...footMarks({ ...input, view, y, domain }, stage, middleWidth(stage.width))],
  };
}

/**
 * The stage of stageFigure within a box of a page. Where input and output stand one above the other, no values travel between them.
 * @returns null without an output
 */
export function stageMoment(input: StageFigureInput, t: number, stage: Box): StageMoment | null {
  const { plan, y, statistics } = input;
  if (!y) return null;
  const at = momentAt(stationsOf(plan), t);
  const { from, to, share } = at;
  const view = {
    ...input.view,
    pinned: input.view.pinned ?? 0,
    hovered: null,
    colour: 'value' as const,
  };
  const still: StageFigureInput = { ...input, view };
  const theme = THEMES[view.theme];
  const panels = stagePanels(still, stage, middleWidth(stage.width));
  if (!panels.y) return null;

  const group = groupOf(plan, view.pinned);
  const scenes = panelScenes(panels.x);
  const domains = input.domain ?? valueDomains(input.x.data, y.data, view.range);
  const own = displayFlatOf(input.x, view.pinned);
  const values = stageValues(
    { plan, x: input.x, y, statistics: statistics ?? null, cells: groupFlats(scenes), group, own },
    at,
    domains,
  );
  /** 1 where the output has at least so much, 0 where it does not, between while it appears. */
  const seen = (which: readonly (typeof to.shows.output)[], start: number) =>
    which.includes(from.shows.output)
      ? 1
      : which.includes(to.shows.output)
        ? span(share, start, 1)
        : 0;
  const rest = seen(['all'], 0);
  const faded = theme.fade + (1 - theme.fade) * rest;
  const left: Panel = { ...panels.x, keep: { active: 1, other: faded } };
  const right: Panel = {
    ...panels.y,
    tensor: values.tensor,
    domain: values.domain,
    ...(values.title !== null && { title: values.title }),
    numbers: !values.moving,
    keep: {
      active: UNSEEN + (1 - UNSEEN) * seen(['group', 'all'], 0.55),
      other: UNSEEN + (1 - UNSEEN) * rest,
    },
  };
  if (panels.arrow.down) {
    const marks: Mark[] = [
      ...(still.beside?.draw(still, stage) ?? []),
      ...panelMarks(left),
      ...panelMarks(right),
      ...arrowMarks({ ...still, statistics: null }, stage, panels.arrow, null),
    ];
    return { marks, y: values.tensor, domain: { x: domains.x, y: values.domain } };
  }
  const corner = (dx: number, share: number) =>
    zoomPoint(view, stage, [
      panels.arrow.x + panels.arrow.width * dx,
      stage.y + stage.height * share,
    ]);
  const first = scenes[0] as CubeScene;
  const devices = plan.replicas?.length ?? 0;
  const places = Array.from({ length: devices }, (_, d) =>
    corner(0.5, 0.12 + (0.5 * d) / Math.max(1, devices - 1)),
  );
  const gathered = groupCells(scenes);
  const numbers = stageNumber(input, view.pinned, group, gathered.cells[0]?.flat ?? 0);
  const flight: FlightScene = {
    plan,
    theme,
    leastNumber: first.leastNumber,
    from: gathered,
    to: groupCells(panelScenes(right)),
    projection: first.projection,
    sides: [first.placements[0].cell, first.placements[1].cell, first.placements[2].cell],
    room: [panels.arrow.width * 0.9 * view.zoom, stage.height * 0.24 * view.zoom],
    mean: corner(0.5, 0.24),
    variance: corner(0.5, 0.5),
    params: corner(0.5, 0.74),
    lines: numbers.running ? 2 : 1,
    own,
    input: cellPaint(input.x, view, domains.x),
    output: cellPaint(values.tensor, view, values.domain),
  };
  const [motion, way] = motionAt(at);
  const marks: Mark[] = [
    ...(still.beside?.draw(still, stage) ?? []),
    ...panelMarks(left),
    ...panelMarks(right),
    ...arrowMarks(
      { ...still, statistics: null },
      stage,
      { ...panels.arrow, y: stage.y + stage.height * 0.84, height: 24 },
      null,
    ),
    ...stageBlocks(flight, numbers, at),
    ...flightMarks(flight, motion, way),
    ...(motion.move === 'split' || motion.move === 'merge'
      ? deviceMarks({ flight, x: input.x, shares: input.replicas ?? [], places }, motion.move, way)
      : []),
    ...(motion.move === 'join'
      ? joinMarks(
          {
            flight,
            scenes,
            x: input.x,
            statistics: statistics ?? null,
            group,
            column: [corner(0.36, 0.14), corner(0.36, 0.78)],
          },
          way,
        )
      : []),
  ];
  return { marks, y: values.tensor, domain: { x: domains.x, y: values.domain } };
}

/** Room between the cubes while values move between them. */
export function middleWidth(width: number): number {
  return Math.max(96, Math.min(190, width * 0.17));
}

/** What a layer holds beside its statistics. */
interface StageState {
  /** γ and β as long as plan.paramShape says; 1 and 0 when left out. */
  readonly weight?: ArrayLike<number> | null;
  readonly bias?: ArrayLike<number> | null;
  /** Running mean and variance of the group's channel before and after; null without them. */
  readonly running?: StageNumber['running'];
  /** The pinned cell's window where it is known; else it is read from x. */
  readonly window?: CellTrace['window'];
}

type Input = Pick<CubeFigureInput, 'plan' | 'x' | 'statistics'> & StageState;

/**
 * The numbers that stand between the cubes.
 * @param cell   the pinned one, flat in the full input
 * @param group  its statistic
 * @param flat   a display cell of the group, whose γ and β are shown
 */
function stageNumber(input: Input, cell: number, group: number, flat: number): StageNumber {
  const { x, plan, statistics, window = null, weight = null, bias = null, running = null } = input;
  const valueAt = (at: number) => x.data[displayFlatOf(x, at)] ?? NaN;
  return {
    ...arithmeticOf(plan).divided(plan, {
      cell,
      group,
      statistics: statistics ?? null,
      window,
      valueAt,
    }),
    ...paramsOf(plan, x, flat, weight, bias),
    running,
  };
}
