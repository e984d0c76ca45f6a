import type { CellTrace } from '../station/cellTrace.ts';
import { facePacked } from './cellPaint.ts';
import { hex } from './colour.ts';
import { fullFlatOf, type DisplayTensor } from './displayTensor.ts';
import { formatCell } from './formatCell.ts';
import type { Mark } from './marks.ts';
import type { Vec2 } from './projection.ts';
import { spriteMarks } from './sprite.ts';
import { line } from './stageBlocks.ts';
import { blockZoom, compactZoom, offset, type FlightScene } from './stageFlights.ts';
import { ease, span } from './motion.ts';
import { mix } from './theme.ts';

export interface DeviceScene {
  readonly flight: FlightScene;
  readonly x: DisplayTensor;
  /** Moments of the group on each device, in their order; none while they are not known. */
  readonly shares: CellTrace['replicas'];
  /** Where each device's moments stand. */
  readonly places: readonly Vec2[];
}

/** A device's block against that of a statistic. */
const BLOCK = 0.72;
/** Pixels between devices that leave room for their numbers. */
const NUMBERED = 52;

/**
 * From the gathered cells to the mean of all: every device's cells collapse into a block of its own, with its n, mean and
 * Σ(x − mean)², then the blocks merge.
 * @param move   part, or merge
 * @param share  of the way, 0 … 1
 */
export function deviceMarks(scene: DeviceScene, move: 'split' | 'merge', share: number): Mark[] {
  const { flight, x, places } = scene;
  const { from, projection, sides, theme, input } = flight;
  const apart = move === 'split' ? ease(share) : 1;
  const together = move === 'merge' ? ease(share) : 0;
  const compact = compactZoom(flight, from);
  const small = blockZoom(flight) * BLOCK;
  const cells = from.cells.flatMap((cell) => {
    const place = places[deviceOf(flight, x, cell.flat)];
    if (!place) return [];
    const home = offset(flight, from, cell, compact, [1, 1, 1]);
    const start: Vec2 = [flight.mean[0] + home[0], flight.mean[1] + home[1]];
    return spriteMarks(projection, {
      centre: between(between(start, place, apart), flight.mean, together),
      sides,
      zoom: compact + (small - compact) * apart + (blockZoom(flight) - small) * together,
      fill: mix(hex(facePacked(input, cell.flat, 0, true, 1)), theme.mean, apart),
      stroke: theme.grid,
    });
  });
  return [...cells, ...captions(scene, span(apart, 0.7, 1) * (1 - span(together, 0, 0.3)))];
}

function captions({ flight, shares, places }: DeviceScene, opacity: number): Mark[] {
  const [first, second] = places;
  const room = first && second ? second[1] - first[1] : Infinity;
  if (opacity <= 0.01 || room < NUMBERED) return [];
  const { theme } = flight;
  return shares.flatMap(({ count, mean, variance }, d) => {
    const [x, y] = places[d] ?? [0, 0];
    return [
      line(flight, [x, y + 25], `n ${count}, μ ${formatCell(mean, 2)}`, theme.mean, opacity),
      line(flight, [x, y + 40], `M ${formatCell(variance * count, 2)}`, theme.variance, opacity),
    ];
  });
}

/** The device that holds a cell: shares are cut from the first axis of the input. */
function deviceOf({ plan }: FlightScene, x: DisplayTensor, flat: number): number {
  const [samples = 1, ...rest] = plan.shape;
  const size = rest.reduce((product, each) => product * each, 1);
  const sample = Math.min(samples - 1, Math.floor(fullFlatOf(x, flat) / size));
  let end = 0;
  return (plan.replicas ?? []).findIndex((share) => sample < (end += share));
}

function between(a: Vec2, b: Vec2, s: number): Vec2 {
  return [a[0] + (b[0] - a[0]) * s, a[1] + (b[1] - a[1]) * s];
}
