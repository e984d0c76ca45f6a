import type { OptionRow } from './layerRow.ts';

const channels = (shape: readonly number[], axis: number) => shape[axis] ?? shape[0] ?? 1;

/** Options that several layers share, under PyTorch's names and with its defaults. */

/** num_features of a layer whose channels lie at position 1, or at `position(rank)`. */
export function numFeatures(position: (rank: number) => number = () => 1): OptionRow {
  return {
    name: 'num_features',
    kind: 'integer',
    default: null,
    derive: (shape) => channels(shape, position(shape.length)),
    min: 1,
    flag: 'num-features',
    help: 'Number of channels C of the input.',
    inPyTorch: true,
  };
}

export const EPS: OptionRow = {
  name: 'eps',
  kind: 'number',
  default: 1e-5,
  flag: 'eps',
  help: 'Added to the variance, so that a constant group does not divide by zero.',
  inPyTorch: true,
};

/** eps of a layer with another default. */
export function eps(value: number, help: string = EPS.help): OptionRow {
  return { ...EPS, default: value, help, inPyTorch: false };
}

export const SQUARES_HELP = 'Added to the mean of squares, so that zeros do not divide by zero.';

export const FLOOR_HELP = 'The least that is divided by, so that zeros do not divide by zero.';

export const BELOW_HELP = 'Added to the mean length, so that zeros do not divide by zero.';

export const OLD_MOMENTUM_HELP =
  'Weight of the old running statistics, not of the new batch as elsewhere in this list.';

export function alpha(value: number): OptionRow {
  return {
    name: 'alpha',
    kind: 'number',
    default: value,
    flag: 'alpha',
    help: 'What every value is multiplied by before it is bent.',
    inPyTorch: false,
  };
}

export const SHIFT: OptionRow = {
  name: 'shift',
  kind: 'number',
  default: 0,
  flag: 'shift',
  help: 'Added to α · x before it is bent.',
  inPyTorch: false,
};

export const DIM: OptionRow = {
  name: 'dim',
  kind: 'axes',
  default: null,
  derive: (shape) => [Math.min(1, shape.length - 1)],
  choices: (shape) => shape.map((_, axis) => [axis]),
  flag: 'dim',
  help: 'Positions of the dimensions whose length is taken; negative ones count from the end.',
  inPyTorch: false,
};

export const G: OptionRow = {
  name: 'g',
  kind: 'number',
  default: null,
  nullable: true,
  flag: 'g',
  help: 'The number that all are multiplied by; None is the root of the last size, √D.',
  inPyTorch: false,
};

export const NUM_HEADS: OptionRow = {
  name: 'num_heads',
  kind: 'integer',
  default: null,
  derive: (shape) => smallestDivisor(shape.at(-1) ?? 1),
  choices: (shape) => properDivisors(shape.at(-1) ?? 1),
  min: 1,
  flag: 'num-heads',
  help: 'Number of heads that the last dimension holds; it must divide it.',
  inPyTorch: false,
};

export const PER_HEAD: OptionRow = {
  name: 'per_head',
  kind: 'boolean',
  default: false,
  flag: 'per-head',
  help: 'A γ of its own for every head, not one that all heads share.',
  inPyTorch: false,
};

export const NORM: OptionRow = {
  name: 'norm',
  kind: 'choice',
  values: ['rms', 'l2'],
  default: 'rms',
  flag: 'norm',
  help: 'Divide by the root mean square, or by the length (eps is then the least divided by).',
  inPyTorch: false,
};

/** num_groups of the last dimension, which is one group unless it is told otherwise. */
export const LAST_GROUPS: OptionRow = {
  name: 'num_groups',
  kind: 'integer',
  default: 1,
  choices: (shape) => properDivisors(shape.at(-1) ?? 1),
  min: 1,
  flag: 'num-groups',
  help: 'Number of groups that the last dimension is split into; it must divide it.',
  inPyTorch: false,
};

export const NORM_BEFORE_GATE: OptionRow = {
  name: 'norm_before_gate',
  kind: 'boolean',
  default: false,
  flag: 'norm-before-gate',
  help: 'Normalize x and gate the result, not the other way round.',
  inPyTorch: false,
};

