import { InputError } from '../../../errors.ts';
import { numel } from '../../../tensor/tensor.ts';
import type { Checked, SizeCheck } from '../../layerRow.ts';
import { sizesText } from '../../sizesText.ts';
import { chunkSizes } from './plan.ts';

/**
 * Where PyTorch stops, in its words and with its numbers, and what to do: rows name the checks that are theirs.
 * @source torch/nn/functional.py (_verify_batch_size, _verify_spatial_size),
 *         aten/src/ATen/native/{Normalization,group_norm,layer_norm}.cpp
 */

function list(shape: readonly number[]): string {
  return `[${sizesText(shape)}]`;
}

function channelsOf({ shape, form }: Checked): number {
  return shape[form.channel ?? 1] ?? 1;
}

/**
 * BatchNorm in train mode needs more than one value a channel.
 * @throws InputError oneValuePerChannel
 */
export const valuesPerChannel: SizeCheck = (checked) => {
  const { shape, usesBatch, options, row } = checked;
  if (!usesBatch || numel(shape) > channelsOf(checked)) return;
  const evaluating = options.track_running_stats === false;
  throw new InputError(
    'oneValuePerChannel',
    `Expected more than 1 value per channel when training, got input size torch.Size(${list(shape)}). ` +
      (evaluating
        ? `Without running statistics ${row.name} needs a batch in eval too: give it more samples or keep running statistics.`
        : 'Give the layer more samples or a longer input, or use eval mode.'),
    { layer: row.name, shape: list(shape) },
  );
};

/**
 * num_features against the input's channels, where anything depends on it.
 * @throws InputError wrongSize
 */
export const channelCount: SizeCheck = (checked) => {
  const { options, tracks, row } = checked;
  const channels = channelsOf(checked);
  const features = Number(options.num_features);
  const named = tracks ? 'running_mean' : options.affine === true ? 'weight' : null;
  if (features === channels || named === null) return;
  throw wrongSize(
    `${named} should contain ${channels} elements not ${features}. Set num_features to ${channels}, or permute the input so that its channels come at position 1.`,
    row.name,
    channels,
    features,
  );
};

/**
 * The same for InstanceNorm, which asks where it has γ or running statistics.
 * @throws InputError wrongSize
 */
export const instanceChannelCount: SizeCheck = (checked) => {
  const { options, tracks, row, form } = checked;
  const channels = channelsOf(checked);
  const features = Number(options.num_features);
  if (features === channels || !(tracks || options.affine === true)) return;
  const advice = `Set num_features to ${channels}, or permute the input.`;
  throw wrongSize(
    options.affine === true
      ? `expected input's size at dim=${form.channel} to match num_features (${features}), but got: ${channels}. ${advice}`
      : `running_mean should contain ${channels} elements not ${features}. ${advice}`,
    row.name,
    channels,
    features,
  );
};

function wrongSize(message: string, layer: string, expected: number, got: number): InputError {
  return new InputError('wrongSize', message, { layer, expected, got });
}

/**
 * InstanceNorm needs more than one position.
 * @throws InputError oneSpatialElement
 */
export const spatialSize: SizeCheck = ({ shape, form, usesBatch, row }) => {
  if (!usesBatch) return;
  const batched = form.batch === null ? [1, ...shape] : shape;
  if (numel(batched.slice(2)) > 1) return;
  throw new InputError(
    'oneSpatialElement',
    `Expected more than 1 spatial element when training, got input size torch.Size(${list(batched)}). One value has no spread: use a larger input, or eval mode with track_running_stats=True.`,
    { layer: row.name, shape: list(batched) },
  );
};

/**
 * num_groups divides the channels, num_channels are as many, and a group holds more than one value.
 * @throws InputError notDivisible, wrongSize, oneValuePerChannel
 */
export const groupCount: SizeCheck = (checked) => {
  const { shape, options, row } = checked;
  const groups = Number(options.num_groups);
  const declared = Number(options.num_channels);
  const channels = channelsOf(checked);
  const details = { layer: row.name, groups, channels: declared };
  if (declared % groups !== 0)
    throw new InputError(
      'notDivisible',
      `num_channels (${declared}) must be divisible by num_groups (${groups}). Use one of ${divisors(declared)} groups.`,
      details,
    );
  if (channels % groups !== 0)
    throw new InputError(
      'notDivisible',
      `Expected number of channels in input to be divisible by num_groups, but got input of shape ${list(shape)} and num_groups=${groups}. Use one of ${divisors(channels)} groups.`,
      { ...details, channels },
    );
  if (options.affine === true && declared !== channels)
    throw wrongSize(
      `Expected weight to be a vector of size equal to the number of channels in input, but got weight of shape [${declared}] and input of shape ${list(shape)}. Set num_channels to ${channels}.`,
      row.name,
      channels,
      declared,
    );
  if (numel(shape) > groups) return;
  throw new InputError(
    'oneValuePerChannel',
    `Expected more than 1 value per channel when training, got input size ${list([shape[0] ?? 1, channels, ...shape.slice(2)])}. Every group holds a single value: use fewer groups.`,
    { layer: row.name, shape: list(shape) },
  );
};

