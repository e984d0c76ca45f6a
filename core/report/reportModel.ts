import type { StageStep } from '../figure/stageSteps.ts';
import type { Pooling, ViewState } from '../figure/state.ts';
import type {
  LayerName,
  LayerOptions,
  Mode,
  NormResult,
  Notice,
  RunningStatistics,
} from '../norm/spec.ts';
import type { Summary } from '../tensor/summary.ts';
import { dtypeOf, numel, type DType, type Tensor, type TensorData } from '../tensor/tensor.ts';
import { reportMoment } from './reportMoment.ts';
import { jsonArray, jsonNumber, type JsonArray, type JsonNumber } from './jsonValue.ts';
import type { Snippet } from './snippets/snippet.ts';
import type { SnippetId } from './snippets/snippets.ts';

/** A tensor in a report. */
interface ReportTensor {
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly dtype: DType;
  readonly summary: Summary;
  /** Of the values' bytes, row-major and little-endian, in lower-case hexadecimal. */
  readonly sha256: string;
  /** Nested arrays; left out above 10,000 values. */
  readonly values?: JsonArray;
}

/** Running statistics at one moment. */
export interface ReportRunning {
  readonly mean: JsonArray;
  readonly var: JsonArray;
  readonly numBatchesTracked: number;
}

/** What the JSON report says about one run. schema.ts is its JSON Schema. */
export interface Report {
  readonly schema: 'normscope-report';
  readonly schemaVersion: 1;
  readonly app: { readonly name: 'Normscope'; readonly version: string };
  /** The input as it is fed to the layer. */
  readonly input: ReportTensor & {
    readonly name: string;
    readonly source: string;
    /** Id of the built-in example that this is. */
    readonly example?: string;
    readonly seed?: number;
    /** Axes in their stored order, where the layer is fed another. */
    readonly storedAxes?: readonly string[];
    /** Element type of the file, where it was converted. */
    readonly storedDtype?: string;
    /** Cells changed by hand: flat index in the stored order, new value. */
    readonly edits?: readonly (readonly [number, JsonNumber])[];
  };
  readonly layer: {
    readonly name: LayerName;
    /** Every option, those with defaults too. */
    readonly options: LayerOptions;
    readonly mode: Mode;
  };
  readonly reduction: {
    readonly reducedAxes: readonly string[];
    readonly reducedDims: readonly number[];
    readonly keptAxes: readonly string[];
    readonly keptDims: readonly number[];
    readonly groups: number;
    readonly groupSize: number;
  };
  /** What the input was normalized by, nested by shape; null for a window layer. */
  readonly statistics: {
    readonly shape: readonly number[];
    /** Names of the dimensions of shape. */
    readonly axes: readonly string[];
    /** Computed from this input, or taken from the running statistics. */
    readonly source: 'batch' | 'running';
    /** Null, as the others, above 100,000 statistics. */
    readonly mean: JsonArray | null;
    readonly variance: JsonArray | null;
    readonly varianceUnbiased: JsonArray | null;
    readonly rstd: JsonArray | null;
  } | null;
  /** γ and β as used; null where the layer has none. */
  readonly parameters: {
    readonly shape: readonly number[] | null;
    readonly weight: JsonArray | null;
    readonly bias: JsonArray | null;
  };
  readonly runningStatistics: {
    readonly before: ReportRunning;
    readonly after: ReportRunning;
  } | null;
  readonly output: ReportTensor;
  readonly snippets: Readonly<Partial<Record<SnippetId, string>>> & { readonly pytorch: string };
  readonly warnings: readonly { readonly code: string; readonly message: string }[];
  /** How the picture was looked at. */
  readonly view?: ViewState;
  /** The station of the stage that the view is nearest to, with the formula of its cell; null where the layer does not pass it. */
  readonly step?: {
    readonly name: StageStep;
    readonly sentence: string;
    readonly formula: string | null;
  };
  /** Where the picture draws blocks of values: their size along every axis of the input. */
  readonly drawn?: { readonly block: readonly number[]; readonly pooling: Pooling };
}

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
    layer: { name: plan.spec.layer, options: plan.spec.options, mode: plan.spec.mode },
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
    runningStatistics:
      result.runningBefore && result.runningAfter
        ? { before: reportRunning(result.runningBefore), after: reportRunning(result.runningAfter) }
        : null,
    output: reportTensor({ ...result.output, axes: x.axes }, input.summary.y, input.sha256.y),
    snippets: codes(input.snippets),
    warnings: result.warnings.map(({ code, message }: Notice) => ({ code, message })),
    ...(view ? { view } : {}),
    ...reportStep(input),
    ...(view && input.block && { drawn: { block: input.block, pooling: view.pooling ?? 'mean' } }),
  };
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

function reportTensor(x: Tensor, summary: Summary, sha256: string): ReportTensor {
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
  };
}

function listed(data: TensorData | null, shape: readonly number[] | null): JsonArray | null {
  return data && shape && data.length <= MOST_STATISTICS ? jsonArray(data, shape) : null;
}

function reportRunning(running: RunningStatistics): ReportRunning {
  return {
    mean: jsonArray(running.mean, [running.mean.length]),
    var: jsonArray(running.var, [running.var.length]),
    numBatchesTracked: running.numBatchesTracked,
  };
}

function codes(snippets: readonly Snippet[]): Report['snippets'] {
  const byId = Object.fromEntries(snippets.map(({ id, code }) => [id, code]));
  return { pytorch: '', ...byId };
}