export const VIRTUAL_BATCH_SIZE: OptionRow = {
  name: 'virtual_batch_size',
  kind: 'integer',
  default: 128,
  choices: (shape) => properDivisors(shape[0] ?? 1),
  min: 1,
  flag: 'virtual-batch-size',
  help: 'Most samples that are normalized together; the batch is split into chunks as equal as possible.',
  inPyTorch: false,
};

export const RMAX: OptionRow = {
  name: 'rmax',
  kind: 'number',
  default: 3,
  min: 1,
  flag: 'rmax',
  help: 'Most that the batch is stretched or shrunk towards the running statistics: r is kept from 1/rmax to rmax.',
  inPyTorch: false,
};

export const DMAX: OptionRow = {
  name: 'dmax',
  kind: 'number',
  default: 5,
  min: 0,
  flag: 'dmax',
  help: 'Most that the batch is moved towards the running statistics: d is kept from −dmax to dmax.',
  inPyTorch: false,
};

export const CHANNELS_LAST: OptionRow = {
  name: 'channels_last',
  kind: 'boolean',
  default: false,
  derive: (shape, axes) => shape.length > 2 && axes.at(-1) === 'C',
  flag: 'channels-last',
  help: 'The input is (N, H, W, C), not (N, C, H, W); so it is where its last axis is called C.',
  inPyTorch: false,
};

export const APPLY_ACT: OptionRow = {
  name: 'apply_act',
  kind: 'boolean',
  default: true,
  flag: 'apply-act',
  help: 'Normalize and bend; without it the layer only scales by γ and shifts by β.',
  inPyTorch: false,
};

/** @source  timm: groups=32, which divides the channels of the networks that it was made for */
export const EVO_GROUPS: OptionRow = {
  name: 'num_groups',
  kind: 'integer',
  default: null,
  derive: (shape) => (channels(shape, 1) % 32 === 0 ? 32 : smallestDivisor(channels(shape, 1))),
  choices: (shape) => properDivisors(channels(shape, 1)),
  min: 1,
  flag: 'num-groups',
  aliases: ['groups'],
  help: 'Number of groups that the channels are split into; it must divide them.',
  inPyTorch: false,
};

export const MOMENTUM: OptionRow = {
  name: 'momentum',
  kind: 'number',
  default: 0.1,
  nullable: true,
  flag: 'momentum',
  help: 'Weight of the new batch in the running statistics; None averages all batches alike.',
  inPyTorch: true,
};

/** momentum of a layer with another default. */
export function momentum(value: number, help: string = MOMENTUM.help): OptionRow {
  return { ...MOMENTUM, default: value, help, inPyTorch: false };
}

/** γ and β on or off. */
export function affine(on: boolean): OptionRow {
  return {
    name: 'affine',
    kind: 'boolean',
    default: on,
    flag: 'affine',
    help: 'Scale by γ (weight) and shift by β (bias), one of each per channel.',
    inPyTorch: true,
  };
}

export function track(on: boolean): OptionRow {
  return {
    name: 'track_running_stats',
    kind: 'boolean',
    default: on,
    flag: 'track',
    aliases: ['track-running-stats'],
    help: 'Keep running statistics while training and use them in eval.',
    inPyTorch: true,
  };
}

export const ELEMENTWISE_AFFINE: OptionRow = {
  name: 'elementwise_affine',
  kind: 'boolean',
  default: true,
  flag: 'affine',
  aliases: ['elementwise-affine'],
  help: 'Scale and shift with parameters of the shape normalized_shape.',
  inPyTorch: true,
};

export const BIAS: OptionRow = {
  name: 'bias',
  kind: 'boolean',
  default: true,
  flag: 'bias',
  help: 'Have β (bias) as well as γ (weight).',
  inPyTorch: true,
  since: '2.1',
};

/** @source Transformer Engine's name for what Gemma and Qwen3-Next do: x̂ · (1 + weight) */
export const ZERO_CENTERED_GAMMA: OptionRow = {
  name: 'zero_centered_gamma',
  kind: 'boolean',
  default: false,
  flag: 'zero-centered-gamma',
  help: 'Scale by 1 + γ: the weight says how far the scale is from 1, and starts at 0.',
  inPyTorch: false,
};

export const NORMALIZED_SHAPE: OptionRow = {
  name: 'normalized_shape',
  kind: 'sizes',
  default: null,
  derive: trailingFromChannels,
  choices: (shape) => shape.slice(1).map((_, i) => shape.slice(i + 1)),
  coverings: (shape) =>
    shape.map((_, from) => ({ key: `last ${shape.length - from}`, value: shape.slice(from) })),
  min: 1,
  flag: 'normalized-shape',
  help: 'Sizes of the last dimensions, which are normalized together.',
  inPyTorch: true,
};

