import type { ViewState } from '../figure/state.ts';
import type { NormResult, Notice, RunningStatistics } from '../norm/spec.ts';
import type { LayerOptions } from '../norm/view.ts';
import type { Summary } from '../tensor/summary.ts';
import { dtypeOf, numel, type Tensor, type TensorData } from '../tensor/tensor.ts';
import { reportMoment } from './reportMoment.ts';
import { jsonArray, jsonNumber, type JsonArray } from './jsonValue.ts';
import type { Picture } from './picture.ts';
import type { Report } from './reportShape.ts';
import type { Snippet } from './snippets/snippet.ts';

export interface ReportInput {
  /** Version of the program, "0.1.0". */
  readonly version: string;
  readonly name: string;
  readonly source: string;
  readonly example?: string;
  readonly seed?: number;
  /** The stored tensor's axes and element type. */
  readonly storedAxes: readonly string[];
  readonly storedDtype: string;
  readonly edits: readonly (readonly [number, number])[];
  /** The input as fed. */
  readonly x: Tensor;
  readonly result: NormResult;
  readonly summary: { readonly x: Summary; readonly y: Summary };
  /** Of the bytes of x and of the output. */
  readonly sha256: { readonly x: string; readonly y: string };
  readonly snippets: readonly Snippet[];
  readonly view?: ViewState;
  readonly picture?: Picture;
  /** Cells along every axis that the picture draws as one; left out where it draws each. */
  readonly block?: readonly number[];
}

/** Most values of a tensor that a report lists. */
export const MOST_VALUES = 10_000;
/** Most statistics or parameters that a report lists. */
const MOST_STATISTICS = 100_000;

/** The JSON report about one run: plain data, ready for JSON.stringify. */
export function buildReport(input: ReportInput): Report {
  const { result, x, view } = input;
  const { plan } = result;
  return {
    schema: 'normscope-report',
    schemaVersion: 1,
    app: { name: 'Normscope', version: input.version },
    input: reportInput(input),
    layer: { name: plan.spec.layer, options: jsonOptions(plan.spec.options), mode: plan.spec.mode },
    reduction: {
      reducedAxes: plan.reducedAxes,
      reducedDims: plan.reducedDims,
      keptAxes: plan.keptAxes,
      keptDims: plan.keptDims,
      groups: plan.groups,
      groupSize: plan.groupSize,
    },
    statistics: reportStatistics(result),
    parameters: {
      shape: plan.paramShape,
      weight: listed(result.weight, plan.paramShape),
      bias: listed(result.bias, plan.paramShape),
    },
    ...reportInputs(result),
    runningStatistics:
      result.runningBefore && result.runningAfter
        ? { before: reportRunning(result.runningBefore), after: reportRunning(result.runningAfter) }
        : null,
    output: reportTensor({ ...result.output, axes: x.axes }, input.summary.y, input.sha256.y),
    snippets: codes(input.snippets),
    warnings: result.warnings.map(({ code, message }: Notice) => ({ code, message })),
    ...(view ? { view } : {}),
    ...reportStep(input),
    ...(input.picture && { picture: input.picture }),
    ...(view && input.block && { drawn: { block: input.block, pooling: view.pooling ?? 'mean' } }),
  };
}

/** Options as JSON can hold them. */
function jsonOptions(options: LayerOptions): Report['layer']['options'] {
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    typeof value === 'number'
      ? jsonNumber(value)
      : Array.isArray(value)
        ? value.map((each: number) => jsonNumber(each))
        : value,
  ]);
  return Object.fromEntries(entries) as Report['layer']['options'];
}

/** As the English page says it. */
function reportStep({ x, result, view }: ReportInput): Pick<Report, 'step'> {
  const moment = view && reportMoment({ x, result, view, language: 'en' });
  if (!moment) return {};
  const { name, sentence, formula } = moment;
  return { step: { name, sentence, formula } };
}

function reportInput(input: ReportInput): Report['input'] {
  const { x, storedAxes, storedDtype, example, seed, edits } = input;
  return {
    name: input.name,
    source: input.source,
    ...(example === undefined ? {} : { example }),
    ...(seed === undefined ? {} : { seed }),
    ...reportTensor(x, input.summary.x, input.sha256.x),
    ...(storedAxes.join() === x.axes.join() ? {} : { storedAxes }),
    ...(storedDtype === dtypeOf(x) ? {} : { storedDtype }),
    ...(edits.length === 0
      ? {}
      : { edits: edits.map(([flat, value]) => [flat, jsonNumber(value)] as const) }),
  };
}

function reportTensor(x: Tensor, summary: Summary, sha256: string): Report['output'] {
  return {
    shape: x.shape,
    axes: x.axes,
    dtype: dtypeOf(x),
    summary,
    sha256,
    ...(numel(x.shape) <= MOST_VALUES ? { values: jsonArray(x.data, x.shape) } : {}),
  };
}

function reportStatistics({ plan, statistics }: NormResult): Report['statistics'] {
  if (!statistics) return null;
  const { statShape: shape, statAxes: axes, source } = plan;
  return {
    shape,
    axes,
    source,
    mean: listed(statistics.mean, shape),
    variance: listed(statistics.variance, shape),
    varianceUnbiased: listed(statistics.varianceUnbiased, shape),
    rstd: listed(statistics.rstd, shape),
    ...(statistics.count && { count: listed(statistics.count, shape) }),
    ...(statistics.more && {
      more: Object.fromEntries(
        Object.entries(statistics.more).map(([name, values]) => [name, listed(values, shape)]),
      ),
    }),
  };
}

/** What came in beside x, with its values where they are not too many. */
function reportInputs({ inputs, drawn }: NormResult): Pick<Report, 'inputs'> {
  const entries = Object.entries(inputs ?? {});
  if (entries.length === 0) return {};
  return {
    inputs: Object.fromEntries(
      entries.map(([name, { shape, data }]) => [
        name,
        {
          shape,
          ...(drawn?.some((each) => each === name) && { drawn: true }),
          ...(data.length <= MOST_STATISTICS && { values: jsonArray(data, shape) }),
        },
      ]),
    ),
  };
}

function listed(data: TensorData | null, shape: readonly number[] | null): JsonArray | null {
  return data && shape && data.length <= MOST_STATISTICS ? jsonArray(data, shape) : null;
}

function reportRunning(
  running: RunningStatistics,
): NonNullable<Report['runningStatistics']>['before'] {
  return {
    mean: Array.from(running.mean, jsonNumber),
    var: Array.from(running.var, jsonNumber),
    numBatchesTracked: running.numBatchesTracked,
  };
}

function codes(snippets: readonly Snippet[]): Report['snippets'] {
  const byId = Object.fromEntries(snippets.map(({ id, code }) => [id, code]));
  return { pytorch: '', ...byId };
}
