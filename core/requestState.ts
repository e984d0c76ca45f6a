import { InputError } from './errors.ts';
import { initialRunning } from './norm/running.ts';
import type { FurtherTensors } from './norm/furtherInput.ts';
import type { LayerState } from './norm/spec.ts';
import type { ComputeRequest } from './request.ts';
import type { DType, TensorData } from './tensor/tensor.ts';

/** The state of a request as arrays of the tensor's type; running_mean and running_var may be given alone. */
export function mergedState({ state }: Pick<ComputeRequest, 'state'>, dtype: DType): LayerState {
  if (!state) return {};
  const { weight, bias, runningMean, runningVar, numBatchesTracked, shapes, inputs } = state;
  const array = (values: readonly number[]) =>
    dtype === 'float64' ? Float64Array.from(values) : Float32Array.from(values);
  const given = runningMean ?? runningVar;
  if (!given && numBatchesTracked !== undefined)
    throw new InputError(
      'badState',
      'num_batches_tracked needs running_mean or running_var beside it.',
    );
  const fresh = initialRunning(given?.length ?? 0);
  return {
    ...(shapes ? { shapes } : {}),
    ...(inputs ? { inputs: tensorsOf(inputs, array) } : {}),
    ...(weight ? { weight: array(weight) } : {}),
    ...(bias ? { bias: array(bias) } : {}),
    ...(given
      ? {
          running: {
            mean: runningMean ? Float64Array.from(runningMean) : fresh.mean,
            var: runningVar ? Float64Array.from(runningVar) : fresh.var,
            numBatchesTracked: numBatchesTracked ?? 0,
          },
        }
      : {}),
  };
}

function tensorsOf(
  inputs: NonNullable<NonNullable<ComputeRequest['state']>['inputs']>,
  array: (values: readonly number[]) => TensorData,
): FurtherTensors {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, input]) =>
      input?.values ? [[name, { shape: input.shape, data: array(input.values) }]] : [],
    ),
  );
}
