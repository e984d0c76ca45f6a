const MIB = 2 ** 20;

/**
 * What is timed: a layer in training mode with γ and β on a float32 tensor.
 * - norm      batch | layer | instance | group
 * - channel   position of the axis along which γ and β vary (the last one for layer)
 */
const workload = (name, norm, shape, more = {}) => {
  const values = shape.reduce((product, size) => product * size, 1);
  return { name, norm, shape, channel: 1, groups: 32, values, bytes: values * 4, ...more };
};

/** Small enough to be a question of calls, not of memory. */
export const isTiny = ({ bytes }) => bytes < 2 ** 16;

const IMAGES = [
  [32, 64, 112, 112],
  [32, 256, 56, 56],
];

/** 98 MiB, channels last: an RGB picture, few channels, and many. */
const LAST = [
  [683, 112, 112, 3],
  [128, 112, 112, 16],
  [32, 112, 112, 64],
  [8, 112, 112, 256],
];

export const WORKLOADS = [
  workload('BatchNorm1d, sentences of the notebook (2, 5, 4)', 'batch', [2, 5, 4]),
  workload('BatchNorm2d, images of the notebook (2, 3, 5, 5)', 'batch', [2, 3, 5, 5]),
  workload('BatchNorm1d (32, 768, 128)', 'batch', [32, 768, 128]),
  workload('LayerNorm, 4096 rows of 768', 'layer', [32, 128, 768], { channel: 2 }),
  ...IMAGES.flatMap((shape) => [
    workload(`BatchNorm2d (${shape.join(', ')})`, 'batch', shape),
    workload(`InstanceNorm2d (${shape.join(', ')})`, 'instance', shape),
    workload(`GroupNorm(32) (${shape.join(', ')})`, 'group', shape),
  ]),
  workload('BatchNorm2d (64, 64, 128, 128)', 'batch', [64, 64, 128, 128]),
  ...LAST.map((shape) =>
    workload(`BatchNorm2d, channels last (${shape.join(', ')})`, 'batch', shape, { channel: 3 }),
  ),
];

/** Sizes of the scaling table, in MiB. */
const SCALING = [1, 4, 16, 64, 256, 1024];

/** @returns for every layer of the table, its workloads from small to large */
export const scalingWorkloads = () => [
  {
    layer: 'BatchNorm1d (N, 256, 128)',
    workloads: SCALING.map((size) => workload(`${size} MiB`, 'batch', [size * 8, 256, 128])),
  },
  {
    layer: 'LayerNorm, rows of 1024',
    workloads: SCALING.map((size) =>
      workload(`${size} MiB`, 'layer', [size * 256, 1024], { channel: 1 }),
    ),
  },
];

/** How many pairs of input and output everybody takes in turn, so that no cache holds what comes next. */
export const pairsFor = (one) => (isTiny(one) ? 1 : Math.max(1, Math.ceil((48 * MIB) / one.bytes)));
