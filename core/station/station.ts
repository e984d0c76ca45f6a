import type { Plan } from '../norm/spec.ts';
import type { Said } from '../texts/said.ts';
import type { CellTrace } from './cellTrace.ts';
import type { Formula } from '../formula/formula.ts';

/**
 * The moments of the stage at which a station may stand. Reports, sessions and the command line keep them: further
 * ones lie between these.
 */
export const STATION_TIMES = {
  group: 0,
  gateFirst: 0.5,
  gather: 1,
  replicas: 1.5,
  mean: 2,
  deviation: 3,
  square: 4,
  variance: 5,
  epsSqrt: 6,
  compare: 6.5,
  divide: 7,
  renorm: 7.25,
  bend: 7.5,
  style: 7.75,
  scaleShift: 8,
  residual: 8.25,
  gateLast: 8.5,
  threshold: 8.75,
  allGroups: 9,
  running: 10,
} as const;

export type StationId = keyof typeof STATION_TIMES;

/** Every station that some layer has, in order. */
export const STATION_IDS = Object.keys(STATION_TIMES) as StationId[];

/** Last moment that any layer has. */
export const STAGE_END = STATION_TIMES.running;

/** What stands in the group's cells of the output cube: `own` is y in the traced cell, x in the others. */
export type Quantity = 'x' | 'deviation' | 'square' | 'normalized' | 'output' | 'own';

/** Where a statistic's block stands between the cubes. */
export type Place = 'mean' | 'variance' | 'parameters';

/** What moves on the way to a station, and stays there where it says so. */
export type Motion =
  | { readonly move: 'rest' }
  /** Cells leave the input, and wait at a statistic's place. */
  | { readonly move: 'gather'; readonly to: Place }
  /** Cells that wait there fold along one reduced axis after another. */
  | { readonly move: 'collapse'; readonly to: Place }
  /** Both at once, from the output cube. */
  | { readonly move: 'reduce'; readonly to: Place }
  /** Cells of the input pass straight to the output. */
  | { readonly move: 'copy' }
  /** Waiting cells part by the devices that hold them; the devices' blocks merge. */
  | { readonly move: 'split' | 'merge' }
  /** What every channel of the sample was reduced to is reduced once more, to one statistic of the sample. */
  | { readonly move: 'join' }
  /** A statistic travels to every cell of its group, or to the traced one alone. */
  | { readonly move: 'broadcast'; readonly from: Place; readonly own?: true };

/** A letter or two for a number; `bar` where it is the mean of what they say. */
export interface Letter {
  readonly text: string;
  readonly bar?: true;
}

/** A block or line of numbers between the cubes. */
export type Block =
  | { readonly is: 'mean' | 'variance' | 'root'; readonly letter: Letter; readonly name: Formula }
  | { readonly is: 'parameters' | 'running' };

/** What the stage shows at a station, and how it comes there. */
export interface Shows {
  readonly cells: Quantity;
  /** What they are, as the output cube's title; null for the output itself. */
  readonly title: Formula | null;
  readonly motion: Motion;
  readonly blocks: readonly Block[];
  /** Which cells of the output there are: none, the group's, or all. */
  readonly output: 'none' | 'group' | 'all';
}

/** A station that a layer has with this input and mode. */
export interface Station {
  readonly id: StationId;
  /** Its moment of the stage. */
  readonly time: number;
  /** A word or two. */
  readonly label: Said;
  /** In letters. */
  readonly letters: Formula;
  readonly shows: Shows;
}

/** A station with the numbers of a cell. */
export interface ToldStation extends Station {
  /** One line each. */
  readonly numbers: readonly Formula[];
  /** What comes out: of the last station before the running statistics, y. */
  readonly value: number;
  /** Says on its own what happens, with its numbers. */
  readonly sentence: Said;
  /** Over its formula in a list of the arithmetic; null where the list leaves it out. */
  readonly heading: { readonly title: Said; readonly aside: Said | null } | null;
  /** Under whose heading it belongs where it has none: that of the last station before, where this is left out. */
  readonly within?: StationId;
}

/** A row of a kind's table of stations. */
export interface StationRow<P = Plan> {
  readonly id: StationId;
  applies(plan: P): boolean;
  label(plan: P): Said;
  letters(plan: P): Formula;
  shows(plan: P): Shows;
  tell(
    plan: P,
    trace: CellTrace,
  ): Pick<ToldStation, 'numbers' | 'value' | 'sentence' | 'heading' | 'within'>;
}
