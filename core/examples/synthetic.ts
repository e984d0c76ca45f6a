import { InputError } from '../errors.ts';
import { number } from '../program/python.ts';
import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import { rand } from '../random/uniform.ts';
import { numel, tensor, type Tensor } from '../tensor/tensor.ts';
import { MOST_RANK, MOST_VALUES, USUAL_AMOUNT, type SyntheticSpec } from './syntheticSpec.ts';

/** A made tensor, and the lines of PyTorch that make the same one, named x. */
export interface Synthetic {
  readonly tensor: Tensor;
  readonly script: string;
}

/**
 * A tensor with known statistics, bit for bit PyTorch's on a CPU.
 * @throws InputError synthetic-size beyond MOST_VALUES, or without a dimension
 */
export function synthetic(spec: SyntheticSpec): Synthetic {
  const { shape, distribution, seed } = spec;
  const given = spec.amount ?? USUAL_AMOUNT[distribution] ?? 0;
  // PyTorch takes a Python float in the tensor's own type.
  const amount = Math.fround(given);
  if (shape.length === 0 || numel(shape) > MOST_VALUES)
    throw new InputError(
      'synthetic-size',
      `The shape (${shape.join(', ')}) has ${shape.length === 0 ? 'no dimension' : `${numel(shape)} values`}: expected 1 to ${MOST_RANK} dimensions and at most ${MOST_VALUES} values. Give smaller sizes.`,
      { shape: shape.join(', '), most: MOST_VALUES },
    );
  const sizes = shape.join(', ');
  const begin = `torch.manual_seed(${seed})\n`;
  const normal = () => randn(manualSeed(seed), shape);
  const told = number(given);
  switch (distribution) {
    case 'normal':
      return { tensor: normal(), script: `${begin}x = torch.randn(${sizes})` };
    case 'uniform':
      return {
        tensor: rand(manualSeed(seed), shape),
        script: `${begin}x = torch.rand(${sizes})`,
      };
    case 'constant': {
      const data = new Float32Array(numel(shape)).fill(amount);
      return {
        tensor: tensor(data, shape),
        script: `x = torch.full((${sizes},), ${floatOf(told)})`,
      };
    }
    case 'outlier': {
      const dim = shape.length > 1 ? 1 : 0;
      const made = changed(normal(), (value, index) => (index[dim] === 0 ? value * amount : value));
      const at = dim === 1 ? ':, 0' : '0';
      return { tensor: made, script: `${begin}x = torch.randn(${sizes})\nx[${at}] *= ${told}` };
    }
    case 'offset':
      return {
        tensor: changed(normal(), (value) => value + amount),
        script: `${begin}x = torch.randn(${sizes}) + ${told}`,
      };
    case 'padded': {
      const last = shape.length - 1;
      const length = shape[last]!;
      // One step shorter from sample to sample.
      const made = changed(normal(), (value, index) => {
        const sample = last === 0 ? 0 : index[0]!;
        return index[last]! >= Math.max(1, length - 1 - sample) ? 0 : value;
      });
      const script =
        last === 0
          ? `x[${Math.max(1, length - 1)}:] = 0`
          : `for n in range(${shape[0]}):\n    x[n, ..., max(1, ${length - 1} - n):] = 0`;
      return { tensor: made, script: `${begin}x = torch.randn(${sizes})\n${script}` };
    }
    default:
      return distribution satisfies never;
  }
}

/** Python's float of a number that may be whole. */
const floatOf = (text: string) => (/^-?\d+$/.test(text) ? `${text}.` : text);

function changed(x: Tensor, of: (value: number, index: readonly number[]) => number): Tensor {
  const { shape } = x;
  const index = shape.map(() => 0);
  const data = x.data.map((value) => {
    const made = of(value, index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      if (++index[axis]! < shape[axis]!) break;
      index[axis] = 0;
    }
    return made;
  });
  return tensor(data, shape, x.axes);
}
