import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerState, Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

/** A layer on a shape: what the kernels are tried on. */
export interface Case {
  readonly layer: LayerName;
  readonly options: LayerOptions;
  readonly shape: readonly number[];
  readonly mode?: Mode;
  readonly title: string;
}

function cases(layer: LayerName, options: LayerOptions, ...shapes: (readonly number[])[]): Case[] {
  return shapes.map((shape) => ({
    layer,
    options,
    shape,
    title: `${layer} ${JSON.stringify(options)} on (${shape.join(', ')})`,
  }));
}

const INNER = Array.from({ length: 33 }, (_, i) => i + 1);

/** Every arrangement of kept and reduced runs that a layer can give, with whole and broken vectors. */
export const CASES: readonly Case[] = [
  // reduced inner runs of every length, side by side and as tiles
  ...cases('BatchNorm1d', {}, ...INNER.map((l) => [4, 3, l])),
  ...cases('BatchNorm1d', {}, [9, 37, 128], [5, 17, 131], [2, 1, 40], [1, 5, 300], [3, 70, 256]),
  ...cases('BatchNorm2d', {}, [4, 3, 5, 7], [2, 33, 16, 16], [3, 5, 1, 9]),
  ...cases('BatchNorm2d', { affine: false }, [4, 3, 5, 7], [2, 9, 40, 40]),
  ...cases('BatchNorm3d', {}, [2, 5, 3, 4, 6]),
  ...cases('SyncBatchNorm', {}, [4, 3, 10, 2]),
  // γ and β along the run
  ...cases('LayerNorm', {}, ...INNER.map((c) => [3, 5, c])),
  ...cases('LayerNorm', {}, [40, 768], [7, 129], [2, 3, 512], [2, 3, 1000], [2, 300, 4]),
  // rows of which some are written while others are gathered, an odd one, ends of every length, and longer ones
  ...cases('LayerNorm', {}, [13, 27], [11, 517], [9, 1022], [6, 392], [3, 8195]),
  ...cases('LayerNorm', { normalized_shape: [3, 5, 7] }, [4, 3, 5, 7]),
  ...cases('LayerNorm', { elementwise_affine: false }, [4, 3, 5, 7], [30, 99]),
  ...cases('LayerNorm', { bias: false }, [30, 99], [30, 16]),
  ...cases('LayerNorm', { zero_centered_gamma: true }, [30, 99]),
  ...cases('RMSNorm', {}, [30, 99], [30, 16], [2, 3, 1], [11, 1027], [6, 1030]),
  ...cases('RMSNorm', { elementwise_affine: false, eps: 1e-6 }, [30, 99]),
  // γ and β by run
  ...cases('GroupNorm', { num_groups: 3 }, [4, 6, 5, 7], [2, 6, 40], [2, 3, 9], [2, 12], [2, 9, 1]),
  ...cases('GroupNorm', { num_groups: 1 }, [4, 6, 5, 7], [1, 40, 16, 16]),
  ...cases('GroupNorm', { num_groups: 6 }, [4, 6, 5, 7]),
  ...cases('GroupNorm', { num_groups: 3, affine: false }, [4, 6, 5, 7]),
  // γ and β along the run, those of another group somewhere else
  ...cases('GroupNorm', { num_groups: 3 }, [9, 51], [5, 48], [4, 384], [3, 1200]),
  ...cases('InstanceNorm1d', {}, [4, 6, 50], [6, 50], [3, 5, 531]),
  ...cases('InstanceNorm2d', { affine: true, track_running_stats: true }, [4, 6, 5, 10]),
  ...cases('InstanceNorm3d', { affine: true }, [2, 3, 2, 5, 10]),
  // kept inner runs: folded with rows left over, wide, broken
  ...cases('BatchNorm1d', {}, [403, 3], [1001, 16], [70, 63], [23, 65], [1207, 2], [19, 4]),
  // few and very wide rows, with γ and β of each row
  ...cases('LayerNorm2d', {}, [2, 19, 40, 40], [2, 6, 33, 35], [1, 20, 5, 5]),
  ...cases('PixelNorm', {}, [2, 19, 40, 40], [2, 18, 33, 35]),
  ...cases('BatchNorm1d', {}, ...INNER.map((c) => [12, c])),
  ...cases('BatchNorm1d', {}, [37, 3], [97, 5], [64, 1500], [7, 2049], [33, 256], [2, 5000]),
  ...cases('BatchNorm1d', { affine: false }, [64, 3], [17, 40]),
  ...cases(
    'Custom',
    { axes: [0, 1, 2], param_axes: [3] },
    [2, 6, 5, 3],
    [3, 7, 7, 64],
    [2, 3, 5, 7],
  ),
  ...cases('Custom', { axes: [1], param_axes: [2] }, [4, 9, 11], [20, 30, 3]),
  ...cases('Custom', { axes: [1], param_axes: [1] }, [4, 9, 11], [2, 40, 16]),
  ...cases('Custom', { axes: [1], param_axes: [1, 2] }, [4, 9, 11]),
  ...cases('Custom', { axes: [0, 2], param_axes: [3] }, [4, 5, 6, 7]),
  ...cases('Custom', { axes: [0, 2] }, [4, 5, 6, 7], [4, 50, 3, 64]),
  ...cases('Custom', { axes: [0, 2], param_axes: [0, 2] }, [4, 5, 6, 7]),
  ...cases('Custom', { axes: [1, 3], param_axes: [3] }, [4, 5, 6, 7], [2, 5, 6, 40]),
  ...cases('Custom', { axes: [1, 3], param_axes: [1] }, [4, 5, 6, 7], [2, 5, 6, 40]),
  ...cases('Custom', { axes: [1, 3], param_axes: [0, 2] }, [4, 5, 6, 7]),
  ...cases('Custom', { axes: [0, 1], param_axes: [0] }, [5, 7]),
  ...cases('Custom', { axes: [0], center: false }, [50, 6]),
  ...cases('Custom', { axes: [1], center: false }, [50, 60]),
  ...cases('Custom', { axes: [1, 3, 5] }, [2, 3, 2, 3, 2, 3]),
  ...cases('UnbiasedBatchNorm', {}, [4, 3, 5, 7], [12, 5]),
  ...cases('EpsOutsideBatchNorm', { eps: 1e-3 }, [4, 3, 5, 7], [12, 5]),
];

