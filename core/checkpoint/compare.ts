import type { TensorData } from '../tensor/tensor.ts';
import { finding, largest, median, where, type Finding, type LayerValues } from './finding.ts';
import { fold } from './fold.ts';
import { ROLES, type NormLayer, type Role } from './normLayers.ts';

/** A layer with the numbers of its parts. */
export interface ReadLayer {
  readonly layer: NormLayer;
  readonly values: LayerValues;
}

/** Rounding of a float32 in units of its size, with room for a sum and a product. */
const ROUNDING = 4 * 2 ** -23;
const EPSILONS = [1e-5, 1e-3, 1e-6, 1e-8, 1e-12];
const TENSOR: Readonly<Record<Role, string>> = {
  weight: 'weight',
  bias: 'bias',
  runningMean: 'running_mean',
  runningVar: 'running_var',
  count: 'num_batches_tracked',
};
const BUFFERS = ['runningMean', 'runningVar'] as const;

const same = (a: TensorData | undefined, b: TensorData | undefined) =>
  a === undefined
    ? b === undefined
    : a.length === b?.length && a.every((v, i) => Object.is(v, b[i]));
const close = (a: number, b: number, size = Math.max(Math.abs(a), Math.abs(b))) =>
  Math.abs(a - b) <= ROUNDING * Math.max(size, 1e-30);
const closeAll = (a: TensorData | undefined, b: TensorData | Float64Array | undefined) =>
  a === undefined || b === undefined ? a === b : a.every((v, i) => close(v, b[i]!));

/**
 * What differs between a layer in two files, and what it looks like. Each explanation is looked for before the next more general one.
 * @param there  null when the other file lacks the layer
 * @param names  of the files
 */
export function compareLayers(
  here: ReadLayer,
  there: ReadLayer | null,
  names: readonly [here: string, there: string],
): Finding[] {
  if (!there) return [finding('layer-missing', [])];
  const sizes = { here: here.layer.features, there: there.layer.features };
  if (sizes.here !== sizes.there) return [finding('size-differs', [], sizes)];
  const missing = missingBuffers(here, there, names);
  const folded = foldedInto(here, there);
  if (folded) return [...missing, folded];
  const permuted = permutation(here, there);
  if (permuted) return [...missing, permuted];
  const [a, b] = [here.values, there.values];
  const found = [weightPlusOne(a, b), varianceRatio(a, b) ?? epsFolded(a, b) ?? moved(here, a, b)];
  return [...missing, ...found.flatMap((one) => one ?? [])];
}

function missingBuffers(
  here: ReadLayer,
  there: ReadLayer,
  names: readonly [here: string, there: string],
): Finding[] {
  const only = (a: ReadLayer, b: ReadLayer) =>
    BUFFERS.filter((role) => a.values[role] && !b.values[role]).map((role) => TENSOR[role]);
  const told = (names: readonly string[], side: string) =>
    names.length > 0 ? [finding('buffers-missing', [], { missing: names.join(', '), side })] : [];
  return [...told(only(here, there), names[0]), ...told(only(there, here), names[1])];
}

/** The differences b − a, when they are one number up to rounding. */
function constantDifference(a: TensorData, b: TensorData): number | null {
  const differences = Array.from(a, (value, i) => b[i]! - value);
  const middle = median(differences);
  const fits = differences.every((difference, i) =>
    close(difference, middle, Math.max(Math.abs(a[i]!), Math.abs(b[i]!), Math.abs(middle))),
  );
  return fits ? middle : null;
}

function weightPlusOne({ weight: a }: LayerValues, { weight: b }: LayerValues): Finding | null {
  if (!a || !b) return null;
  // Half precision keeps fewer digits of 1 + w than of w.
  const differences = Array.from(a, (value, i) => b[i]! - value);
  const middle = median(differences);
  const rounded = Math.round(middle);
  if (Math.abs(rounded) !== 1) return null;
  if (differences.some((difference) => Math.abs(difference - rounded) > 0.01)) return null;
  return finding('weight-plus-one', [], { difference: rounded });
}

function varianceRatio(a: LayerValues, b: LayerValues): Finding | null {
  if (!a.runningVar || !b.runningVar || !closeAll(a.runningMean, b.runningMean)) return null;
  const ratios = Array.from(a.runningVar, (variance, i) => b.runningVar![i]! / variance);
  const middle = median(ratios);
  if (!(middle > 0) || close(middle, 1, 1)) return null;
  if (!ratios.every((ratio) => Math.abs(ratio / middle - 1) <= 2 * ROUNDING)) return null;
  const ratio = Math.max(middle, 1 / middle);
  const n = Math.round(ratio / (ratio - 1));
  if (n < 2) return null;
  return finding('variance-ratio', [], { ratio, n });
}

