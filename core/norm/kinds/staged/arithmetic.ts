import { cellsOfGroup, groupOf, paramIndexOf } from '../../groups.ts';
import type { FurtherTensors } from '../../furtherInput.ts';
import type { StagedPlan, Statistics } from '../../spec.ts';
import type { Arithmetic } from '../kind.ts';
import { sigmoid } from '../cells.ts';
import { quotientOf, respond, run, softmax } from './kernel.ts';
import { noStagedTroubles, stagedNotices } from './notices.ts';
import { takesSamples } from './plan.ts';
import { lengthKey, MOST_LENGTHS, shareKey, SHARED } from './numbers.ts';
import { STAGED_STATIONS, whole } from './stations.ts';

/** Each grouping's statistics, then every cell by the formula in which they meet. */
export const STAGED_ARITHMETIC: Arithmetic<StagedPlan> = {
  run,
  trace(plan, { statistics, inputs, weight, bias }, valueAt, flat, limit) {
    const group = groupOf(plan, flat);
    const value = valueAt(flat);
    if (!statistics) throw new RangeError('trace: this layer has statistics');
    const { numerator, rstd } = quotientOf(plan, statistics, inputs, value, flat);
    const more = Object.entries(statistics.more ?? {});
    const param = paramIndexOf(plan, flat);
    const v = inputs?.v?.data[param];
    return {
      group,
      shared: cellsOfGroup(plan, group, limit),
      total: plan.groupSize,
      mean: statistics.mean[group]!,
      variance: statistics.variance[group]!,
      varianceUnbiased: statistics.varianceUnbiased[group]!,
      eps: plan.eps,
      rstd,
      deviation: numerator,
      window: null,
      extra: {
        ...Object.fromEntries(more.map(([name, values]) => [name, values[group]!])),
        ...(v !== undefined && { v, sigmoid: sigmoid(v * value) }),
        ...(plan.recipe === 'switch' && sharesOf(inputs)),
        ...(plan.recipe === 'response' && {
          ...lengthsOf(plan, statistics, group),
          before: numerator * rstd * (weight?.[param] ?? 1) + (bias?.[param] ?? 0),
        }),
        ...(plan.recipe === 'evoB0' && { right: (v ?? 1) * value + 1 / statistics.rstd[group]! }),
      },
    };
  },
  stations: STAGED_STATIONS,
  plain: () => false,
  whole,
  divided: (_, { statistics, group }) => ({
    // what a length is compared with stands at the place of a mean
    mean: (statistics?.more?.m ?? statistics?.mean)?.[group] ?? NaN,
    variance: statistics?.variance[group] ?? NaN,
    // the length is the root of its squares; what x is multiplied by comes later
    root: statistics?.more?.g?.[group] ?? 1 / (statistics?.rstd[group] ?? NaN),
  }),
  alone(plan, fortran) {
    if (!takesSamples(plan, fortran)) return null;
    const troubles = noStagedTroubles();
    return {
      normalize: (chunk, x, y, parameters) => respond(chunk, x, parameters, y, troubles),
      notices: (state) => stagedNotices(plan, troubles, state, state.running),
    };
  },
};

/** How much each of the three statistics counts, which sums to 1. */
function sharesOf(inputs: FurtherTensors | undefined): Record<string, number> {
  return Object.fromEntries(
    SHARED.flatMap((of) =>
      softmax(inputs?.[of]?.data ?? new Float64Array(3)).map((share, k) => [
        shareKey(of, k),
        share,
      ]),
    ),
  );
}

/** The lengths of the sample's first channels. */
function lengthsOf(
  { statShape }: StagedPlan,
  { more }: Statistics,
  group: number,
): Record<string, number> {
  const channels = statShape.at(-1) ?? 1;
  const first = group - (group % channels);
  const lengths = more?.g?.subarray(first, first + Math.min(channels, MOST_LENGTHS)) ?? [];
  return Object.fromEntries(Array.from(lengths, (length, c) => [lengthKey(c), length]));
}
