import { fitsDims, type FurtherTensor, type FurtherTensors } from '../../norm/furtherInput.ts';
import type { Plan, RunningStatistics } from '../../norm/spec.ts';
import { permute } from '../../tensor/permute.ts';
import { rowMajorStrides } from '../../tensor/strides.ts';
import { defaultAxes, numel, tensor, type Tensor, type TensorData } from '../../tensor/tensor.ts';
import { sumsOf } from '../covering.ts';
import type { Pair } from '../pair.ts';

/** x and y as a layer is fed them, in float64, and what is known beside them. */
export interface Fed {
  readonly x: Tensor;
  readonly y: TensorData;
  readonly inputs: FurtherTensors;
  readonly running: RunningStatistics | null;
}

const inFloat64 = (data: TensorData) =>
  data instanceof Float64Array ? data : Float64Array.from(data);

/** A pair with its dimensions in the order in which a layer takes them; so are tensors of the shape of x. */
export function fed(pair: Pair, order: readonly number[]): Fed {
  const axes = defaultAxes(order.length);
  const asStored = order.every((dim, i) => dim === i);
  const turned = (data: TensorData): TensorData => {
    const wide = inFloat64(data);
    return asStored ? wide : permute(tensor(wide, pair.shape, axes), order).data;
  };
  const shape = order.map((dim) => pair.shape[dim]!);
  const inputs = Object.entries(pair.inputs).map(([name, input]): [string, FurtherTensor] => {
    const like = input.shape.join() === pair.shape.join();
    return [
      name,
      like ? { shape, data: turned(input.data) } : { ...input, data: inFloat64(input.data) },
    ];
  });
  return {
    x: tensor(turned(pair.x), shape, axes),
    y: turned(pair.y),
    inputs: Object.fromEntries(inputs),
    running: pair.stored,
  };
}

/** Which places along each dimension are taken. */
export type Places = readonly (readonly number[])[];

/** Entries of an array at places along its dimensions, row-major. */
export function gatheredAt(
  data: TensorData,
  shape: readonly number[],
  places: Places,
): Float64Array {
  const strides = rowMajorStrides(shape);
  const offsets = sumsOf(places.map((chosen, axis) => chosen.map((at) => at * strides[axis]!)));
  const found = new Float64Array(offsets.length);
  for (let i = 0; i < found.length; i++) found[i] = data[offsets[i]!]!;
  return found;
}

const all = (size: number) => Array.from({ length: size }, (_, i) => i);

/** A part of a pair that has whole groups, by the places that it has along each dimension. */
export function partOf({ x, y, inputs, running }: Fed, plan: Plan, places: Places): Fed {
  const shape = places.map(({ length }) => length);
  const channel = places[1] ?? places[0]!;
  const named = plan.inputs.flatMap(({ name, dims }): [string, FurtherTensor][] => {
    const input = inputs[name];
    if (!input || !fitsDims(dims, input.shape)) return [];
    const at = dims.map((dim, i) => {
      const axis = x.axes.indexOf(dim.name);
      return axis < 0 || dim.size === null ? all(input.shape[i]!) : places[axis]!;
    });
    const data = gatheredAt(input.data, input.shape, at);
    return [[name, { shape: at.map(({ length }) => length), data }]];
  });
  const some = (values: Float64Array) => Float64Array.from(channel, (place) => values[place]!);
  return {
    x: tensor(gatheredAt(x.data, x.shape, places), shape, x.axes),
    y: gatheredAt(y, x.shape, places),
    inputs: Object.fromEntries(named),
    running: running && { ...running, mean: some(running.mean), var: some(running.var) },
  };
}

/** Values of a part, where groups are not larger; and places of a dimension along which γ and β vary. */
const MOST_VALUES = 40_000;
const MOST_PARAMETERS = 8;

/**
 * Places of a part that has whole groups: some along dimensions that no statistic covers.
 * @param free  whether a dimension may be cut
 */
export function placesFor(
  plan: Plan,
  free: (axis: number) => boolean,
  most = MOST_VALUES,
): number[][] {
  const counts = plan.shape.map((size, axis) => (free(axis) ? 1 : size));
  const limits = plan.shape.map((size, axis) =>
    plan.view.some((dim) => dim.axis === axis && dim.param)
      ? Math.min(size, MOST_PARAMETERS)
      : size,
  );
  for (let grew = true; grew;) {
    grew = false;
    const order = counts.map((_, axis) => axis).sort((a, b) => counts[a]! - counts[b]!);
    for (const axis of order) {
      const next = Math.min(2 * counts[axis]!, limits[axis]!);
      if (!free(axis) || next <= counts[axis]!) continue;
      if ((numel(counts) / counts[axis]!) * next > most) continue;
      counts[axis] = next;
      grew = true;
      break;
    }
  }
  return plan.shape.map((size, axis) =>
    Array.from({ length: counts[axis]! }, (_, i) => Math.floor((i * size) / counts[axis]!)),
  );
}
