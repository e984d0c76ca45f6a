import { InputError } from '../../core/errors.ts';
import { defaultsFor } from '../../core/norm/defaultsFor.ts';
import { layerRow } from '../../core/norm/layers.ts';
import { planLayer } from '../../core/norm/plan.ts';
import type { LayerOptions } from '../../core/norm/view.ts';
import { INPUT_NAMES } from '../../core/norm/furtherInput.ts';
import type { ComputeRequest, FurtherInputs } from '../../core/request.ts';
import type { ReadReport } from '../../core/report/reportShape.ts';
import { numel, tensor } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import type { HostEvents } from '../ipc/contract.ts';
import { fileError } from '../workers/fileError.ts';
import { readText } from '../workers/fileSource.ts';
import { fileName, sha256 } from './report.ts';
import type { Run } from './run.ts';
import type { TensorStore } from './tensors.ts';

export type Restored = HostEvents['restored'];

/** Reports list at most so many values that none comes near it. */
const LARGEST = 64 * 2 ** 20;

/**
 * What a report is about: the tensor, its layer with options, layout, changed cells, γ, β and running statistics, and the
 * view. The tensor is the built-in example or the open one that has the same bytes; else the values that the report lists.
 * @param run      of Runner
 * @param name     what a person knows the report's file by
 * @param as       what a tensor that is held for its listed values is called; the report's own name when left out
 * @param located  tensors of a file that a person says is the report's, whatever it is called
 * @throws InputError reportTensor
 */
export async function restoreReport(
  tensors: TensorStore,
  run: (request: ComputeRequest) => Promise<Run>,
  report: ReadReport,
  name: string,
  as?: Pick<TensorInfo, 'name' | 'source'>,
  located: readonly TensorInfo[] = [],
): Promise<Restored> {
  const { input, view, picture } = report;
  const seen = { ...(view && { view }), ...(picture && { picture }) };
  const known = tensors.all.filter((one) => isNamed(one, report));
  const others = located.filter((one) => !known.includes(one));
  for (const info of [...known, ...others].filter((one) => fits(one, report))) {
    const request = requestOf(report, info, input.edits ?? []);
    const { x, result } = await run(request);
    if (sha256(x.data) !== input.sha256) continue;
    if (listsParameters(report) || sha256(result.output.data) === report.output.sha256)
      return { tensor: info, request, ...seen };
  }
  const { values, shape, axes, dtype } = input;
  if (!values || values.length !== numel(shape) || axes.length !== shape.length)
    throw new InputError(
      'reportTensor',
      `${name}: this report is about ${input.name}, which is not open as it was then. Open ${input.source} first, then the report.`,
      { file: name, tensor: input.name, source: input.source, sha256: input.sha256 },
    );
  const data = dtype === 'float64' ? Float64Array.from(values) : Float32Array.from(values);
  const info = tensors.hold(
    name,
    tensor(data, shape, axes),
    reportScript(name, dtype),
    as && { name: as.name, source: as.source },
  );
  // Listed values are those after the changes.
  return { tensor: info, request: requestOf(report, info, []), ...seen };
}

/** The text of a JSON document. @throws InputError badReport, and those of reading */
export async function textOf(file: string, name: string): Promise<string> {
  try {
    const text = await readText(file, LARGEST);
    if (text !== null) return text;
  } catch (error) {
    if (error instanceof InputError)
      throw new InputError(error.code, `${name}: ${error.message}`, {
        ...error.details,
        file: name,
      });
    throw fileError(name, error);
  }
  throw new InputError('badReport', `${name}: too large for a JSON report of Normscope.`, {
    file: name,
  });
}

/** Whether a tensor goes by the name of the report's. */
function isNamed(info: TensorInfo, { input }: ReadReport): boolean {
  return info.ref.kind === 'example'
    ? info.ref.id === input.example
    : info.name === input.name && fileName(info.source) === fileName(input.source);
}

/** Whether a tensor may be the report's: its bytes decide. */
function fits(info: TensorInfo, { input }: ReadReport): boolean {
  const stored = input.storedAxes ?? input.axes;
  const size = (axis: string) => input.shape[input.axes.indexOf(axis)];
  return (
    info.dtype === input.dtype &&
    info.axes.join() === stored.join() &&
    info.axes.every((axis, at) => info.shape[at] === size(axis)) &&
    (input.edits ?? []).every(([flat]) => flat < numel(info.shape))
  );
}

function requestOf(
  report: ReadReport,
  info: TensorInfo,
  edits: readonly (readonly [number, number])[],
): ComputeRequest {
  const { input, layer } = report;
  const isStored = info.axes.join() === input.axes.join();
  const state = stateOf(report);
  return {
    tensor: info.ref,
    ...(isStored ? {} : { layout: input.axes }),
    ...(edits.length > 0 && { edits }),
    spec: { layer: layer.name, options: changed(report), mode: layer.mode },
    ...(state && { state }),
  };
}

/** Whether γ and β are in the report; without them they are those of a new layer, which the output has to confirm. */
function listsParameters({ parameters: { shape, weight, bias } }: ReadReport): boolean {
  return shape === null || numel(shape) === 0 || weight !== null || bias !== null;
}

/** The options that are not at their default. */
function changed({ input, layer }: ReadReport): LayerOptions {
  const defaults = defaultsFor(layerRow(layer.name), input.shape, input.axes);
  const entries = Object.entries(layer.options).filter(
    ([key, value]) => String(value) !== String(defaults[key]),
  );
  return Object.fromEntries(entries);
}

/** γ, β and running statistics where they are not those of a new layer. */
function stateOf({
  input,
  layer,
  parameters,
  inputs,
  runningStatistics,
}: ReadReport): ComputeRequest['state'] {
  const { name, options, mode } = layer;
  const { initialWeight, parametersFrom } = planLayer(
    { layer: name, options, mode },
    input.shape,
    input.axes,
  );
  const { weight, bias } = parametersFrom ? { weight: null, bias: null } : parameters;
  const beside = inputsOf(inputs);
  const before = runningStatistics?.before;
  const isNew =
    !before ||
    (before.numBatchesTracked === 0 &&
      before.mean.every((value) => value === 0) &&
      before.var.every((value) => value === 1));
  const state = {
    ...(weight?.some((value) => value !== initialWeight) && { weight }),
    ...(bias?.some((value) => value !== 0) && { bias }),
    ...(beside && { inputs: beside }),
    ...(!isNew && {
      runningMean: before.mean,
      runningVar: before.var,
      numBatchesTracked: before.numBatchesTracked,
    }),
  };
  return Object.keys(state).length > 0 ? state : undefined;
}

/** What came in beside x, where the report lists it. */
function inputsOf(inputs: ReadReport['inputs']): FurtherInputs | null {
  const found = INPUT_NAMES.flatMap((name) => {
    const input = inputs?.[name];
    return input?.values && !input.drawn
      ? [[name, { shape: input.shape, values: input.values }] as const]
      : [];
  });
  return found.length > 0 ? Object.fromEntries(found) : null;
}

/** PyTorch lines that read the listed values, named x. */
function reportScript(name: string, dtype: string): string {
  const file = JSON.stringify(fileName(name));
  return `values = json.load(open(${file}))["input"]["values"]\nx = torch.from_numpy(np.array(values, dtype="${dtype}"))`;
}
