import { formulaTokens } from '../formula/formulaText.ts';
import type { StationId, ToldStation } from '../station/station.ts';
import { numbersText, tellStations } from '../explain/stations.ts';
import { momentAt, restAt } from '../station/moment.ts';
import type { CellTrace } from '../station/cellTrace.ts';
import { traceCell } from '../explain/trace.ts';
import type { ReportMoment } from '../figure/reportInput.ts';
import type { ViewState } from '../figure/state.ts';
import type { NormResult } from '../norm/spec.ts';
import type { Language } from '../settings.ts';
import { numel, type Tensor } from '../tensor/tensor.ts';
import { sayText } from '../texts/sayText.ts';

export interface MomentInput {
  /** The input as fed. */
  readonly x: Tensor;
  readonly result: NormResult;
  readonly view: ViewState;
  readonly language: Language;
}

/** A moment as the page shows it, with the station that it is nearest to. */
export interface NamedMoment extends ReportMoment {
  readonly name: StationId;
  /** With the numbers of the pinned cell, in one line. */
  readonly formula: string;
}

/**
 * The moment of the stage that a picture shows, with its sentence and the formula of its cell.
 * @param trace  of the pinned cell where it is known; without a pinned cell the first one's group is shown
 * @returns      undefined where the view has no moment
 */
export function reportMoment(
  { x, result, view, language }: MomentInput,
  trace: CellTrace | null = null,
): NamedMoment | undefined {
  if (view.step === undefined || numel(x.shape) === 0) return undefined;
  const cell = trace ?? traceCell(result, x, pinnedOf(view, x) ?? 0);
  const stations = tellStations(cell);
  const time = restAt(stations, view.step);
  const station = stations[momentAt(stations, time).nearest] as ToldStation;
  const { running } = cell;
  return {
    time,
    name: station.id,
    formula: numbersText(station),
    sentence: sayText(station.sentence, language),
    formulas: station.numbers.map((line) => formulaTokens(line)),
    weight: result.weight,
    bias: result.bias,
    replicas: cell.replicas,
    window: cell.window,
    running: running && {
      mean: [running.meanBefore, running.meanAfter],
      variance: [running.varBefore, running.varAfter],
    },
  };
}

/** The pinned cell where the input has it. */
export function pinnedOf({ pinned }: ViewState, x: Tensor): number | null {
  return pinned !== null && pinned < numel(x.shape) ? pinned : null;
}