/**
 * num_channels are as many as the input's, where γ and β depend on it.
 * @throws InputError wrongSize
 */
export const declaredChannels: SizeCheck = (checked) => {
  const { options, row } = checked;
  const declared = Number(options.num_channels);
  const channels = channelsOf(checked);
  if (declared === channels || options.affine !== true) return;
  throw wrongSize(
    `num_channels is ${declared}, but the input has ${channels} channels. Set num_channels to ${channels}, or permute the input so that its channels come at position 1.`,
    row.name,
    channels,
    declared,
  );
};

/**
 * num_heads divides the last dimension.
 * @throws InputError headsNotDivisible
 */
export const headCount: SizeCheck = ({ shape, options, row }) => {
  const size = shape.at(-1) ?? 1;
  const heads = Number(options.num_heads);
  if (size % heads === 0) return;
  throw new InputError(
    'headsNotDivisible',
    `The last dimension (${size}) must be divisible by num_heads (${heads}). Use one of ${divisors(size)} heads.`,
    { layer: row.name, size, heads },
  );
};

/**
 * num_groups divides the last dimension.
 * @throws InputError notDivisible
 */
export const lastGroupCount: SizeCheck = ({ shape, options, row }) => {
  const size = shape.at(-1) ?? 1;
  const groups = Number(options.num_groups);
  if (size % groups === 0) return;
  throw new InputError(
    'notDivisible',
    `The last dimension (${size}) must be divisible by num_groups (${groups}). Use one of ${divisors(size)} groups.`,
    { layer: row.name, channels: size, groups },
  );
};

/**
 * Every chunk of a batch needs more than one value a channel.
 * @throws InputError oneValuePerChannel
 */
export const valuesPerChunk: SizeCheck = ({ shape, options, usesBatch, row }) => {
  if (!usesBatch) return;
  const size = chunkSizes(shape[0] ?? 1, Number(options.virtual_batch_size)).at(-1) ?? 1;
  if (size * numel(shape.slice(2)) > 1) return;
  throw new InputError(
    'oneValuePerChannel',
    `Expected more than 1 value per channel when training, got input size torch.Size(${list([size, ...shape.slice(1)])}): the last chunk of the batch holds one sample. Choose another virtual_batch_size, or use eval mode.`,
    { layer: row.name, shape: list([size, ...shape.slice(1)]) },
  );
};

/** Divisors in order, found in pairs up to the root, so that a size of any length is answered at once; the first ones of many. */
function divisors(size: number): string {
  const below: number[] = [];
  for (let d = 1; d * d <= size && d <= MOST_TRIED; d++) if (size % d === 0) below.push(d);
  const above = below.map((d) => size / d).filter((d) => !below.includes(d));
  return [...below, ...above.reverse()].join(', ');
}

const MOST_TRIED = 2 ** 16;

/**
 * normalized_shape is the end of the shape.
 * @throws InputError normalizedShape
 */
export const normalizedShape: SizeCheck = ({ shape, options, row }) => {
  const sizes = options.normalized_shape as readonly number[];
  const tail = shape.slice(Math.max(0, shape.length - sizes.length));
  if (sizes.length <= shape.length && tail.every((size, i) => size === sizes[i])) return;
  const fitting = shape.map((_, i) => list(shape.slice(i))).reverse();
  throw new InputError(
    'normalizedShape',
    `Given normalized_shape=${list(sizes)}, expected input with shape [*, ${sizesText(sizes)}], but got input of size${list(shape)}. Here normalized_shape can be ${fitting.join(' or ')}.`,
    { layer: row.name, normalizedShape: list(sizes), shape: list(shape) },
  );
};

/**
 * The simulated devices share out the batch.
 * @throws InputError replicas
 */
export const replicaCount: SizeCheck = ({ shape, options, row }) => {
  const replicas = options.replicas as readonly number[] | null | undefined;
  if (!replicas) return;
  const total = replicas.reduce((sum, size) => sum + size, 0);
  if (total === shape[0]) return;
  throw new InputError(
    'replicas',
    `The replicas hold ${sizesText(replicas, ' + ')} = ${total} samples, but the batch has ${shape[0]}. Make them sum to ${shape[0]}.`,
    { layer: row.name, total, batch: shape[0] ?? 0 },
  );
};
