import { LAYERS, type LayerName } from '../../core/norm/layers.ts';
import { normalize } from '../../core/norm/normalize.ts';
import type { LayerState, Mode, NormResult } from '../../core/norm/spec.ts';
import type { LayerOptions } from '../../core/norm/view.ts';
import { manualSeed } from '../../core/random/generator.ts';
import { randn } from '../../core/random/normal.ts';
import { snippets } from '../../core/report/snippets/snippets.ts';
import type { Snippet } from '../../core/report/snippets/snippet.ts';
import { permuteToAxes } from '../../core/tensor/permute.ts';
import type { DType } from '../../core/tensor/tensor.ts';

/** A layer on a tensor, our result and the programs that should give the same. */
export interface SnippetCase {
  readonly title: string;
  readonly layer: LayerName;
  readonly options: LayerOptions;
  readonly result: NormResult;
  readonly snippets: readonly Snippet[];
}

interface Asked {
  readonly layer: LayerName;
  /** Axes as stored, e.g. "NCL". */
  readonly axes: string;
  readonly shape: readonly number[];
  readonly options?: LayerOptions;
  readonly mode?: Mode;
  /** Axes as fed, where another order. */
  readonly layout?: string;
  readonly dtype?: DType;
  /** With γ, β and running statistics that are not a new layer's. */
  readonly trained?: boolean;
  /** Changed cells: flat index in the stored order, new value. */
  readonly edits?: readonly (readonly [number, number])[];
}

const SHAPES: readonly (readonly [axes: string, shape: readonly number[]])[] = [
  ['NC', [4, 6]],
  ['CL', [6, 5]],
  ['NCL', [2, 6, 4]],
  ['NCHW', [2, 6, 3, 5]],
  ['NCDHW', [2, 4, 3, 2, 3]],
];

/** What every layer's options come to, beside their defaults. */
const VARIANTS: Readonly<Partial<Record<LayerName, readonly LayerOptions[]>>> = {
  BatchNorm1d: [{ eps: 1e-3, momentum: 0.3 }, { affine: false }, { momentum: null }],
  BatchNorm2d: [{ track_running_stats: false }, { affine: false, track_running_stats: false }],
  SyncBatchNorm: [{ replicas: [1, 1] }],
  LayerNorm: [{ eps: 1e-3 }, { elementwise_affine: false }, { bias: false }],
  RMSNorm: [{ eps: 1e-5 }, { elementwise_affine: false }],
  GroupNorm: [{ num_groups: 1 }, { affine: false, eps: 1e-4 }],
  InstanceNorm1d: [{ affine: true, track_running_stats: true }],
  InstanceNorm2d: [{ affine: true }, { track_running_stats: true, momentum: 0.5 }],
  InstanceNorm3d: [{ track_running_stats: true, momentum: null }],
  LocalResponseNorm: [
    { size: 3, alpha: 0.5, beta: 0.6, k: 2 },
    { size: 4, alpha: 1 },
  ],
  L2Norm: [{ dim: [0, -1], eps: 3 }],
  ScaleNorm: [{ g: 0.5 }],
  QKNorm: [{ num_heads: 2, norm: 'l2' }, { per_head: true }],
  RMSNormGated: [{ num_groups: 2 }, { norm_before_gate: true, eps: 0.1 }],
  MaskedBatchNorm1d: [{ track_running_stats: false }, { affine: false, momentum: null }],
  GhostBatchNorm: [{ virtual_batch_size: 1 }, { virtual_batch_size: 3, affine: false }],
  BatchRenorm: [{ rmax: 1.1, dmax: 0.05 }],
  AdaIN: [{ eps: 0.1 }],
  FilterResponseNorm2d: [{ eps: -0.5 }],
  GlobalResponseNorm: [{ channels_last: true }],
  EvoNorm2dS0: [{ num_groups: 3 }, { apply_act: false }],
  EvoNorm2dB0: [{ apply_act: false }],
  Custom: [{ axes: [0], param_axes: [1] }, { axes: [-1], center: false, eps: 1e-4 }, { axes: [] }],
};

