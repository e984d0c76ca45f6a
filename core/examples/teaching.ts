import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';

/** A small tensor made for a lesson, with the PyTorch lines that make it. */
export interface TeachingTensor {
  readonly id: 'square' | 'oneHot' | 'oneSentence' | 'oneVector' | 'pair' | 'offset' | 'constant';
  readonly name: string;
  readonly seed?: number;
  readonly tensor: Tensor;
  readonly axisLabels: Readonly<Record<string, string>>;
  readonly script: string;
}

const SEED = 42;
const TEXT = { N: 'batch', C: 'embed_dim', L: 'sentence_len' } as const;
const FEATURES = { N: 'batch', C: 'feature' } as const;

function drawn(
  id: TeachingTensor['id'],
  name: string,
  shape: readonly number[],
  axes: string,
  axisLabels: TeachingTensor['axisLabels'],
): TeachingTensor {
  return {
    id,
    name,
    seed: SEED,
    tensor: randn(manualSeed(SEED), shape, 'float32', [...axes]),
    axisLabels,
    script: `torch.manual_seed(${SEED})\nx = torch.randn(${shape.join(', ')})`,
  };
}

/** A drawn tensor with mean 10 000 and standard deviation 0.01: where E[x²] − E[x]² fails in float32. */
function offset(): TeachingTensor {
  const { tensor: base, ...rest } = drawn('offset', 'Large offset', [4, 3, 8], 'NCL', TEXT);
  const data = Float32Array.from(base.data, (value) =>
    Math.fround(Math.fround(value * Math.fround(0.01)) + 10_000),
  );
  return {
    ...rest,
    tensor: tensor(data, base.shape, base.axes),
    script: `${rest.script} * 0.01 + 10_000`,
  };
}

/** The lessons' tensors, beside the notebook's two. */
export function teachingTensors(): readonly TeachingTensor[] {
  return [
    drawn('square', 'Square trap (C = L)', [2, 4, 4], 'NCL', TEXT),
    {
      id: 'oneHot',
      name: 'One-hot column',
      tensor: tensor(Float32Array.of(1, 0, 0, 0), [4, 1], ['N', 'C']),
      axisLabels: FEATURES,
      script: 'x = torch.tensor([[1.], [0.], [0.], [0.]])',
    },
    drawn('oneSentence', 'Batch of one sentence', [1, 5, 4], 'NCL', TEXT),
    drawn('oneVector', 'Batch of one vector', [1, 5], 'NC', FEATURES),
    drawn('pair', 'Batch of two vectors', [2, 3], 'NC', FEATURES),
    offset(),
    {
      id: 'constant',
      name: 'Constant channel',
      tensor: constantChannel(),
      axisLabels: TEXT,
      script: `torch.manual_seed(${SEED})\nx = torch.randn(2, 3, 4)\nx[:, 1] = 3.0`,
    },
  ];
}

function constantChannel(): Tensor {
  const x = randn(manualSeed(SEED), [2, 3, 4], 'float32', ['N', 'C', 'L']);
  const data = x.data.map((value, i) => (Math.floor(i / 4) % 3 === 1 ? 3 : value));
  return tensor(data, x.shape, x.axes);
}
