import type { OptionRow } from './layerRow.ts';
import { chunkSizes } from './kinds/moments/plan.ts';
import {
  channels,
  divisors,
  groupCoverings,
  properDivisors,
  smallestDivisor,
} from './optionRows.ts';

// Options of layers that PyTorch does not have, under the names of where they come from.

/** Of what is bent, for inputs of any size. */
const SLOPES = [1e-3, 5e-3, 0.02, 0.1, 0.3, 1, 3, 10, 50];

export function alpha(value: number): OptionRow {
  return {
    name: 'alpha',
    kind: 'number',
    default: value,
    starts: SLOPES,
    flag: 'alpha',
    inPyTorch: false,
  };
}

export const SHIFT: OptionRow = {
  name: 'shift',
  kind: 'number',
  default: 0,
  starts: [0, -1, 1, -0.4, 0.4],
  flag: 'shift',
  inPyTorch: false,
};

export const DIM: OptionRow = {
  name: 'dim',
  kind: 'axes',
  default: null,
  derive: (shape) => [Math.min(1, shape.length - 1)],
  choices: (shape) => shape.map((_, axis) => [axis]),
  flag: 'dim',
  inPyTorch: false,
};

export const G: OptionRow = {
  name: 'g',
  kind: 'number',
  default: null,
  nullable: true,
  flag: 'g',
  inPyTorch: false,
};

export const NUM_HEADS: OptionRow = {
  name: 'num_heads',
  kind: 'integer',
  default: null,
  derive: (shape) => smallestDivisor(shape.at(-1) ?? 1),
  choices: (shape) => properDivisors(shape.at(-1) ?? 1),
  coverings: (shape) => groupCoverings(shape.at(-1) ?? 1),
  min: 1,
  flag: 'num-heads',
  inPyTorch: false,
};

export const PER_HEAD: OptionRow = {
  name: 'per_head',
  kind: 'boolean',
  default: false,
  flag: 'per-head',
  inPyTorch: false,
};

export const NORM: OptionRow = {
  name: 'norm',
  kind: 'choice',
  values: ['rms', 'l2'],
  default: 'rms',
  flag: 'norm',
  inPyTorch: false,
};

/** num_groups of the last dimension, which is one group unless it is told otherwise. */
export const LAST_GROUPS: OptionRow = {
  name: 'num_groups',
  kind: 'integer',
  default: 1,
  choices: (shape) => properDivisors(shape.at(-1) ?? 1),
  tried: (shape) => divisors(shape.at(-1) ?? 1),
  min: 1,
  flag: 'num-groups',
  inPyTorch: false,
};

export const NORM_BEFORE_GATE: OptionRow = {
  name: 'norm_before_gate',
  kind: 'boolean',
  default: false,
  flag: 'norm-before-gate',
  inPyTorch: false,
};

/** A size for each way in which a batch is cut into chunks of several samples: in one it is BatchNorm, in single ones InstanceNorm. */
function chunkings(samples: number): number[] {
  const sizes = new Map<number, number>();
  for (let size = samples - 1; size > 1; size--) sizes.set(chunkSizes(samples, size)[0] ?? 1, size);
  return [...sizes.values()].filter((size) => size < samples);
}

export const VIRTUAL_BATCH_SIZE: OptionRow = {
  name: 'virtual_batch_size',
  kind: 'integer',
  default: 128,
  choices: (shape) => properDivisors(shape[0] ?? 1),
  tried: (shape) => chunkings(shape[0] ?? 1),
  min: 1,
  flag: 'virtual-batch-size',
  inPyTorch: false,
};

export const RMAX: OptionRow = {
  name: 'rmax',
  kind: 'number',
  default: 3,
  min: 1,
  flag: 'rmax',
  inPyTorch: false,
};

export const DMAX: OptionRow = {
  name: 'dmax',
  kind: 'number',
  default: 5,
  min: 0,
  flag: 'dmax',
  inPyTorch: false,
};

export const CHANNELS_LAST: OptionRow = {
  name: 'channels_last',
  kind: 'boolean',
  default: false,
  derive: (shape, axes) => shape.length > 2 && axes.at(-1) === 'C',
  flag: 'channels-last',
  inPyTorch: false,
};

export const APPLY_ACT: OptionRow = {
  name: 'apply_act',
  kind: 'boolean',
  default: true,
  flag: 'apply-act',
  inPyTorch: false,
};

/** @source  timm: groups=32, which divides the channels of the networks that it was made for */
export const EVO_GROUPS: OptionRow = {
  name: 'num_groups',
  kind: 'integer',
  default: null,
  derive: (shape) => (channels(shape, 1) % 32 === 0 ? 32 : smallestDivisor(channels(shape, 1))),
  choices: (shape) => properDivisors(channels(shape, 1)),
  tried: (shape) => divisors(channels(shape, 1)),
  min: 1,
  flag: 'num-groups',
  aliases: ['groups'],
  inPyTorch: false,
};
