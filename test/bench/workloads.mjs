const MIB = 2 ** 20;
const BYTES = { float32: 4, float64: 8, float16: 2, bfloat16: 2 };

/**
 * What is timed: a layer in training mode with γ and β on a float32 tensor.
 * - norm      what specOf.mjs lists
 * - channel   position of the axis along which γ and β vary (the last one for layer)
 * - type      of the input: float32, float64, float16 or bfloat16
 */
const workload = (name, norm, shape, more = {}) => {
  const values = shape.reduce((product, size) => product * size, 1);
  const { type = 'float32' } = more;
  const bytes = values * BYTES[type];
  return { name, norm, shape, channel: 1, groups: 32, type, values, bytes, ...more };
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

/** About so many float32 values of rows or pixels that are so wide. */
const rowsOf = (mebibytes, width) => Math.round((mebibytes * MIB) / 4 / width);

const ROWS = [64, 65, 128, 255, 256, 511, 768, 1023, 1024, 2047, 4096, 16_384];
const CHANNELS = [1, 3, 4, 16, 63, 64, 65, 128, 256, 768, 1023, 1024];

const byRow = (norm, title) =>
  ROWS.map((width) =>
    workload(`${title}, rows of ${width}`, norm, [rowsOf(12, width), width], { channel: 1 }),
  );

const lastly = (norm, title, pixels, channels) =>
  workload(`${title} (${pixels}, 112, 112, ${channels})`, norm, [pixels, 112, 112, channels], {
    channel: 3,
  });

const HALF = [32, 32, 112, 112];

/** Tables of workloads of which only the copy, the engine and PyTorch are timed. */
export const TABLES = [
  {
    title: 'Rows of 64 to 16,384',
    workloads: [...byRow('layer', 'LayerNorm'), ...byRow('rms', 'RMSNorm')],
  },
  {
    title: 'Channels last',
    workloads: [
      ...CHANNELS.map((channels) =>
        lastly('batch', 'BatchNorm2d', Math.max(1, Math.round(2048 / channels)), channels),
      ),
      ...[64, 768].map((width) =>
        workload(`BatchNorm1d on rows of ${width}`, 'batch', [rowsOf(98, width), width]),
      ),
      lastly('instance', 'InstanceNorm2d', 32, 64),
      workload('LayerNorm2d (32, 64, 112, 112)', 'layer2d', [32, 64, 112, 112]),
      workload('PixelNorm (32, 64, 112, 112)', 'pixel', [32, 64, 112, 112]),
    ],
  },
  {
    title: 'Layers of several steps',
    workloads: [
      workload('LocalResponseNorm(5) (32, 64, 112, 112)', 'response', [32, 64, 112, 112]),
      workload('DynamicTanh, rows of 768', 'tanh', [rowsOf(98, 768), 768]),
      workload('DynamicErf, rows of 768', 'erf', [rowsOf(98, 768), 768]),
      workload('RMSNormGated, rows of 768', 'gate', [1, rowsOf(98, 768), 768], { channel: 2 }),
      lastly('global', 'GlobalResponseNorm', 32, 64),
    ],
  },
  {
    title: 'Other types',
    workloads: ['float64', 'float16', 'bfloat16'].flatMap((type) => [
      workload(`BatchNorm2d (${HALF.join(', ')}), ${type}`, 'batch', HALF, { type }),
      workload(`LayerNorm, rows of 768, ${type}`, 'layer', [rowsOf(49, 768), 768], { type }),
    ]),
  },
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
