import { tellStations } from '../../explain/stations.ts';
import { timeAt } from '../../station/moment.ts';
import { traceCell } from '../../explain/trace.ts';
import { figureBetween, type CellName } from '../../figure/figureBetween.ts';
import type { Figure } from '../../figure/marks.ts';
import { ease } from '../../figure/motion.ts';
import { permutedFlat } from '../../tensor/permute.ts';
import type { Preset } from '../preset.ts';
import { pinnedOf } from '../reportMoment.ts';
import { reportPage, type ReportPageInput } from '../reportPage.ts';

/** A moving picture: its figures in order, each drawn when it is asked for, and how long each stands, in milliseconds. */
export interface Frames {
  /** @param index  less than the number of delays */
  readonly figure: (index: number) => Figure;
  readonly delays: readonly number[];
  /** Times that it is played; 0 is for ever. */
  readonly loop: number;
}

const SECONDS = 6;
const RATE = 15;
/** Share of its time that a station stands still. */
const REST = 0.5;

function timing({ motion }: Preset) {
  const { seconds = SECONDS, framesPerSecond = RATE, loop = 0 } = motion ?? {};
  return { milliseconds: seconds * 1000, frame: 1000 / framesPerSecond, loop };
}

/** The arithmetic of the pinned cell (or the first), from station to station; at each it rests. */
export function stepFrames(input: ReportPageInput & { readonly preset: Preset }): Frames {
  const { result, x, view } = input;
  const stations = tellStations(traceCell(result, x, pinnedOf(view, x) ?? 0));
  const { milliseconds, frame, loop } = timing(input.preset);
  const slot = milliseconds / stations.length;
  const moving = Math.max(1, Math.round((slot * (1 - REST)) / frame));
  const places: number[] = [];
  const delays: number[] = [];
  const add = (place: number, delay: number) => {
    places.push(place);
    delays.push(delay);
  };
  stations.forEach((_, i) => {
    const isLast = i === stations.length - 1;
    add(i, isLast ? slot : slot - (moving - 1) * frame);
    if (isLast) return;
    for (let k = 1; k < moving; k++) add(i + ease(k / moving), frame);
  });
  const figure = (index: number) =>
    reportPage({ ...input, view: { ...view, step: timeAt(stations, places[index] ?? 0) } });
  return { figure, delays, loop };
}

/** The same numbers in another order of their axes, there and back. */
export function layoutFrames(
  from: ReportPageInput & { readonly preset: Preset },
  to: ReportPageInput,
): Frames {
  const { milliseconds, frame, loop } = timing(from.preset);
  const order = from.x.axes;
  const between = figureBetween(
    reportPage(from),
    reportPage(to),
    nameIn(from, order),
    nameIn(to, order),
  );
  const moving = Math.max(2, Math.round((milliseconds * (1 - REST)) / 2 / frame));
  const rest = milliseconds / 2 - (moving - 1) * frame;
  const way = Array.from({ length: moving - 1 }, (_, k) => (k + 1) / moving);
  const steps = way.map(() => frame);
  const moments = [0, ...way, 1, ...way.toReversed()];
  return {
    figure: (index) => between(moments[index] ?? 0),
    delays: [rest, ...steps, rest, ...steps],
    loop,
  };
}

/** A cell has the name of its place in one order of the axes, whatever the order it is drawn in. */
function nameIn({ x: { shape, axes } }: ReportPageInput, order: readonly string[]): CellName {
  return ({ cube, flat }) => `${cube} ${permutedFlat(shape, axes, order, flat)}`;
}
