import { tensor } from '../../../core/tensor/tensor.ts';
import { EPS } from './parameters.mjs';

/** A workload as Normscope's layer. */
export function specOf({ norm, shape, channel, groups }) {
  const mode = 'train';
  const size = shape[channel];
  if (norm === 'layer')
    return { layer: 'LayerNorm', options: { normalized_shape: [size], eps: EPS }, mode };
  if (norm === 'group')
    return {
      layer: 'GroupNorm',
      options: { num_groups: groups, num_channels: size, eps: EPS },
      mode,
    };
  if (channel !== 1) {
    const axes = shape.map((_, axis) => axis).filter((axis) => axis !== channel);
    return { layer: 'Custom', options: { axes, param_axes: [channel], eps: EPS }, mode };
  }
  const kind = norm === 'instance' ? 'InstanceNorm' : 'BatchNorm';
  const affine = { affine: true, eps: EPS };
  return { layer: `${kind}${shape.length - 2}d`, options: { num_features: size, ...affine }, mode };
}

export const tensorOf = ({ shape }, data) => tensor(data, shape);
