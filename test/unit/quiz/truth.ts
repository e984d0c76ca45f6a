import { layerRow, type LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerSpec } from '../../../core/norm/spec.ts';
import type { OptionValue } from '../../../core/norm/view.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import type { Subject } from '../../../core/quiz/question.ts';
import { indexOf } from '../../../core/tensor/strides.ts';

/**
 * Cells whose output depends on one input, found by changing it, at two places so that no chance hides one:
 * what a layer averages over, without asking its plan.
 */
export function reachOf(spec: LayerSpec, x: Tensor, flat: number, subject?: Subject): number[] {
  const state = subject?.running ? { running: subject.running } : {};
  const before = normalize(spec, x, state).output.data;
  const changed = new Set<number>();
  for (const by of [0.37, 1.91]) {
    const data = x.data.slice();
    data[flat] = data[flat]! + by;
    const after = normalize(spec, tensor(data, x.shape, x.axes), state).output.data;
    after.forEach((value, i) => {
      if (Math.abs(value - before[i]!) > 1e-6) changed.add(i);
    });
  }
  return [...changed].sort((a, b) => a - b);
}

/** Names of the axes along which cells differ. */
export function variedAxes(cells: readonly number[], { shape, axes }: Tensor): string[] {
  const indices = cells.map((flat) => indexOf(shape, flat));
  return axes.filter((_, axis) => indices.some((index) => index[axis] !== indices[0]![axis]));
}

/** "nn.GroupNorm(2, 6)" as a layer, its sizes by their places in the table. */
export function specOfCall(call: string): LayerSpec {
  const [, name = '', inside = ''] = /^nn\.(\w+)\((.*)\)$/.exec(call) ?? [];
  const row = layerRow(name);
  const words = inside.startsWith('(') ? [inside] : inside.split(', ');
  const options: Record<string, OptionValue> = {};
  const places = row.options.filter((option) => option.derive);
  words.forEach((word, i) => {
    const { name: option, kind } = places[i]!;
    const numbers = word.replace(/[()]/g, '').split(', ').map(Number);
    options[option] = kind === 'sizes' ? numbers : numbers[0]!;
  });
  return { layer: name as LayerName, options, mode: 'train' };
}