function epsFolded(a: LayerValues, b: LayerValues): Finding | null {
  if (!a.runningVar || !b.runningVar || !closeAll(a.runningMean, b.runningMean)) return null;
  const difference = constantDifference(a.runningVar, b.runningVar);
  if (difference === null || difference === 0) return null;
  const eps = Math.abs(difference);
  const known = EPSILONS.find((one) => Math.abs(one - eps) <= 0.02 * one);
  const sizes = median([...a.runningVar].map(Math.abs));
  if (known === undefined && (eps > 0.01 || eps < 10 * ROUNDING * sizes)) return null;
  return finding('eps-folded', [], { eps: known ?? eps });
}

function foldedInto(here: ReadLayer, there: ReadLayer): Finding | null {
  for (const [from, to] of [
    [here, there],
    [there, here],
  ] as const) {
    const { weight, bias, runningVar } = to.values;
    const plain = !runningVar || runningVar.every((variance) => variance === 1);
    if (!weight || !bias || !plain) continue;
    for (const eps of EPSILONS) {
      const made = fold(from.values, eps);
      if (!made || made.scale.every((a) => a === 1)) continue;
      const fits = (x: TensorData, y: Float64Array) =>
        x.every((value, i) => Math.abs(value - y[i]!) <= 1e-5 * Math.max(1, Math.abs(y[i]!)));
      if (fits(weight, made.scale) && fits(bias, made.shift) && !same(weight, from.values.weight))
        return finding('folded', [], { eps });
    }
  }
  return null;
}

/** The order in which a has the values of b, when all differ; null when they are not the same values. */
function orderOf(a: TensorData, b: TensorData): readonly number[] | null {
  const places = new Map<number, number>();
  b.forEach((value, i) => places.set(value, i));
  if (places.size !== b.length) return null;
  const order = Array.from(a, (value) => places.get(value) ?? -1);
  return order.includes(-1) || new Set(order).size !== order.length ? null : order;
}

function permutation({ values: a, layer }: ReadLayer, { values: b }: ReadLayer): Finding | null {
  const parts = ROLES.filter((role) => role !== 'count' && a[role] && b[role]);
  const orders = parts.flatMap((role) => orderOf(a[role]!, b[role]!) ?? []);
  if (orders.length === 0) return null;
  for (const role of parts) {
    const order = orderOf(a[role]!, b[role]!);
    const channels = where(order ?? [], (place, i) => place !== i);
    if (!order || channels.length === 0) continue;
    const followed = (one: Role) => a[one]!.every((value, i) => value === b[one]![order[i]!]);
    const with_ = parts.filter(followed);
    const stayed = parts.filter((one) => !followed(one));
    // Values that only came near each other by chance are no new order of the layer.
    if (layer.features < 3 && with_.length < 2) continue;
    return finding('permuted', channels, {
      tensors: with_.map((one) => TENSOR[one]).join(', '),
      stayed: stayed.map((one) => TENSOR[one]).join(', ') || '–',
    });
  }
  return null;
}

/** Statistics that went on while the parameters stood still. */
function moved({ layer }: ReadLayer, a: LayerValues, b: LayerValues): Finding | null {
  const frozen = a.weight && same(a.weight, b.weight) && same(a.bias, b.bias);
  if (!frozen || !a.runningMean || !b.runningMean || !a.runningVar || !b.runningVar) return null;
  if (same(a.runningMean, b.runningMean) && same(a.runningVar, b.runningVar)) return null;
  const deviations = Array.from(a.runningVar, (variance) => Math.sqrt(Math.max(variance, 1e-12)));
  const shifts = Array.from(
    a.runningMean,
    (m, i) => Math.abs(b.runningMean![i]! - m) / deviations[i]!,
  );
  const ratios = Array.from(a.runningVar, (v, i) => {
    const ratio = b.runningVar![i]! / v;
    return ratio >= 1 ? ratio : 1 / ratio;
  });
  const channels = where(
    Array.from({ length: layer.features }, (_, i) => i),
    (i) => {
      return a.runningMean![i] !== b.runningMean![i] || a.runningVar![i] !== b.runningVar![i];
    },
  );
  const batches = (b.count?.[0] ?? 0) - (a.count?.[0] ?? 0);
  return finding('statistics-moved', channels, {
    mean: largest(shifts),
    ratio: largest(ratios),
    batches,
  });
}
