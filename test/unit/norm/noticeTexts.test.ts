import { expect, test } from 'vitest';
import type { LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerState, Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { defaultAxes, tensor, type Tensor } from '../../../core/tensor/tensor.ts';

const f32 = (data: readonly number[], shape: readonly number[], axes = defaultAxes(shape.length)) =>
  tensor(Float32Array.from(data), shape, axes);
const f64 = (data: readonly number[], shape: readonly number[]) =>
  tensor(Float64Array.from(data), shape);
const running = (mean: readonly number[], variance: readonly number[]) => ({
  mean: Float64Array.from(mean),
  var: Float64Array.from(variance),
  numBatchesTracked: 3,
});
/** −3, 4, 0, 7, 3 …: no two neighbours alike, no constant group. */
const numbers = (count: number) => Array.from({ length: count }, (_, i) => ((i * 7) % 11) - 3);

/** Code, sentence and numbers of every notice, in their order. */
const CASES: readonly (readonly [
  layer: LayerName,
  x: Tensor,
  options: LayerOptions,
  state: LayerState,
  mode: Mode,
  says: readonly string[],
])[] = [
  [
    'BatchNorm1d',
    f32([NaN, 1, 2, 3], [2, 2]),
    {},
    {},
    'train',
    [
      'notFinite | 1 of 2 statistics is not finite: one NaN or infinite value spoils all 2 cells that share it. Remove or mask such values. | {"number":1,"groups":2,"groupSize":2}',
      'groupOfTwo | Every statistic covers 2 values, which lie equally far from their mean where both are finite: for 1 of 2 pairs BatchNorm1d gives about +1 and −1 before γ and β, however far apart they are. Average over more values. | {"layer":"BatchNorm1d","number":1,"groups":2,"limit":"1"}',
      'runningMeanNotFinite | running_mean is NaN or infinite in channel 0: the output there is NaN or infinite in eval. Updates never wear that off: reset it, or load other running statistics. | {"places":"0"}',
      'runningVarNotFinite | running_var is NaN or infinite in channel 0: nothing of the input is left there in eval. Updates never wear that off: reset it, or load other running statistics. | {"places":"0"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32([NaN, 1, 2, 3, 4, Infinity], [3, 2]),
    {},
    {},
    'train',
    [
      'notFinite | 2 of 2 statistics are not finite: one NaN or infinite value spoils all 3 cells that share it. Remove or mask such values. | {"number":2,"groups":2,"groupSize":3}',
      'runningMeanNotFinite | running_mean is NaN or infinite in channels 0, 1: the output there is NaN or infinite in eval. Updates never wear that off: reset it, or load other running statistics. | {"places":"0, 1"}',
      'runningVarNotFinite | running_var is NaN or infinite in channels 0, 1: nothing of the input is left there in eval. Updates never wear that off: reset it, or load other running statistics. | {"places":"0, 1"}',
    ],
  ],
  [
    'RMSNorm',
    f32([NaN, 1], [2, 1]),
    { normalized_shape: [1] },
    {},
    'train',
    [
      'notFinite | 1 of 2 statistics is not finite: one NaN or infinite value spoils the cell that it is taken over. Remove or mask such values. | {"number":1,"groups":2,"groupSize":1}',
      'signAlone | Every statistic covers a single value, and of 1 of 2 values RMSNorm keeps no more than the sign: about +1 or −1 before γ. Average over more values. | {"layer":"RMSNorm","number":1,"groups":2}',
    ],
  ],
  [
    'LayerNorm',
    f64([1e200, -1e200, 1, 2], [2, 2]),
    {},
    {},
    'train',
    [
      `overflow | 1 of 2 statistics is taken over finite values whose squares pass 1.8e308, the largest float64: what they are divided by is infinite, and nothing of them is left, only β (or NaN where their mean overflows too). PyTorch's float64 overflows as well and gives that or NaN. Scale the data down first. | {"number":1,"groups":2}`,
      'groupOfTwo | Every statistic covers 2 values, which lie equally far from their mean where both are finite: for 1 of 2 pairs LayerNorm gives about +1 and −1 before γ and β, however far apart they are. Average over more values. | {"layer":"LayerNorm","number":1,"groups":2,"limit":"1"}',
    ],
  ],
  [
    'LayerNorm',
    f64([1e200, -1e200, 1, 2, 3, 4], [2, 3]),
    { elementwise_affine: false },
    {},
    'train',
    [
      `overflow | 1 of 2 statistics is taken over finite values whose squares pass 1.8e308, the largest float64: what they are divided by is infinite, and nothing of them is left, only 0 (or NaN where their mean overflows too). PyTorch's float64 overflows as well and gives that or NaN. Scale the data down first. | {"number":1,"groups":2}`,
    ],
  ],
  [
    'LayerNorm',
    f32([2, 2, 2, 1, 2, 4], [2, 3]),
    {},
    {},
    'train',
    [
      'constant | 1 of 2 statistics is taken over a constant: its output is exactly β. Only eps keeps the division from being 0/0. | {"number":1,"groups":2}',
    ],
  ],
  [
    'RMSNorm',
    f32([0, 0, 0, 1, 2, 4], [2, 3]),
    {},
    {},
    'train',
    [
      'constant | 1 of 2 statistics is taken over zeros alone: its output is exactly 0. Only eps keeps the division from being 0/0. | {"number":1,"groups":2}',
    ],
  ],
  [
    'BatchNorm1d',
    f32([2, 2, 2], [3, 1]),
    { eps: 0 },
    {},
    'train',
    [
      'constant | The only statistic is taken over a constant: its output is exactly β. PyTorch takes 1/√0 for 0 in this layer, so that 0/0 is 0. | {"number":1,"groups":1}',
    ],
  ],
  [
    'LayerNorm',
    f32([0, 0, 0, 0, 0, 0], [2, 3]),
    { eps: 0 },
    {},
    'train',
    [
      'constantSpoiled | 2 of 2 statistics are taken over a constant, and 1/√(0 + eps) is no number with an eps of 0: 0 times that makes their output NaN. Give the layer an eps above 0. | {"number":2,"groups":2}',
    ],
  ],
  [
    'LayerNorm',
    f32([1e4, 1e4, 1e4, 1, 2, 4], [2, 3]),
    {},
    {},
    'train',
    [
      'constant | 1 of 2 statistics is taken over a constant: its output is exactly β. Only eps keeps the division from being 0/0. | {"number":1,"groups":2}',
      'farConstant | 1 of 2 statistics is taken over a constant far from 0. The numbers here are exact; PyTorch rounds the mean, divides what is left of x − mean by √eps, and may give any number or NaN there. Centre the data first. | {"number":1,"groups":2}',
    ],
  ],
  [
    'LayerNorm',
    f32([1, 2, 4, 0, 0, 0], [2, 3]),
    { eps: 1e-60 },
    {},
    'train',
    [
      'constant | 1 of 2 statistics is taken over a constant: its output is exactly β. Only eps keeps the division from being 0/0. | {"number":1,"groups":2}',
      `epsIsZero | 1 of 2 statistics is taken over a constant, and an eps of 1e-60 is 0 in float32. The numbers here hold it as it is; PyTorch's float32 arithmetic divides 0 by 0 there and gives NaN. Choose an eps of at least 1e-45. | {"number":1,"groups":2,"eps":1e-60}`,
    ],
  ],
  [
    'RMSNorm',
    f32([1, 2, 4, 0, 0, 0], [2, 3]),
    { eps: 1e-60 },
    {},
    'train',
    [
      'constant | 1 of 2 statistics is taken over zeros alone: its output is exactly 0. Only eps keeps the division from being 0/0. | {"number":1,"groups":2}',
      `epsIsZero | 1 of 2 statistics is taken over zeros alone, and an eps of 1e-60 is 0 in float32. The numbers here hold it as it is; PyTorch's float32 arithmetic divides 0 by 0 there and gives NaN. Choose an eps of at least 1e-45. | {"number":1,"groups":2,"eps":1e-60}`,
    ],
  ],
  [
    'LayerNorm',
    f32([1, 2, 4, 5, 6, 8], [2, 3]),
    { eps: 1e40 },
    {},
    'train',
    [
      `epsIsInfinite | An eps of 1e+40 is infinite in float32. The numbers here are exact; PyTorch's float32 arithmetic divides by infinity and leaves only β. Choose an eps below 3.4e38. | {"eps":1e+40}`,
    ],
  ],
  [
    'LayerNorm',
    f32([1, 2, 4, 5, 6, 8], [2, 3]),
    { eps: -9 },
    {},
    'train',
    [
      `negativeEps | An eps of -9 is subtracted from what LayerNorm adds it to: what is no larger leaves nothing to divide by and becomes NaN or infinite, and a little more is blown up. PyTorch runs it (BatchNorm's newer versions only in eval); choose an eps above 0. | {"layer":"LayerNorm","eps":-9}`,
      'noRoot | 2 of 2 statistics are too small for an eps of -9: together they are not above 0, so there is nothing to divide by and their output is NaN or infinite. Give the layer an eps above 0. | {"number":2,"groups":2,"eps":-9}',
    ],
  ],
  [
    'GroupNorm',
    f32([1, 5, 2, 8], [2, 2]),
    { num_groups: 2 },
    {},
    'train',
    [
      'groupOfOne | Every statistic covers a single value, so its deviation is 0 and GroupNorm gives β for any finite input. Average over more values. | {"layer":"GroupNorm"}',
    ],
  ],
  [
    'GroupNorm',
    f32([1, 5, 2, 8], [2, 2]),
    { num_groups: 2, eps: 0 },
    {},
    'train',
    [
      'groupOfOneSpoiled | Every statistic covers a single value, so its deviation is 0 and with an eps of 0 GroupNorm gives NaN for any input. Give it an eps above 0 and average over more values. | {"layer":"GroupNorm"}',
    ],
  ],
  [
    'RMSNorm',
    f32([1, 5, 2, 8], [4, 1]),
    { normalized_shape: [1] },
    {},
    'train',
    [
      'signAlone | Every statistic covers a single value, and of 4 of 4 values RMSNorm keeps no more than the sign: about +1 or −1 before γ. Average over more values. | {"layer":"RMSNorm","number":4,"groups":4}',
    ],
  ],
  [
    'BatchNorm1d',
    f32([1, 5, 2, 8], [2, 2]),
    {},
    {},
    'train',
    [
      'groupOfTwo | Every statistic covers 2 values, which lie equally far from their mean where both are finite: for 2 of 2 pairs BatchNorm1d gives about +1 and −1 before γ and β, however far apart they are. Average over more values. | {"layer":"BatchNorm1d","number":2,"groups":2,"limit":"1"}',
    ],
  ],
  [
    'UnbiasedBatchNorm',
    f32([1, 5, 2, 8], [2, 2]),
    {},
    {},
    'train',
    [
      'groupOfTwo | Every statistic covers 2 values, which lie equally far from their mean where both are finite: for 2 of 2 pairs UnbiasedBatchNorm gives about +0.71 and −0.71 before γ and β, however far apart they are. Average over more values. | {"layer":"UnbiasedBatchNorm","number":2,"groups":2,"limit":"0.71"}',
    ],
  ],
  [
    'LayerNorm',
    f32([1000, 1000.1, 1000.2, 1, 2, 4], [2, 3]),
    {},
    {},
    'train',
    [
      'largeOffset | 1 of 2 statistics is more than 1000 standard deviations away from 0. The numbers here are exact; float32 arithmetic, as on a GPU, loses digits there. Centre the data first. | {"number":1,"groups":2}',
    ],
  ],
  [
    'BatchNorm1d',
    f32([1e20, -1e20, 3e19], [3, 1]),
    {},
    {},
    'train',
    [
      `float32Overflow | The only statistic is taken over values whose squares pass 3.4e38, the largest float32. The numbers here are exact; PyTorch's float32 arithmetic overflows there: its output is 0 or NaN, its running_var infinite. Scale the data down first. | {"number":1,"groups":1}`,
    ],
  ],
  [
    'LayerNorm',
    f32([1e20, -1e20, 3e19], [1, 3]),
    {},
    {},
    'train',
    [
      `float32Overflow | The only statistic is taken over values whose squares pass 3.4e38, the largest float32. The numbers here are exact; PyTorch's float32 arithmetic overflows there: its output is 0 or NaN. Scale the data down first. | {"number":1,"groups":1}`,
    ],
  ],
  [
    'LayerNorm',
    f32([1e-20, -1e-20, 3e-20], [1, 3]),
    { eps: 1e-45 },
    {},
    'train',
    [
      `float32Underflow | The only statistic is taken over deviations whose squares fall below 1.2e-38, the smallest full float32, and eps does not cover that. The numbers here are exact; PyTorch's float32 arithmetic takes such squares for 0 there. Scale the data up, or give the layer a larger eps. | {"number":1,"groups":1}`,
    ],
  ],
  [
    'RMSNorm',
    f32([1e-20, -1e-20, 3e-20], [1, 3]),
    { eps: 1e-45 },
    {},
    'train',
    [
      `float32Underflow | The only statistic is taken over values whose squares fall below 1.2e-38, the smallest full float32, and eps does not cover that. The numbers here are exact; PyTorch's float32 arithmetic takes such squares for 0 there. Scale the data up, or give the layer a larger eps. | {"number":1,"groups":1}`,
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    {},
    { running: running([0, NaN], [1, 1]) },
    'eval',
    [
      'runningMeanNotFinite | running_mean is NaN or infinite in channel 1: the output there is NaN or infinite in eval. Updates never wear that off: reset it, or load other running statistics. | {"places":"1"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    {},
    { running: running([0, 0], [Infinity, -1]) },
    'eval',
    [
      'runningVarNotFinite | running_var is NaN or infinite in channel 0: nothing of the input is left there in eval. Updates never wear that off: reset it, or load other running statistics. | {"places":"0"}',
      'negativeVariance | running_var + eps is negative in channel 1 and has no root: the output there is NaN in eval. Check running_var. | {"sum":"running_var + eps","places":"1"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    {},
    { running: running([0, 0], [0, -5e-6]) },
    'eval',
    [
      'smallVariance | running_var is 0, below 0 or hardly above it in channels 0, 1: there eval multiplies the input by up to 447. Check running_var. | {"places":"0, 1","gain":"447"}',
    ],
  ],
  [
    'EpsOutsideBatchNorm',
    f32(numbers(6), [3, 2]),
    {},
    { running: running([0, 0], [-1, 1]) },
    'eval',
    [
      'negativeVariance | running_var is negative in channel 0 and has no root: the output there is NaN in eval. Check running_var. | {"sum":"running_var","places":"0"}',
    ],
  ],
  [
    'EpsOutsideBatchNorm',
    f32(numbers(6), [3, 2]),
    {},
    {},
    'eval',
    [
      'freshRunning | EpsOutsideBatchNorm has not been trained: its running mean is 0 and its running variance 1, so eval only divides by 1 + eps before γ and β. Run it in train mode first, or load its running statistics. | {"layer":"EpsOutsideBatchNorm","divisor":"1 + eps"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    {},
    {},
    'eval',
    [
      'freshRunning | BatchNorm1d has not been trained: its running mean is 0 and its running variance 1, so eval only divides by √(1 + eps) before γ and β. Run it in train mode first, or load its running statistics. | {"layer":"BatchNorm1d","divisor":"√(1 + eps)"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    {},
    { weight: Float32Array.of(NaN, Infinity), bias: Float32Array.of(0, NaN) },
    'train',
    [
      'weightNotFinite | γ (weight) is NaN or infinite in channels 0, 1: the output there is NaN or infinite whatever the input. Check the weight. | {"name":"weight","places":"0, 1"}',
      'biasNotFinite | β (bias) is NaN or infinite in channel 1: the output there is NaN or infinite whatever the input. Check the bias. | {"name":"bias","places":"1"}',
    ],
  ],
  [
    'LayerNorm',
    f32(numbers(12), [3, 4]),
    {},
    { weight: Float32Array.of(NaN, 1, 1, NaN) },
    'train',
    [
      'weightNotFinite | γ (weight) is NaN or infinite in channels 0, 3: the output there is NaN or infinite whatever the input. Check the weight. | {"name":"weight","places":"0, 3"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32([1, NaN, 2, 3, 4, 5], [3, 2]),
    {},
    { running: running([0, 0], [1, 1]) },
    'eval',
    [
      'inputNotFinite | 1 of 6 values of the input is NaN or infinite, and so is the output there; the others keep theirs, as the running statistics are given. Remove or mask such values. | {"number":1,"cells":6}',
    ],
  ],
  [
    'BatchNorm1d',
    f32([3e38, 1, 2, 3, 4, 5], [3, 2]),
    {},
    { running: running([0, 0], [1e-4, 1]) },
    'eval',
    [
      `outputOverflow | 1 of 6 values of the output is infinite though the input there is finite: with these running statistics, γ and β they pass the largest number of the tensor's type. PyTorch's arithmetic overflows there as well. Check running_mean, running_var, γ and β, or scale the data down. | {"number":1,"cells":6}`,
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    { momentum: 1.5 },
    {},
    'train',
    [
      'momentumRange | A momentum of 1.5 is not a share: the running statistics become -0.5 · old + 1.5 · batch, which can leave every range and make running_var negative. PyTorch runs it as well; choose a momentum from 0 to 1. | {"layer":"BatchNorm1d","momentum":1.5,"other":-0.5,"old":-0.5,"batch":1.5}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    { momentum: 0 },
    {},
    'train',
    [
      'momentumZero | With a momentum of 0 the running statistics of BatchNorm1d never change: eval keeps using those it began with. Give a momentum above 0, or None for an average of all batches. | {"layer":"BatchNorm1d","momentum":0}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    { momentum: 0.9 },
    {},
    'train',
    [
      'momentumLarge | A momentum of 0.9 is large for BatchNorm1d: it is the weight of the new batch, so the running statistics nearly follow the last one. Keras and Flax weigh the old value: their 0.9 is 0.1 here. | {"layer":"BatchNorm1d","momentum":0.9,"other":0.1}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(6), [3, 2]),
    { eps: -1 },
    {},
    'train',
    [
      `negativeEps | An eps of -1 is subtracted from what BatchNorm1d adds it to: what is no larger leaves nothing to divide by and becomes NaN or infinite, and a little more is blown up. PyTorch runs it (BatchNorm's newer versions only in eval); choose an eps above 0. | {"layer":"BatchNorm1d","eps":-1}`,
    ],
  ],
  [
    'InstanceNorm1d',
    f32(numbers(24), [2, 3, 4]),
    { momentum: null, track_running_stats: true },
    {},
    'train',
    [
      'momentumIgnored | InstanceNorm1d takes momentum=None for 0, so its running statistics never change (BatchNorm would average all batches). Give a momentum. | {"layer":"InstanceNorm1d"}',
    ],
  ],
  [
    'InstanceNorm1d',
    f32(numbers(24), [2, 3, 4]),
    { num_features: 7 },
    {},
    'train',
    [
      'unusedFeatures | num_features is 7, but the input has 3 channels; without γ, β and running statistics InstanceNorm1d does not check it. Set it to 3. | {"layer":"InstanceNorm1d","features":7,"channels":3}',
    ],
  ],
  [
    'GroupNorm',
    f32(numbers(24), [2, 4, 3]),
    { num_groups: 2, num_channels: 6, affine: false },
    {},
    'train',
    [
      'unusedChannels | num_channels is 6, but the input has 4 channels; without γ and β GroupNorm does not check it. Set it to 4. | {"layer":"GroupNorm","declared":6,"channels":4}',
    ],
  ],
  [
    'InstanceNorm1d',
    f32(numbers(12), [3, 4], ['N', 'C']),
    {},
    {},
    'train',
    [
      'readAsOneSample | InstanceNorm1d reads a 2-D input as (C, L), one sample: N is taken for the channels, and it averages over C. BatchNorm1d would read it as (N, C). Add a length with x.unsqueeze(-1), or use another layer. | {"layer":"InstanceNorm1d","rank":2,"form":"(C, L)","first":"N","over":"C"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(24), [2, 4, 3], ['N', 'L', 'C']),
    {},
    {},
    'train',
    [
      'axisOrder | BatchNorm1d expects (N, C, L) but is fed (N, L, C): it takes L for the channels and averages over N, C. To normalize channels C, feed x.permute(0, 2, 1), which is (N, C, L). | {"layer":"BatchNorm1d","fed":"(N, L, C)","expected":"(N, C, L)","channel":"L","over":"N, C","order":"0, 2, 1"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(24), [2, 4, 3], ['N', 'L', 'C']),
    {},
    { running: running([0, 0, 0, 0], [1, 2, 3, 4]) },
    'eval',
    [
      'axisOrderStored | BatchNorm1d expects (N, C, L) but is fed (N, L, C): it takes L for the channels, whose statistics are stored. To normalize channels C, feed x.permute(0, 2, 1), which is (N, C, L). | {"layer":"BatchNorm1d","fed":"(N, L, C)","expected":"(N, C, L)","channel":"L","order":"0, 2, 1"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(32), [2, 4, 4]),
    {},
    {},
    'train',
    [
      'squareTrap | C and L both have 4 entries, so BatchNorm1d would accept them swapped without an error and normalize the wrong axis. Check the layout: it takes C for the channels. | {"layer":"BatchNorm1d","first":"C","second":"L","size":4}',
    ],
  ],
  [
    'LayerNorm',
    f32(numbers(24), [2, 3, 4]),
    { normalized_shape: [4] },
    {},
    'train',
    [
      'layerNormWithoutChannel | LayerNorm always takes the last dimensions: here it averages over L and not over the channels C. To normalize each position over its channels, move C to the end first. | {"layer":"LayerNorm","over":"L"}',
    ],
  ],
  [
    'LayerNorm',
    f32(numbers(24), [2, 3, 4]),
    { normalized_shape: [3, 4] },
    {},
    'train',
    [
      `wholeSample | LayerNorm averages over C, L here, a whole sample. A transformer's LayerNorm takes C only, each position by itself: feed (N, L, C) to LayerNorm([3]). | {"layer":"LayerNorm","over":"C, L","channels":3,"feed":"(N, L, C)"}`,
    ],
  ],
  [
    'LayerNorm',
    f32(numbers(24), [2, 4, 3], ['N', 'L', 'C']),
    { normalized_shape: [4, 3] },
    {},
    'train',
    [
      `wholeSample | LayerNorm averages over L, C here, a whole sample. A transformer's LayerNorm takes C only, each position by itself: feed it to LayerNorm([3]). | {"layer":"LayerNorm","over":"L, C","channels":3,"feed":"(N, L, C)"}`,
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(12), [1, 3, 4]),
    {},
    {},
    'train',
    [
      'batchOfOne | The batch holds one sample, so BatchNorm1d normalizes it by itself, as InstanceNorm does; in eval it uses running statistics instead and may give other numbers. Train with more samples, or choose GroupNorm or LayerNorm. | {"layer":"BatchNorm1d"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(12), [1, 3, 4]),
    { track_running_stats: false },
    {},
    'train',
    [
      'batchOfOneUntracked | The batch holds one sample, so BatchNorm1d normalizes it by itself, as InstanceNorm does, in train and eval alike. In a larger batch it would depend on its neighbours; GroupNorm or LayerNorm never do. | {"layer":"BatchNorm1d"}',
    ],
  ],
  [
    'UnbiasedBatchNorm',
    f32(numbers(12), [1, 3, 4]),
    {},
    {},
    'train',
    [
      'batchOfOneItself | The batch holds one sample, so UnbiasedBatchNorm normalizes it by itself; in eval it uses running statistics instead and may give other numbers. Train with more samples, or choose GroupNorm or LayerNorm. | {"layer":"UnbiasedBatchNorm"}',
    ],
  ],
  [
    'BatchNorm1d',
    f32(numbers(24), [2, 3, 4]),
    { track_running_stats: false },
    {},
    'eval',
    [
      `evalUsesBatch | With track_running_stats=False BatchNorm1d uses the batch's own statistics in eval too: a sample's output depends on its neighbours. Track running statistics to avoid that. | {"layer":"BatchNorm1d"}`,
    ],
  ],
  [
    'LocalResponseNorm',
    f32(numbers(12), [1, 3, 4]),
    { size: 5 },
    {},
    'train',
    [
      'windowTooWide | The window of 5 is wider than the 3 channels: what is missing counts as 0, and LocalResponseNorm still divides by 5. Choose a size of at most 3. | {"layer":"LocalResponseNorm","size":5,"channels":3}',
    ],
  ],
  [
    'LocalResponseNorm',
    f32(numbers(12), [1, 3, 4]),
    { size: 2 },
    {},
    'train',
    [
      `evenWindow | A window of 2 has no middle: PyTorch's leans to lower channels (1 below, 0 above), ONNX's to higher. Choose an odd size to agree with both. | {"layer":"LocalResponseNorm","size":2}`,
    ],
  ],
  [
    'Custom',
    f32(numbers(12), [1, 3, 4]),
    { axes: [] },
    {},
    'train',
    [
      'nothingReduced | No axis is reduced, so every value is a group of its own. Choose at least one axis. | {}',
      'groupOfOne | Every statistic covers a single value, so its deviation is 0 and Custom gives 0 for any finite input. Average over more values. | {"layer":"Custom"}',
    ],
  ],
];

const coded = (says: readonly string[]) => says.map((line) => line.replace(/ .*/, '')).join(', ');

test.each(CASES.map((each) => [each[0], each[4], coded(each[5]), each] as const))(
  '%s in %s says what is wrong, with its numbers: %s',
  (_, __, ___, [layer, x, options, state, mode, says]) => {
    const { warnings } = normalize({ layer, options, mode }, x, state);
    const told = warnings.map(
      ({ code, message, details }) => `${code} | ${message} | ${JSON.stringify(details)}`,
    );
    expect(told).toEqual(says);
  },
);
