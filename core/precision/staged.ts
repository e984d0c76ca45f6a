import { cellsOfGroup, groupOf, paramIndexOf } from '../norm/groups.ts';
import { sigmoid } from '../norm/kinds/cells.ts';
import { softmax } from '../norm/kinds/staged/kernel.ts';
import type { StagedPlan } from '../norm/spec.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { heldIn, type EmulatedResult, type Rounded, type Rounder } from './rounder.ts';
import { insideRoot, spreadOf } from './spread.ts';

/** What is to be done with the cells of a group, once the statistics are there. */
interface Prepared {
  readonly xhat: (x: number, cell: number, group: number) => number;
  readonly overflowed: number;
  readonly epsLost: number;
}

type Prepare = (
  plan: StagedPlan,
  input: Float64Array,
  result: EmulatedResult,
  rounder: Rounder,
) => Prepared;

/** A layer whose statistics are of several groupings, operation by operation. */
export function emulateStaged(
  plan: StagedPlan,
  x: TensorData,
  result: EmulatedResult,
  rounder: Rounder,
): Rounded {
  const { held, outer } = rounder;
  const input = heldIn(rounder, x);
  const { xhat, overflowed, epsLost } = plan.acts
    ? PREPARE[plan.recipe](plan, input, result, rounder)
    : { xhat: (value: number) => value, overflowed: 0, epsLost: 0 };
  const weight = result.weight && heldIn(rounder, result.weight);
  const bias = result.bias && heldIn(rounder, result.bias);
  const output = input.map((value, cell) => {
    const param = paramIndexOf(plan, cell);
    const y = rounder.affine(
      xhat(value, cell, groupOf(plan, cell)),
      weight?.[param] ?? null,
      bias?.[param] ?? null,
    );
    return held(plan.recipe === 'response' ? outer(y + value) : y);
  });
  return { output, overflowed, epsLost };
}

