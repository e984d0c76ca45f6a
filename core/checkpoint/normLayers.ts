import { LAYERS } from '../norm/layers.ts';
import type { LayerRow } from '../norm/layerRow.ts';
import { numel } from '../tensor/tensor.ts';

/** What a normalization layer keeps in a file. */
export const ROLES = ['weight', 'bias', 'runningMean', 'runningVar', 'count'] as const;
export type Role = (typeof ROLES)[number];

/** Names of the parts in PyTorch, Keras and Flax. */
const NAMES: Readonly<Record<string, Role>> = {
  weight: 'weight',
  gamma: 'weight',
  scale: 'weight',
  bias: 'bias',
  beta: 'bias',
  running_mean: 'runningMean',
  moving_mean: 'runningMean',
  running_var: 'runningVar',
  moving_variance: 'runningVar',
  num_batches_tracked: 'count',
};

/** A tensor of a file by its name. */
export interface NamedShape {
  readonly name: string;
  readonly shape: readonly number[];
}

/** A normalization layer, as names and shapes tell of it. */
export interface NormLayer {
  /** What stands before ".weight" in the file; empty where nothing does. */
  readonly prefix: string;
  /** The likeliest class. */
  readonly kind: string;
  /** Classes that keep just these parts, the likeliest first. */
  readonly candidates: readonly string[];
  /** Entries of each part. */
  readonly features: number;
  /** Names of its tensors in the file. */
  readonly parts: Readonly<Partial<Record<Role, string>>>;
}

interface Parts {
  readonly prefix: string;
  readonly found: Partial<Record<Role, NamedShape>>;
}

/** What a layer is called, and the family that the name speaks of. */
const NORM_NAMES: readonly (readonly [is: RegExp, pytorch: RegExp])[] = [
  [/rms/i, /^RMSNorm$/],
  [/(?:^|[._/])(?:sync)?bn\d*(?:$|[._/])|batch_?norm/i, /BatchNorm/],
  [/(?:^|[._/])gn\d*(?:$|[._/])|group_?norm/i, /^GroupNorm$/],
  [/(?:^|[._/])in\d*$|instance_?norm/i, /^InstanceNorm/],
  [/(?:^|[._/])ln(?:_?\w{1,4})?$|layer_?norm/i, /^LayerNorm$/],
  [/norm\d*(?:$|[._/])|norm_?\w{0,6}$/i, /^(?:LayerNorm|RMSNorm)$/],
];

/**
 * The normalization layers of a file, in its order. Running statistics make a BatchNorm (or a tracking InstanceNorm); parameters alone
 * count where their name is that of a normalization, or both are vectors of one length, which no other layer of PyTorch has.
 */
export function normLayers(tensors: readonly NamedShape[]): NormLayer[] {
  return groups(tensors).flatMap((parts) => layerOf(parts) ?? []);
}

function groups(tensors: readonly NamedShape[]): Parts[] {
  const byPrefix = new Map<string, Parts>();
  for (const tensor of tensors) {
    // TensorFlow counts a name's outputs: "gamma:0".
    const [, prefix = '', last = ''] = /^(?:(.*)[./])?([^./]+?)(?::0)?$/s.exec(tensor.name) ?? [];
    const role = Object.hasOwn(NAMES, last) ? NAMES[last] : undefined;
    if (!role) continue;
    const known = byPrefix.get(prefix) ?? { prefix, found: {} };
    known.found[role] ??= tensor;
    byPrefix.set(prefix, known);
  }
  return [...byPrefix.values()];
}

const isVector = (tensor: NamedShape | undefined) => tensor?.shape.length === 1;
const sameShape = (a: NamedShape, b: NamedShape) => a.shape.join() === b.shape.join();

function layerOf({ prefix, found }: Parts): NormLayer | null {
  const { weight, bias, runningMean, runningVar } = found;
  const buffer = runningVar ?? runningMean;
  if (buffer && !isVector(buffer)) return null;
  const first = buffer ?? weight;
  if (!first) return null;
  if (bias && !sameShape(first, bias)) return null;
  if (weight && !sameShape(first, weight)) return null;
  const named = NORM_NAMES.find(([is]) => is.test(prefix));
  const bothVectors = isVector(weight) && isVector(bias);
  // A weight of several axes is a convolution's, unless a bias of the same shape stands beside it.
  if (!buffer && !(bothVectors || (named && (isVector(weight) || bias)))) return null;
  const fitting = rowsFor({ buffer: buffer !== undefined, bias: bias !== undefined });
  if (fitting.length === 0) return null;
  const likely = fitting.filter(({ pytorch }) => named?.[1].test(pytorch ?? ''));
  const ordered = [...likely, ...fitting.filter((row) => !likely.includes(row))];
  const classes = [...new Set(ordered.flatMap(({ pytorch }) => pytorch ?? []))];
  const parts = Object.fromEntries(
    ROLES.flatMap((role) => (found[role] ? [[role, found[role].name]] : [])),
  );
  return {
    prefix,
    kind: (classes[0] ?? '').replace(/\dd$/, ''),
    candidates: classes,
    features: numel(first.shape),
    parts,
  };
}

const option = ({ options }: LayerRow, ...names: string[]) =>
  options.find(({ name }) => names.includes(name));

/** Rows of the table that keep such parts; those whose options have to be changed for it come last. */
function rowsFor({ buffer, bias }: { buffer: boolean; bias: boolean }): LayerRow[] {
  const trains = (row: LayerRow) =>
    row.pytorch !== null && option(row, 'affine', 'elementwise_affine');
  const rows = LAYERS.filter((row) => trains(row) && (!buffer || row.running !== null));
  if (buffer) return rows;
  // Without β: who never has one, then who can be made without.
  if (!bias)
    return [
      ...rows.filter((row) => !row.bias),
      ...rows.filter((row) => row.bias && option(row, 'bias')),
    ];
  const withBias = rows.filter((row) => row.bias);
  return [...withBias.filter((row) => !row.running), ...withBias.filter((row) => row.running)];
}
