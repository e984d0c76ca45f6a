import { InputError } from '../../../core/errors.ts';
import { optionRow, type LayerRow } from '../../../core/norm/layerRow.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerSpec, LayerState, NormResult } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { manualSeed } from '../../../core/random/generator.ts';
import { randn } from '../../../core/random/normal.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';

const LETTERS: Readonly<Record<number, string>> = {
  1: 'C',
  2: 'NC',
  3: 'NCL',
  4: 'NCHW',
  5: 'NCDHW',
};

/** Numbers of a spread and an offset. */
export function inputOf(shape: readonly number[], axes = LETTERS[shape.length]!): Tensor {
  const x = randn(manualSeed(3), [...shape], 'float64', [...axes]);
  return tensor(
    x.data.map((value) => 3 * value + 1),
    x.shape,
    x.axes,
  );
}

const INPUTS = [
  inputOf([6]),
  inputOf([2, 3, 6], 'NLC'),
  inputOf([3, 6], 'LC'),
  inputOf([4, 6]),
  inputOf([1, 6]),
  inputOf([2, 6, 4]),
  inputOf([6, 1, 3]),
  inputOf([2, 4, 3, 3]),
  inputOf([2, 4, 2, 2, 3]),
  // a constant channel
  tensor(
    Float64Array.from({ length: 24 }, (_, i) => (i % 12 < 4 ? 2 : i % 5)),
    [2, 3, 4],
    ['N', 'C', 'L'],
  ),
];

/** Options that change the arithmetic, where the layer has them. */
const EDGES: readonly LayerOptions[] = [
  {},
  { affine: false },
  { affine: true },
  { elementwise_affine: false },
  { bias: false },
  { alpha: 2, shift: -0.5 },
  { num_heads: 2 },
  { num_heads: 2, norm: 'l2', per_head: true },
  { zero_centered_gamma: true },
  { eps: 0 },
  { eps: 0.5 },
  { track_running_stats: true },
  { track_running_stats: false },
  { momentum: null },
  { momentum: 0 },
  { momentum: 0.9 },
  { replicas: [1, 1] },
  { replicas: [1, 2, 1] },
  { num_groups: 1 },
  { num_groups: 2 },
  { size: 2, alpha: 3, beta: 0.5, k: 2 },
  { size: 5, alpha: 1 },
  { norm_before_gate: true },
  { num_groups: 2, norm_before_gate: true },
  { virtual_batch_size: 1 },
  { virtual_batch_size: 2 },
  { rmax: 1.2, dmax: 0.1 },
  { axes: [], param_axes: [] },
  { axes: [], center: false },
  { dim: [] },
  { axes: [0], param_axes: [0] },
  { axes: [0], center: false },
];

/** Of layers that take images only. */
const IMAGE_EDGES: readonly LayerOptions[] = [
  {},
  { apply_act: false },
  { channels_last: true },
  { momentum: 0 },
  { momentum: 0.9 },
];

/** A layer that was run, and what it was run on. */
export interface Run {
  readonly name: string;
  readonly result: NormResult;
  readonly x: Tensor;
  /** As asked for, and with which γ and β. */
  readonly spec: LayerSpec;
  readonly state: LayerState;
}

/** All on the inputs on which most is possible, none on the others. */
const edgesOf = (x: Tensor) =>
  x.shape.length === 3 ? EDGES : x.shape.length === 4 ? IMAGE_EDGES : EDGES.slice(0, 1);

/**
 * Every layer on every input that it takes, in both modes, with every option that it has.
 * @param more  further options, tried on all inputs
 */
export function runsOf(layer: LayerRow<LayerName>, more: readonly LayerOptions[] = []): Run[] {
  return INPUTS.flatMap((x) =>
    [...edgesOf(x), ...more]
      .filter((edge) => Object.keys(edge).every((key) => optionRow(layer, key)))
      .flatMap((edge) =>
        (['train', 'eval'] as const).flatMap((mode) => {
          const options = {
            ...(optionRow(layer, 'size') && { size: 3 }),
            ...(optionRow(layer, 'num_groups') && { num_groups: 1 }),
            ...edge,
          };
          const spec: LayerSpec = { layer: layer.name, options, mode };
          try {
            const { paramShape, hasBias, parametersFrom } = planLayer(
              spec,
              x.shape,
              x.axes,
              'float64',
            );
            const count = paramShape?.reduce((product, size) => product * size, 1) ?? 0;
            const state =
              count && !parametersFrom
                ? {
                    weight: Float64Array.from({ length: count }, (_, i) => 0.5 - i),
                    ...(hasBias && {
                      bias: Float64Array.from({ length: count }, (_, i) => i / 3 - 0.25),
                    }),
                  }
                : {};
            const result = normalize(spec, x, state);
            const name = `${layer.name} ${JSON.stringify(options)} ${mode} on ${x.shape.join('×')}`;
            return [{ name, result, x, spec, state }];
          } catch (error) {
            if (error instanceof InputError) return [];
            throw error;
          }
        }),
      ),
  );
}
