import {
  given,
  inputLines,
  keptShare,
  type ArrayDialect,
  type OwnState,
} from '../../../program/dialect.ts';
import { axisArgument, number } from '../../../program/python.ts';
import { numel } from '../../../tensor/tensor.ts';
import { batchWeight } from '../../running.ts';
import type { MomentsPlan } from '../../spec.ts';

/** Lines of what a layer does beyond statistics, division, γ and β. */
type Lines = (plan: MomentsPlan, dialect: ArrayDialect, own: OwnState) => string[];

const gateText = (dialect: ArrayDialect) => `gate * ${dialect.sigmoid('gate')}`;
/** Sizes with which one value a channel meets x. */
const alongChannels = ({ shape }: MomentsPlan) =>
  shape.map((size, axis) => (axis === 1 ? size : 1));

/** The mask, or the gate that comes first. */
export const linesBefore: Lines = (plan, dialect, own) => {
  switch (plan.extra?.is) {
    case 'gate': {
      const gate = inputLines(dialect, own, 'gate');
      return plan.extra.before
        ? [...gate, `gated = x * ${gateText(dialect)}  # x * silu(gate)`]
        : gate;
    }
    case 'mask': {
      const [samples = 1, , length = 1] = plan.shape;
      return inputLines(dialect, own, 'mask', [samples, 1, length]);
    }
    default:
      return [];
  }
};

/** Mean and variance of the cells that take part; null for a layer whose cells all do. */
export function statisticsBeside(plan: MomentsPlan, dialect: ArrayDialect): string[] | null {
  if (plan.extra?.is !== 'mask') return null;
  return [
    'n = mask.sum()  # positions that take part',
    `mean = ${dialect.sum('(x * mask)', '(0, 2)')} / n`,
    `var = ${dialect.sum('(mask * (x - mean)**2)', '(0, 2)')} / n  # biased: divided by n`,
  ];
}

/** BatchRenorm's r and d, by the buffers as they are before this call. */
export const correction: Lines = (plan, dialect, own) => {
  if (plan.extra?.is !== 'renorm') return [];
  const shape = alongChannels(plan);
  const mean = given(dialect, own.runningMean, 'zeros', shape);
  const variance = given(dialect, own.runningVar, 'ones', shape);
  const eps = number(plan.eps);
  const { rmax, dmax } = plan.extra;
  return [
    `sigma = ${dialect.sqrt(`${variance} + ${eps}`)}  # of running_var`,
    `r = ${dialect.clip(`${dialect.sqrt(`var + ${eps}`)} / sigma`, number(1 / rmax), number(rmax))}`,
    `d = ${dialect.clip(`(mean - ${mean}) / sigma`, number(-dmax), number(dmax))}`,
    'x_hat = x_hat * r + d',
  ];
};

/** γ and β of the style. */
export const styleLines: Lines = (plan, dialect, own) => {
  if (plan.extra?.is !== 'style') return [];
  const shape = own.inputs.style?.shape ?? plan.shape;
  const axes = axisArgument(shape.map((_, axis) => axis).slice(2));
  const size = numel(shape.slice(2));
  const variance = dialect.unbiasedVariance('style', axes, size);
  return [
    ...inputLines(dialect, own, 'style'),
    `weight = ${dialect.sqrt(`${variance} + ${number(plan.eps)}`)}  # the deviation of the style`,
    `bias = ${dialect.mean('style', axes)}  # its mean`,
  ];
};

/** A gate or a threshold after γ and β. */
export const linesAfter: Lines = (plan, dialect, own) => {
  switch (plan.extra?.is) {
    case 'gate':
      return plan.extra.before ? [] : [`y = y * ${gateText(dialect)}  # y * silu(gate)`];
    case 'threshold':
      return [
        ...inputLines(dialect, own, 'tau', alongChannels(plan)),
        `y = ${dialect.larger('y', 'tau')}`,
      ];
    default:
      return [];
  }
};

/** Every chunk of the samples by itself, one after another. */
export function chunksByHand(
  plan: MomentsPlan,
  dialect: ArrayDialect,
  own: OwnState,
  sizes: readonly number[],
): string[][] {
  let at = 0;
  const parts = sizes.map((size) => {
    at += size;
    return `x[${at - size}:${at}]`;
  });
  const axes = axisArgument(plan.shape.map((_, axis) => axis).filter((axis) => axis !== 1));
  const shape = alongChannels(plan);
  const variance = dialect.variance('part', axes);
  const centred = `(part - ${dialect.mean('part', axes)})`;
  const factor = batchWeight(plan, own.numBatchesTracked);
  const keep = keptShare(factor);
  const last = plan.hasWeight
    ? [
        `weight = ${given(dialect, own.weight, 'ones', shape)}`,
        `bias = ${given(dialect, own.bias, 'zeros', shape)}`,
        'y = weight * x_hat + bias',
      ]
    : ['y = x_hat'];
  const perSample = numel(plan.shape.slice(2));
  const isEven = sizes.every((size) => size === sizes[0]);
  return [
    [...own.notes],
    [
      `parts = [${parts.join(', ')}]  # each is normalized by itself`,
      `x_hat = ${dialect.concat(
        `[${centred} / ${dialect.sqrt(`${variance} + ${number(plan.eps)}`)} for part in parts]`,
      )}`,
    ],
    last,
    // dialects that multiply the variance by n / (n - 1) need one n
    plan.updates && isEven && typeof plan.spec.options.momentum === 'number'
      ? [
          `running_mean = ${given(dialect, own.runningMean, 'zeros', shape)}`,
          `running_var = ${given(dialect, own.runningVar, 'ones', shape)}`,
          'for part in parts:',
          `    running_mean = ${keep} * running_mean + ${number(factor)} * ${dialect.mean('part', axes)}`,
          `    running_var = ${keep} * running_var + ${number(factor)} * ${dialect.unbiasedVariance('part', axes, (sizes[0] ?? 1) * perSample)}`,
        ]
      : [],
  ];
}
