import { arithmeticOf } from '../norm/kinds/arithmetic.ts';
import type { Plan } from '../norm/spec.ts';
import type { CellTrace } from '../station/cellTrace.ts';
import { formulaText } from '../formula/formulaText.ts';
import {
  STATION_TIMES,
  type Station,
  type StationId,
  type StationRow,
  type ToldStation,
} from '../station/station.ts';

const rowsOf = (plan: Plan) => arithmeticOf(plan).stations.filter((row) => row.applies(plan));

/** The stations of a layer's arithmetic, in their order. A step that the layer lacks has none. */
export function stationsOf(plan: Plan): readonly Station[] {
  return rowsOf(plan).map((row) => place(plan, row));
}

/** The same with the numbers of one cell. @param trace  from traceCell() */
export function tellStations(trace: CellTrace): readonly ToldStation[] {
  const { plan } = trace;
  return rowsOf(plan).map((row) => ({ ...place(plan, row), ...row.tell(plan, trace) }));
}

function place(plan: Plan, row: StationRow): Station {
  return {
    id: row.id,
    time: STATION_TIMES[row.id],
    label: row.label(plan),
    letters: row.letters(plan),
    shows: row.shows(plan),
  };
}

/** The station under whose heading a step is told: its own, or that of another; null where none has one. */
export function headingOf(stations: readonly ToldStation[], step: StationId): StationId | null {
  const at = stations.findIndex(({ id }) => id === step);
  const within = stations[at]?.within;
  const headed = stations.filter(({ heading }) => heading);
  if (within && headed.some(({ id }) => id === within)) return within;
  return stations.slice(0, at + 1).findLast(({ heading }) => heading)?.id ?? null;
}

/** Formulas in one line of text. */
export function numbersText({ numbers }: Pick<ToldStation, 'numbers'>): string {
  return numbers.map((line) => formulaText(line)).join('; ');
}

/** The station of that name, upper and lower case alike. */
export function stationNamed(
  stations: readonly Station[],
  name: string,
): { readonly id: StationId; readonly time: number } | undefined {
  return stations.find(({ id }) => id.toLowerCase() === name.toLowerCase());
}
