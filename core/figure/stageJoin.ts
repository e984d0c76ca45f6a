import { groupOf } from '../norm/groups.ts';
import type { Plan, Statistics } from '../norm/spec.ts';
import { cellCentre, cellOfFlat, type CubeScene } from './cubeScene.ts';
import { fullFlatOf, isPooled, type DisplayTensor } from './displayTensor.ts';
import { formatCell } from './formatCell.ts';
import type { Mark } from './marks.ts';
import { ease, span } from './motion.ts';
import type { Vec2 } from './projection.ts';
import { spriteMarks } from './sprite.ts';
import { line } from './stageBlocks.ts';
import { blockZoom, type FlightScene } from './stageFlights.ts';
import { mix } from './theme.ts';

export interface JoinScene {
  readonly flight: FlightScene;
  readonly scenes: readonly CubeScene[];
  readonly x: DisplayTensor;
  readonly statistics: Statistics | null;
  /** The statistic that is told. */
  readonly group: number;
  /** Where the first and the last of the joining statistics stand. */
  readonly column: readonly [Vec2, Vec2];
}

/** Of more statistics than this, the first ones are drawn. */
const MOST = 10;
/** A joining block against that of a statistic. */
const BLOCK = 0.6;
/** Pixels between blocks that leave room for a number beside each. */
const NUMBERED = 15;
/** Until here every statistic stands by itself; from here on they come together. */
const APART = 0.5;

/**
 * The second collapse: what each channel of the sample was reduced to comes out of the input, side by side, and all become
 * one mean.
 * @param share  of the way, 0 … 1
 */
export function joinMarks(scene: JoinScene, share: number): Mark[] {
  const { flight, statistics, group, column } = scene;
  const { projection, theme, plan } = flight;
  const values = statistics?.more?.g;
  if (!values) return [];
  const groups = joining(plan, group);
  const out = ease(span(share, 0, APART));
  const together = ease(span(share, APART, 1));
  const homes = homesOf(scene, groups);
  const side = Math.max(...flight.sides);
  const step = (column[1][1] - column[0][1]) / Math.max(1, groups.length - 1);
  const told = step >= NUMBERED ? out * (1 - span(together, 0, 0.3)) : 0;
  return groups.flatMap((each, k) => {
    const place: Vec2 = [column[0][0], column[0][1] + k * step];
    const start = homes.get(each) ?? flight.variance;
    const centre = between(between(start, place, out), flight.mean, together);
    const zoom = blockZoom(flight) * (BLOCK + (1 - BLOCK) * together);
    return [
      ...spriteMarks(projection, {
        centre,
        sides: [side, side, side],
        zoom,
        fill: mix(theme.variance, theme.mean, together),
        stroke: theme.grid,
        opacity: 1 - span(together, 0.85, 1),
      }),
      ...(told > 0.01
        ? [
            line(
              flight,
              [place[0] + 42, place[1]],
              formatCell(values[each] ?? NaN, 2),
              theme.variance,
              told,
            ),
          ]
        : []),
    ];
  });
}

/** The statistics of the same sample: channels vary fastest among them. */
function joining({ statShape }: Plan, group: number): readonly number[] {
  const channels = statShape.at(-1) ?? 1;
  const first = Math.floor(group / channels) * channels;
  return Array.from({ length: Math.min(channels, MOST) }, (_, c) => first + c);
}

/** The middle of every statistic's cells in the input's cubes; none where blocks of values are drawn. */
function homesOf({ scenes, x, flight }: JoinScene, groups: readonly number[]): Map<number, Vec2> {
  const sums = new Map<number, [number, number, number]>();
  if (!isPooled(x))
    for (let flat = 0; flat < x.data.length; flat++) {
      const group = groupOf(flight.plan, fullFlatOf(x, flat));
      if (!groups.includes(group)) continue;
      for (const scene of scenes) {
        const { at, here } = cellOfFlat(scene, flat);
        if (!here) continue;
        const [cx, cy] = cellCentre(scene, at);
        const [sx, sy, n] = sums.get(group) ?? [0, 0, 0];
        sums.set(group, [sx + cx, sy + cy, n + 1]);
      }
    }
  return new Map([...sums].map(([group, [sx, sy, n]]) => [group, [sx / n, sy / n]]));
}

const between = (a: Vec2, b: Vec2, s: number): Vec2 => [
  a[0] + (b[0] - a[0]) * s,
  a[1] + (b[1] - a[1]) * s,
];
