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
import type { StagedPlan } from '../../spec.ts';
import { paramSizes } from '../paramSizes.ts';

/** Statistics of every grouping, the quotient, γ and β. */
export function byHand(plan: StagedPlan, dialect: ArrayDialect, own: OwnState): string[][] {
  const shape = paramSizes(plan);
  const parameters = [
    `weight = ${given(dialect, own.weight, plan.initialWeight === 0 ? 'zeros' : 'ones', shape)}`,
    `bias = ${given(dialect, own.bias, 'zeros', shape)}`,
  ];
  const last =
    plan.recipe === 'response' ? 'y = weight * x_hat + bias + x' : 'y = weight * x_hat + bias';
  if (!plan.acts) return [[...own.notes], ['x_hat = x'], [...parameters, last]];
  const { lines, running } = LINES[plan.recipe](plan, dialect, own, shape);
  return [[...own.notes], lines, [...parameters, last], plan.updates ? running : []];
}

interface Lines {
  readonly lines: string[];
  readonly running: string[];
}

type Write = (
  plan: StagedPlan,
  dialect: ArrayDialect,
  own: OwnState,
  shape: readonly number[],
) => Lines;

const biased = (dialect: ArrayDialect, axes: string) => dialect.variance('x', axes);

const LINES: Readonly<Record<StagedPlan['recipe'], Write>> = {
  response: (plan, dialect) => {
    const channel = plan.view.findIndex((dim) => dim.param);
    const space = axisArgument(plan.view.flatMap(({ role }, i) => (role === 'reduced' ? [i] : [])));
    return {
      lines: [
        `g = ${dialect.sqrt(dialect.sum('x**2', space))}  # a length for every channel`,
        `n = g / (${dialect.mean('g', String(channel))} + ${number(plan.eps)})  # against the mean of all channels`,
        'x_hat = x * n',
      ],
      running: [],
    };
  },
  switch: (plan, dialect, own, shape) => {
    const count = plan.groupSize;
    const usesBatch = plan.source === 'batch';
    const factor = batchWeight(plan, own.numBatchesTracked);
    const keep = keptShare(factor);
    const take = number(Number(factor.toPrecision(12)));
    return {
      lines: [
        `mean_in = ${dialect.mean('x', '(2, 3)')}`,
        `var_in = ${dialect.unbiasedVariance('x', '(2, 3)', count)}`,
        `mean_ln = ${dialect.mean('mean_in', '1')}`,
        `var_ln = ${dialect.mean('(var_in + mean_in**2)', '1')} - mean_ln**2`,
        ...(usesBatch
          ? [
              `mean_bn = ${dialect.mean('mean_in', '0')}`,
              `var_bn = ${dialect.mean('(var_in + mean_in**2)', '0')} - mean_bn**2`,
            ]
          : [
              `mean_bn = ${given(dialect, own.runningMean, 'zeros', shape)}  # running_mean`,
              `var_bn = ${given(dialect, own.runningVar, 'ones', shape)}  # running_var`,
            ]),
        ...inputLines(dialect, own, 'mean_weight'),
        ...inputLines(dialect, own, 'var_weight'),
        `mean_weight = ${dialect.softmax('mean_weight')}`,
        `var_weight = ${dialect.softmax('var_weight')}`,
        'mean = mean_weight[0] * mean_in + mean_weight[1] * mean_ln + mean_weight[2] * mean_bn',
        'var = var_weight[0] * var_in + var_weight[1] * var_ln + var_weight[2] * var_bn',
        `x_hat = (x - mean) / ${dialect.sqrt(`var + ${number(plan.eps)}`)}`,
      ],
      running: [
        '# the momentum of SwitchNorm weighs the old statistics',
        `running_mean = ${keep} * ${given(dialect, own.runningMean, 'zeros', shape)} + ${take} * mean_bn`,
        `running_var = ${keep} * ${given(dialect, own.runningVar, 'ones', shape)} + ${take} * var_bn`,
      ],
    };
  },
  evoS0: (plan, dialect, own, shape) => {
    const seen = plan.view.map(({ size }) => size);
    const each = plan.shape.map((size, axis) => (axis < 2 ? size : 1));
    const groups = plan.view[1]?.size ?? 1;
    const size = plan.view[2]?.size ?? 1;
    return {
      lines: [
        ...inputLines(dialect, own, 'v', shape),
        `v_x = ${dialect.reshape('x', seen)}  # (${plan.view.map((dim) => dim.name).join(', ')})`,
        `std = ${dialect.sqrt(`${dialect.variance('v_x', '(2, 3, 4)')} + ${number(plan.eps)}`)}`,
        `std = ${dialect.reshape(
          `(std + ${dialect.zeros([plan.shape[0] ?? 1, groups, size, 1, 1])})`,
          each,
        )}  # one a channel`,
        `x_hat = x * ${dialect.sigmoid('x * v')} / std`,
      ],
      running: [],
    };
  },
  evoB0: (plan, dialect, own, shape) => {
    const eps = number(plan.eps);
    const factor = batchWeight(plan, own.numBatchesTracked);
    const keep = keptShare(factor);
    const values = numel(plan.shape) / (plan.shape[1] ?? 1);
    const before = given(dialect, own.runningVar, 'ones', shape);
    return {
      lines: [
        ...inputLines(dialect, own, 'v', shape),
        plan.source === 'batch'
          ? `var = ${biased(dialect, '(0, 2, 3)')}  # of the batch`
          : `var = ${before}  # running_var`,
        `left = ${dialect.sqrt(`var + ${eps}`)}`,
        `right = x * v + ${dialect.sqrt(`${biased(dialect, '(2, 3)')} + ${eps}`)}`,
        `x_hat = x / ${dialect.larger('left', 'right')}`,
      ],
      running: [
        `running_mean = ${given(dialect, own.runningMean, 'zeros', shape)}  # stays: nothing is subtracted`,
        `running_var = ${keep} * ${before} + ${number(factor)} * ${dialect.unbiasedVariance('x', '(0, 2, 3)', values)}`,
      ],
    };
  },
};

export const onnx = () => null;
