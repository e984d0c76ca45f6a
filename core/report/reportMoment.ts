import { steps } from '../explain/steps.ts';
import { traceCell, type CellTrace } from '../explain/trace.ts';
import type { ReportMoment } from '../figure/reportFigure.ts';
import { mergesMoments, stationOf, type StageStep } from '../figure/stageSteps.ts';
import type { ViewState } from '../figure/state.ts';
import type { NormResult } from '../norm/spec.ts';
import { numel, type Tensor } from '../tensor/tensor.ts';
import { MOMENTS } from './moments.ts';
import type { ReportLanguage } from './text.ts';

export interface MomentInput {
  /** The input as fed. */
  readonly x: Tensor;
  readonly result: NormResult;
  readonly view: ViewState;
  readonly language: ReportLanguage;
}

/** A moment as the page shows it, with the station that it is nearest to. */
export interface NamedMoment extends ReportMoment {
  readonly name: StageStep;
  /** Null where the layer does not pass this station. */
  readonly formula: string | null;
}

/**
 * The moment of the stage that a picture shows, with its sentence and the formula of its cell.
 * @param trace  of the pinned cell where it is known; without a pinned cell the first one's group is shown
 * @returns      undefined where the view has no moment, or the layer no such steps
 */
export function reportMoment(
  { x, result, view, language }: MomentInput,
  trace: CellTrace | null = null,
): NamedMoment | undefined {
  const time = view.step;
  if (time === undefined || result.plan.groups === 0 || numel(x.shape) === 0) return undefined;
  const cell = trace ?? traceCell(result, x, pinnedOf(view, x) ?? 0);
  const name = stationOf(time, mergesMoments(result.plan));
  const formula = steps(cell).find(({ id }) => id === name)?.text ?? null;
  const moments = MOMENTS[language];
  const { running } = cell;
  return {
    time,
    name,
    formula,
    sentence: moments[`moment.${name}`],
    formulas: formula?.split('; ') ?? [moments['moment.none']],
    weight: result.weight,
    bias: result.bias,
    replicas: cell.replicas,
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
