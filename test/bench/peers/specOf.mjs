import { tensor } from '../../../core/tensor/tensor.ts';
import { EPS } from './parameters.mjs';

const everyAxisBut = (shape, kept) =>
  shape.map((_, axis) => axis).filter((axis) => !kept.includes(axis));

/** Statistics of a layer whose γ and β vary along another axis than the second. */
const custom = ({ shape, channel }, kept) => ({
  layer: 'Custom',
  options: { axes: everyAxisBut(shape, kept), param_axes: [channel], eps: EPS },
});

const ofChannels = (kind) => (one) => ({
  layer: `${kind}${Math.max(1, one.shape.length - 2)}d`,
  options: { num_features: one.shape[one.channel], affine: true, eps: EPS },
});

const ofRows =
  (layer, more = {}) =>
  ({ shape, channel }) => ({ layer, options: { normalized_shape: [shape[channel]], ...more } });

/** A norm of workloads.mjs as Normscope's layer. */
const SPECS = {
  batch: (one) => (one.channel === 1 ? ofChannels('BatchNorm')(one) : custom(one, [one.channel])),
  instance: (one) =>
    one.channel === 1 ? ofChannels('InstanceNorm')(one) : custom(one, [0, one.channel]),
  group: ({ shape, channel, groups }) => ({
    layer: 'GroupNorm',
    options: { num_groups: groups, num_channels: shape[channel], eps: EPS },
  }),
  layer: ofRows('LayerNorm', { eps: EPS }),
  rms: ofRows('RMSNorm', { eps: EPS }),
  layer2d: ({ shape }) => ({
    layer: 'LayerNorm2d',
    options: { num_channels: shape[1], eps: EPS },
  }),
  pixel: () => ({ layer: 'PixelNorm', options: { eps: EPS } }),
  response: () => ({ layer: 'LocalResponseNorm', options: { size: 5 } }),
  tanh: ofRows('DynamicTanh'),
  erf: ofRows('DynamicErf'),
  gate: () => ({ layer: 'RMSNormGated', options: { eps: EPS } }),
  global: () => ({ layer: 'GlobalResponseNorm', options: { channels_last: true, eps: EPS } }),
};

/** A workload as Normscope's layer. */
export const specOf = (one) => ({ ...SPECS[one.norm](one), mode: 'train' });

export const tensorOf = ({ shape }, data) => tensor(data, shape);
