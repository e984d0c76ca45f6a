/** Layers on 98 MiB by the shape and axes that they are fed, and the order in which these lie in memory. */
export const LAYOUTS = [
  {
    layer: 'LayerNorm',
    options: { normalized_shape: [768] },
    shape: [64, 523, 768],
    fed: 'NLC',
    stored: 'NCL',
  },
  { layer: 'BatchNorm2d', options: {}, shape: [32, 64, 112, 112], fed: 'NCHW', stored: 'NHWC' },
  { layer: 'InstanceNorm2d', options: {}, shape: [32, 64, 112, 112], fed: 'NCHW', stored: 'NHWC' },
  {
    layer: 'GroupNorm',
    options: { num_groups: 32 },
    shape: [32, 64, 112, 112],
    fed: 'NCHW',
    stored: 'WHCN',
  },
];
