import type { Covering, OptionRow } from './layerRow.ts';

// Options that several layers share, under PyTorch's names and with its defaults.

/** Number of channels at this position. */
export const channels = (shape: readonly number[], axis: number) => shape[axis] ?? shape[0] ?? 1;

/** num_features of a layer whose channels lie at position 1, or at `position(rank)`. */
export function numFeatures(position: (rank: number) => number = () => 1): OptionRow {
  return {
    name: 'num_features',
    kind: 'integer',
    default: null,
    derive: (shape) => channels(shape, position(shape.length)),
    min: 1,
    flag: 'num-features',
    inPyTorch: true,
  };
}

export const EPS: OptionRow = {
  name: 'eps',
  kind: 'number',
  default: 1e-5,
  flag: 'eps',
  inPyTorch: true,
};

/** eps of a layer with another default. */
export function eps(value: number): OptionRow {
  return { ...EPS, default: value, inPyTorch: false };
}

export const MOMENTUM: OptionRow = {
  name: 'momentum',
  kind: 'number',
  default: 0.1,
  nullable: true,
  flag: 'momentum',
  inPyTorch: true,
};

/** momentum of a layer with another default. */
export function momentum(value: number): OptionRow {
  return { ...MOMENTUM, default: value, inPyTorch: false };
}

/** γ and β on or off. */
export function affine(on: boolean): OptionRow {
  return {
    name: 'affine',
    kind: 'boolean',
    default: on,
    flag: 'affine',
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
    inPyTorch: true,
  };
}

export const ELEMENTWISE_AFFINE: OptionRow = {
  name: 'elementwise_affine',
  kind: 'boolean',
  default: true,
  flag: 'affine',
  aliases: ['elementwise-affine'],
  inPyTorch: true,
};

export const BIAS: OptionRow = {
  name: 'bias',
  kind: 'boolean',
  default: true,
  flag: 'bias',
  inPyTorch: true,
  since: '2.1',
};

/** @source Transformer Engine's name for what Gemma and Qwen3-Next do: x̂ · (1 + weight) */
export const ZERO_CENTERED_GAMMA: OptionRow = {
  name: 'zero_centered_gamma',
  kind: 'boolean',
  default: false,
  flag: 'zero-centered-gamma',
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
  inPyTorch: true,
};

/** normalized_shape of a layer that takes the last dimension unless it is told otherwise. */
export const NORMALIZED_LAST: OptionRow = {
  ...NORMALIZED_SHAPE,
  derive: (shape) => shape.slice(-1),
  inPyTorch: false,
};

/** Every number of groups that a dimension can be split into. */
export function groupCoverings(size: number): Covering[] {
  return divisors(size).map((groups) => ({
    key: groups === size ? 'all' : String(groups),
    value: groups,
  }));
}

export function divisors(size: number): number[] {
  return Array.from({ length: size }, (_, i) => i + 1).filter((groups) => size % groups === 0);
}

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
  coverings: (shape) => groupCoverings(channels(shape, 1)),
  min: 1,
  flag: 'num-groups',
  inPyTorch: true,
};

export const NUM_CHANNELS: OptionRow = {
  name: 'num_channels',
  kind: 'integer',
  default: null,
  derive: (shape) => channels(shape, 1),
  min: 1,
  flag: 'num-channels',
  inPyTorch: true,
};

/** Numbers of groups between one and as many as there are channels; one where there is none between. */
export function properDivisors(size: number): number[] {
  const found: number[] = [];
  for (let d = 2; d < size && found.length < 3; d++) if (size % d === 0) found.push(d);
  return found.length > 0 ? found : [1];
}

/** The smallest number of groups that is neither all channels in one nor each on its own, else 1. */
export function smallestDivisor(size: number): number {
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
    inPyTorch: false,
  },
  {
    name: 'param_axes',
    kind: 'axes',
    default: null,
    nullable: true,
    flag: 'param-axes',
    inPyTorch: false,
  },
  {
    name: 'center',
    kind: 'boolean',
    default: true,
    flag: 'center',
    inPyTorch: false,
  },
  { ...EPS, inPyTorch: false },
];

/** Sizes of windows of which some do not hold all channels: else it is one mean of squares for all. */
const windowSizes = (size: number) =>
  Array.from({ length: Math.max(1, Math.min(MOST_SIZES, 2 * size - 3)) }, (_, i) => i + 1);
const MOST_SIZES = 11;

const windowNumber = (name: string, value: number, starts: readonly number[]): OptionRow => ({
  name,
  kind: 'number',
  default: value,
  starts,
  flag: name,
  inPyTorch: true,
});

export const WINDOW_OPTIONS: readonly OptionRow[] = [
  {
    name: 'size',
    kind: 'integer',
    default: null,
    derive: (shape) => Math.min(5, channels(shape, 1)),
    tried: (shape) => windowSizes(channels(shape, 1)),
    min: 1,
    flag: 'size',
    inPyTorch: true,
  },
  windowNumber('alpha', 1e-4, [1e-4, 1e-2, 1]),
  windowNumber('beta', 0.75, [0.75, 1.5]),
  windowNumber('k', 1, [1, 2]),
];
