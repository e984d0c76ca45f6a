import { permuteToAxes } from './permute.ts';
import { rowMajorStrides } from './strides.ts';
import type { Tensor, TensorData } from './tensor.ts';

/**
 * The tensor with its axes in another order, as permuteToAxes() gives it, but copied only when its data are first asked for; the tensor
 * itself where its axes are in that order. Only what reads cells or types where they are stored knows of the original: a spread has the data.
 * @param original  any tensor
 * @param axes      the names of its axes, each once
 * @param room      makes the array that takes the copy
 */
export function permuted(
  original: Tensor,
  axes: readonly string[],
  room?: (like: TensorData) => TensorData,
): Tensor {
  if (axes.every((name, position) => name === original.axes[position])) return original;
  const shape = axes.map((name) => original.shape[original.axes.indexOf(name)]!);
  let copy: TensorData | null = null;
  const x: Tensor = {
    get data() {
      return (copy ??= permuteToAxes(original, axes, room).data);
    },
    shape,
    axes: [...axes],
  };
  return Object.defineProperty(x, 'original', { value: original });
}

/** What reads a cell of a tensor by its row-major position, where it is stored: nothing is copied for a few cells. An empty tensor has NaN. */
export function cellReader(x: Tensor): (flat: number) => number {
  const { shape, axes, original } = x;
  if (!original) return (flat) => x.data[flat] ?? NaN;
  const { data } = original;
  const strides = rowMajorStrides(original.shape);
  const steps = axes.map((name) => strides[original.axes.indexOf(name)]!);
  return (flat) => {
    let at = 0;
    let rest = flat;
    for (let axis = shape.length - 1; axis > 0; axis--) {
      const size = shape[axis]!;
      const outer = Math.floor(rest / size);
      at += (rest - outer * size) * steps[axis]!;
      rest = outer;
    }
    return data[at + rest * steps[0]!] ?? NaN;
  };
}
