import { builtInExamples } from '../../core/examples/builtIn.ts';
import { teachingTensors } from '../../core/examples/teaching.ts';
import { dtypeOf, type Tensor } from '../../core/tensor/tensor.ts';
import type { TensorInfo } from '../ipc/types.ts';
import { sharedTensor } from '../workers/sharedTensor.ts';

/** A tensor that the service holds, and what is told of it. */
export interface HeldTensor {
  readonly info: TensorInfo;
  /** Its data lies in shared memory. */
  readonly tensor: Tensor;
}

/** Tensors that come with the program, by their names: what the window lists of them, and all, those of lessons too. */
export function exampleTensors(): {
  readonly listed: readonly TensorInfo[];
  readonly all: ReadonlyMap<string, HeldTensor>;
} {
  const listed = builtInExamples().map(held);
  return {
    listed: listed.map(([, { info }]) => info),
    all: new Map([...listed, ...teachingTensors().map(held)]),
  };
}

function held(example: BuiltIn | Teaching): readonly [string, HeldTensor] {
  const { id, name, tensor, axisLabels, seed, script } = example;
  const info: TensorInfo = {
    ref: { kind: 'example', id },
    name,
    source: seed === undefined ? 'script' : `torch.manual_seed(${seed})`,
    shape: tensor.shape,
    axes: tensor.axes,
    axisLabels,
    dtype: dtypeOf(tensor),
    ...(seed === undefined ? {} : { seed }),
    script,
    ...('defaultLayer' in example ? { defaultLayer: example.defaultLayer } : {}),
    bytes: tensor.data.byteLength,
  };
  return [id, { info, tensor: sharedTensor(tensor) }];
}

type BuiltIn = ReturnType<typeof builtInExamples>[number];
type Teaching = ReturnType<typeof teachingTensors>[number];