/** The same layers with running statistics that they normalize by. */
export const EVAL_CASES: readonly Case[] = [
  ...cases('BatchNorm1d', {}, [4, 3, 9], [9, 37, 128], [33, 3], [33, 40], [7, 2049]),
  ...cases('BatchNorm2d', { affine: false }, [4, 3, 5, 7]),
  ...cases('InstanceNorm2d', { affine: true, track_running_stats: true }, [4, 6, 5, 10]),
  ...cases('InstanceNorm1d', { track_running_stats: true }, [4, 6, 50]),
  ...cases('EpsOutsideBatchNorm', {}, [4, 3, 5, 7]),
].map((one) => ({ ...one, mode: 'eval', title: `${one.title} in eval` }));

/** Numbers between −1 and 1 that look random: the same ones each time. */
export function noise(length: number, seed = 1): Float32Array {
  let state = seed >>> 0;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** γ around 1, β around 0, and running statistics for `channels`. */
export function stateFor(parameters: number, hasBias: boolean, channels: number): LayerState {
  return {
    weight: parameters > 0 ? noise(parameters, 7).map((value) => 1 + value / 2) : null,
    bias: parameters > 0 && hasBias ? noise(parameters, 9) : null,
    running:
      channels > 0
        ? {
            mean: Float64Array.from(noise(channels, 11)),
            var: Float64Array.from(noise(channels, 13), (value) => 1.1 + value),
            numBatchesTracked: 3,
          }
        : null,
  };
}