const PREPARE: Readonly<Record<StagedPlan['recipe'], Prepare>> = {
  response(plan, input, _, rounder) {
    const { inner: f } = rounder;
    const found = groupsOf(plan, (cells) => spreadOf(rounder, input, cells, false, 1));
    const lengths = found.map(({ variance }) => f(Math.sqrt(variance)));
    const means = meansOf(lengths, channelsOf(plan), 'channels', f);
    const below = means.map((mean) => f(mean + f(plan.eps)));
    return {
      xhat: (x, _cell, group) => f(x * f(lengths[group]! / below[group]!)),
      overflowed: found.filter(({ overflows }) => overflows).length,
      epsLost: plan.eps === 0 ? 0 : below.filter((sum, group) => sum === means[group]).length,
    };
  },
  switch(plan, input, { inputs, runningBefore }, rounder) {
    const { inner: f, held } = rounder;
    const channels = channelsOf(plan);
    const found = groupsOf(plan, (cells) =>
      spreadOf(rounder, input, cells, true, cells.length - 1),
    );
    const means = found.map(({ mean }) => mean);
    const moments = found.map(({ mean, variance }) => f(variance + f(mean * mean)));
    const over = (way: Way) => {
      const mean = meansOf(means, channels, way, f);
      const moment = meansOf(moments, channels, way, f);
      return { mean, variance: moment.map((value, i) => f(value - f(mean[i]! * mean[i]!))) };
    };
    const layer = over('channels');
    const stored = plan.source === 'running' ? runningBefore : null;
    const batch = stored
      ? {
          mean: means.map((_, i) => held(stored.mean[i % channels]!)),
          variance: means.map((_, i) => held(stored.var[i % channels]!)),
        }
      : over('samples');
    const shares = (name: 'mean_weight' | 'var_weight') =>
      softmax(inputs?.[name]?.data ?? new Float64Array(3)).map(held);
    const mixed = (parts: readonly (readonly number[])[], [a = 0, b = 0, c = 0]: number[]) =>
      means.map((_, i) => f(f(f(a * parts[0]![i]!) + f(b * parts[1]![i]!)) + f(c * parts[2]![i]!)));
    const mean = mixed([means, layer.mean, batch.mean], shares('mean_weight'));
    const variance = mixed(
      [found.map((one) => one.variance), layer.variance, batch.variance],
      shares('var_weight'),
    );
    const roots = variance.map((value) => insideRoot(plan.eps, value, rounder));
    return {
      xhat: (x, _cell, group) => f(f(x - mean[group]!) / roots[group]!.value),
      overflowed: found.filter(({ overflows }) => overflows).length,
      epsLost: roots.filter(({ lost }) => lost).length,
    };
  },
  evoS0(plan, input, result, rounder) {
    const { inner: f } = rounder;
    const found = groupsOf(plan, (cells) => spreadOf(rounder, input, cells, true, cells.length));
    const roots = found.map(({ variance }) => insideRoot(plan.eps, variance, rounder));
    const v = valuesOf(plan, result, rounder);
    return {
      xhat: (x, cell, group) => f(f(x * f(sigmoid(f(x * v(cell))))) / roots[group]!.value),
      overflowed: found.filter(({ overflows }) => overflows).length,
      epsLost: roots.filter(({ lost }) => lost).length,
    };
  },
  evoB0(plan, input, result, rounder) {
    const { inner: f, held } = rounder;
    const channels = channelsOf(plan);
    const found = groupsOf(plan, (cells) => spreadOf(rounder, input, cells, true, cells.length));
    const roots = found.map(({ variance }) => insideRoot(plan.eps, variance, rounder));
    const v = valuesOf(plan, result, rounder);
    const stored = plan.source === 'running' ? result.runningBefore : null;
    const left = Array.from({ length: channels }, (_, channel) => {
      if (stored) return insideRoot(plan.eps, held(stored.var[channel]!), rounder).value;
      const cells = cellsOfChannel(plan, channel);
      const { variance } = spreadOf(rounder, input, cells, true, cells.length);
      return insideRoot(plan.eps, variance, rounder).value;
    });
    return {
      xhat: (x, cell, group) =>
        f(x / Math.max(left[group % channels]!, f(f(x * v(cell)) + roots[group]!.value))),
      overflowed: found.filter(({ overflows }) => overflows).length,
      epsLost: roots.filter(({ lost }) => lost).length,
    };
  },
};

/** Number of channels, which vary fastest among the groups of (N, C). */
const channelsOf = ({ statShape }: StagedPlan) => statShape.at(-1) ?? 1;

const groupsOf = <T>(plan: StagedPlan, of: (cells: Int32Array) => T): T[] =>
  Array.from({ length: plan.groups }, (_, group) => of(cellsOfGroup(plan, group)));

/** The cells of a channel in all samples. */
function cellsOfChannel(plan: StagedPlan, channel: number): number[] {
  const channels = channelsOf(plan);
  return Array.from({ length: plan.groups / channels }, (_, sample) => [
    ...cellsOfGroup(plan, sample * channels + channel),
  ]).flat();
}

type Way = 'channels' | 'samples';

/** For each entry of (N, C) the mean over its sample's channels, or over its channel's samples: added in float32. */
function meansOf(
  values: readonly number[],
  channels: number,
  over: Way,
  f: (value: number) => number,
): number[] {
  const to = (i: number) => (over === 'channels' ? Math.floor(i / channels) : i % channels);
  const sums = new Map<number, { sum: number; count: number }>();
  values.forEach((value, i) => {
    const { sum, count } = sums.get(to(i)) ?? { sum: 0, count: 0 };
    sums.set(to(i), { sum: Math.fround(sum + value), count: count + 1 });
  });
  return values.map((_, i) => {
    const { sum, count } = sums.get(to(i))!;
    return f(Math.fround(sum / count));
  });
}

/** EvoNorm's v of a cell. */
function valuesOf(
  plan: StagedPlan,
  { inputs }: EmulatedResult,
  { held }: Rounder,
): (cell: number) => number {
  const data = inputs?.v?.data;
  return (cell) => held(data?.[paramIndexOf(plan, cell)] ?? 1);
}