function asked(): Asked[] {
  const plain = LAYERS.flatMap(({ name: layer }) =>
    SHAPES.flatMap(([axes, shape]) =>
      [{}, ...(VARIANTS[layer] ?? [])].flatMap((options) =>
        (['train', 'eval'] as const).map((mode) => ({ layer, axes, shape, options, mode })),
      ),
    ),
  );
  const trained = LAYERS.flatMap(({ name: layer, running }) =>
    SHAPES.flatMap(([axes, shape]) =>
      (['train', 'eval'] as const).map((mode): Asked => ({
        layer,
        axes,
        shape,
        options: running === 'instance' ? { affine: true, track_running_stats: true } : {},
        mode,
        trained: true,
      })),
    ),
  );
  return [
    ...plain,
    ...trained,
    ...(['train', 'eval'] as const).map((mode): Asked => ({
      ...{ layer: 'BatchNorm1d' as const, axes: 'NCL', shape: [2, 5, 4], layout: 'CNL', mode },
      ...{ options: { momentum: null }, trained: true, dtype: 'float64' as const },
      edits: [[9, 100.5] as const, [0, -1e-7] as const],
    })),
    { layer: 'LayerNorm', axes: 'NCHW', shape: [2, 3, 5, 5], trained: true },
    { layer: 'Custom', axes: 'NCL', shape: [2, 5, 4], options: { param_axes: [2] }, trained: true },
    { layer: 'InstanceNorm1d', axes: 'NCL', shape: [2, 5, 4], edits: [[39, 2]] },
    { layer: 'BatchNorm1d', axes: 'NCL', shape: [2, 5, 4], layout: 'NLC' },
    { layer: 'LayerNorm', axes: 'NCL', shape: [2, 5, 4], layout: 'LNC' },
    { layer: 'GroupNorm', axes: 'NHWC', shape: [2, 3, 5, 6], layout: 'NCHW' },
    { layer: 'LocalResponseNorm', axes: 'NHWC', shape: [2, 3, 5, 6], layout: 'NCHW' },
    { layer: 'Custom', axes: 'NCL', shape: [2, 5, 4], layout: 'CNL' },
    { layer: 'BatchNorm2d', axes: 'NCHW', shape: [2, 3, 5, 5], dtype: 'float64' },
    { layer: 'LayerNorm', axes: 'NCL', shape: [2, 3, 5], dtype: 'float64' },
    { layer: 'RMSNorm', axes: 'NCL', shape: [2, 3, 5], dtype: 'float64' },
    { layer: 'LayerNorm', axes: 'NCHW', shape: [2, 3, 5, 5], options: { normalized_shape: [5] } },
    { layer: 'SyncBatchNorm', axes: 'NCABDE', shape: [2, 3, 2, 1, 2, 2] },
  ];
}

/** Every layer of the table, or one, on several shapes, with its options, layouts and types. */
export function snippetCases(layer?: LayerName): SnippetCase[] {
  return asked()
    .filter((one) => layer === undefined || one.layer === layer)
    .flatMap((one) => caseOf(one) ?? []);
}

/** Null where the layer does not take this shape. */
function caseOf({
  layer,
  axes,
  shape,
  options = {},
  mode = 'train',
  layout,
  dtype = 'float32',
  trained = false,
  edits = [],
}: Asked): SnippetCase | null {
  const stored = randn(manualSeed(42), shape, dtype, [...axes]);
  for (const [flat, value] of edits) stored.data[flat] = value;
  const fed = permuteToAxes(stored, [...(layout ?? axes)]);
  let result: NormResult;
  try {
    result = normalize({ layer, options, mode }, fed);
    if (trained) result = normalize({ layer, options, mode }, fed, trainedState(result));
  } catch {
    return null;
  }
  const type = dtype === 'float64' ? ', dtype=torch.float64' : '';
  const script = `torch.manual_seed(42)\nx = torch.randn(${shape.join(', ')}${type})`;
  return {
    title: `${layer} ${JSON.stringify(options)} ${mode} on ${axes} (${shape.join(', ')})${layout ? ` fed as ${layout}` : ''} ${dtype}${trained ? ' trained' : ''}${edits.length > 0 ? ' edited' : ''}`,
    layer,
    options,
    result,
    snippets: snippets(result.plan, { script, shape, axes: [...axes], dtype, edits }, result),
  };
}

/** γ, β and running statistics for a layer that has them, unlike those of a new one. */
function trainedState({ weight, bias, runningBefore: running }: NormResult): LayerState {
  const vary = <T extends Float32Array | Float64Array>(values: T, from: number): T =>
    values.map((_, i) => from + ((i * 7) % 5) / 3) as T;
  return {
    ...(weight ? { weight: vary(weight, 0.5) } : {}),
    ...(bias ? { bias: vary(bias, -1) } : {}),
    ...(running
      ? {
          running: {
            mean: vary(running.mean, -0.7),
            var: vary(running.var, 0.2),
            numBatchesTracked: 3,
          },
        }
      : {}),
  };
}