/** normalized_shape of a layer that takes the last dimension unless it is told otherwise. */
export const NORMALIZED_LAST: OptionRow = {
  ...NORMALIZED_SHAPE,
  derive: (shape) => shape.slice(-1),
  help: 'Sizes of the last dimensions, along which γ and β vary.',
  inPyTorch: false,
};

/** The dimensions from the channels to the end; without a named C, all but the batch of an image. */
function trailingFromChannels(shape: readonly number[], axes: readonly string[]): number[] {
  const named = axes.indexOf('C');
  const from = named > 0 ? named : shape.length > 3 ? 1 : shape.length - 1;
  return shape.slice(from);
}

export const NUM_GROUPS: OptionRow = {
  name: 'num_groups',
  kind: 'integer',
  default: null,
  derive: (shape) => smallestDivisor(channels(shape, 1)),
  choices: (shape) => properDivisors(channels(shape, 1)),
  coverings: (shape) => {
    const size = channels(shape, 1);
    return Array.from({ length: size }, (_, i) => i + 1)
      .filter((groups) => size % groups === 0)
      .map((groups) => ({ key: groups === size ? 'all' : String(groups), value: groups }));
  },
  min: 1,
  flag: 'num-groups',
  help: 'Number of groups that the channels are split into; it must divide them.',
  inPyTorch: true,
};

export const NUM_CHANNELS: OptionRow = {
  name: 'num_channels',
  kind: 'integer',
  default: null,
  derive: (shape) => channels(shape, 1),
  min: 1,
  flag: 'num-channels',
  help: 'Number of channels C of the input.',
  inPyTorch: true,
};

/** Numbers of groups between one and as many as there are channels; one where there is none between. */
function properDivisors(size: number): number[] {
  const found: number[] = [];
  for (let d = 2; d < size && found.length < 3; d++) if (size % d === 0) found.push(d);
  return found.length > 0 ? found : [1];
}

/** The smallest number of groups that is neither all channels in one nor each on its own, else 1. */
function smallestDivisor(size: number): number {
  for (let d = 2; d * d <= size; d++) if (size % d === 0) return d;
  return 1;
}

export const REPLICAS: OptionRow = {
  name: 'replicas',
  kind: 'sizes',
  default: null,
  nullable: true,
  min: 1,
  flag: 'replicas',
  help: 'Samples on each simulated device, summing to N; None is one device.',
  inPyTorch: false,
};

export const CUSTOM_OPTIONS: readonly OptionRow[] = [
  {
    name: 'axes',
    kind: 'axes',
    default: null,
    derive: (shape) => (shape.length < 2 ? [0] : shape.map((_, i) => i).filter((i) => i !== 1)),
    choices: () => [[1]],
    flag: 'axes',
    help: 'Positions of the dimensions to average over; negative ones count from the end.',
    inPyTorch: false,
  },
  {
    name: 'param_axes',
    kind: 'axes',
    default: null,
    nullable: true,
    flag: 'param-axes',
    help: 'Positions of the dimensions along which γ and β vary; None for neither.',
    inPyTorch: false,
  },
  {
    name: 'center',
    kind: 'boolean',
    default: true,
    flag: 'center',
    help: 'Subtract the mean; without it the layer divides by the root mean square.',
    inPyTorch: false,
  },
  { ...EPS, inPyTorch: false },
];

const windowNumber = (name: string, value: number, help: string): OptionRow => ({
  name,
  kind: 'number',
  default: value,
  flag: name,
  help,
  inPyTorch: true,
});

export const WINDOW_OPTIONS: readonly OptionRow[] = [
  {
    name: 'size',
    kind: 'integer',
    default: null,
    derive: (shape) => Math.min(5, channels(shape, 1)),
    min: 1,
    flag: 'size',
    help: 'Number of neighbouring channels in the window.',
    inPyTorch: true,
  },
  windowNumber('alpha', 1e-4, 'Multiplies the mean of the squares in the window.'),
  windowNumber('beta', 0.75, 'Exponent of the denominator.'),
  windowNumber('k', 1, 'Added to the denominator before the exponent.'),
];
