import type { ArrayDialect, OwnState } from '../../../program/dialect.ts';
import { axisArgument, number } from '../../../program/python.ts';
import { batchWeight } from '../../running.ts';
import type { MomentsPlan } from '../../spec.ts';

/** View, statistics, γ and β, running statistics. */
export function byHand(plan: MomentsPlan, dialect: ArrayDialect, own: OwnState): string[][] {
  const split = plan.view.length !== plan.shape.length;
  const x = split ? 'v' : 'x';
  const view = split
    ? [
        `v = ${dialect.reshape(
          'x',
          plan.view.map((dim) => dim.size),
        )}` + `  # (${plan.view.map((dim) => dim.name).join(', ')})`,
      ]
    : [];
  const normalized = [...view, ...statistics(plan, dialect, own, x), ...division(plan, dialect, x)];
  if (split) normalized.push(`x_hat = ${dialect.reshape('x_hat', plan.shape)}`);
  return [
    [...own.notes],
    normalized,
    scaleShift(plan, dialect, own),
    running(plan, dialect, own, x),
  ];
}

function reducedPositions(plan: MomentsPlan): number[] {
  return plan.view.flatMap((dim, i) => (dim.role === 'reduced' ? [i] : []));
}

function statistics(plan: MomentsPlan, dialect: ArrayDialect, own: OwnState, x: string): string[] {
  if (plan.source === 'running') {
    const { runningMean: mean, runningVar: variance } = own;
    const shape = runningShape(plan);
    return [
      mean
        ? `mean = ${dialect.array(mean, shape)}  # running_mean`
        : `mean = ${dialect.zeros(shape)}  # running_mean of a new layer`,
      variance
        ? `var = ${dialect.array(variance, shape)}  # running_var`
        : `var = ${dialect.ones(shape)}  # running_var of a new layer`,
    ];
  }
  const positions = reducedPositions(plan);
  if (positions.length === 0)
    return plan.subtracts === 'mean'
      ? [`mean = ${x}  # nothing is averaged`, `var = ${dialect.zerosLike(x)}`]
      : [`mean_square = ${x}**2  # nothing is averaged`];
  const axes = axisArgument(positions);
  if (plan.subtracts === 'nothing') return [`mean_square = ${dialect.mean(`${x}**2`, axes)}`];
  return [
    `mean = ${dialect.mean(x, axes)}`,
    plan.ddof === 1
      ? `var = ${dialect.unbiasedVariance(x, axes, plan.groupSize)}  # the mistake: divided by n - 1`
      : `var = ${dialect.variance(x, axes)}  # biased: divided by n`,
  ];
}

function division(plan: MomentsPlan, dialect: ArrayDialect, x: string): string[] {
  const spread = plan.subtracts === 'mean' ? 'var' : 'mean_square';
  const eps = number(plan.eps);
  const root = {
    inside: dialect.sqrt(`${spread} + ${eps}`),
    outside: `(${dialect.sqrt(spread)} + ${eps})  # the mistake: eps outside the root`,
  }[plan.epsPlace];
  return [`x_hat = ${plan.subtracts === 'mean' ? `(${x} - mean)` : x} / ${root}`];
}

function scaleShift(plan: MomentsPlan, dialect: ArrayDialect, own: OwnState): string[] {
  if (!plan.hasWeight) return ['y = x_hat'];
  const shape = broadcastShape(plan, (axis) =>
    plan.view.some((dim) => dim.axis === axis && dim.param),
  );
  return [
    `weight = ${own.weight ? dialect.array(own.weight, shape) : dialect.ones(shape)}`,
    ...(plan.hasBias
      ? [`bias = ${own.bias ? dialect.array(own.bias, shape) : dialect.zeros(shape)}`]
      : []),
    plan.hasBias ? 'y = weight * x_hat + bias' : 'y = weight * x_hat',
  ];
}

/** Sizes of the chosen axes, 1 elsewhere. */
function broadcastShape(plan: MomentsPlan, chosen: (axis: number) => boolean): number[] {
  return plan.shape.map((size, axis) => (chosen(axis) ? size : 1));
}

/** Sizes with which the running statistics, one a channel, meet x. */
function runningShape(plan: MomentsPlan): number[] {
  return broadcastShape(plan, (axis) => plan.keptDims.at(-1) === axis);
}

/** One step of the running statistics. */
function running(plan: MomentsPlan, dialect: ArrayDialect, own: OwnState, x: string): string[] {
  if (!plan.tracks || plan.spec.mode !== 'train' || plan.groupSize < 2) return [];
  const factor = batchWeight(plan, own.numBatchesTracked);
  const axes = axisArgument(reducedPositions(plan));
  const perSample = plan.statShape.length > 1;
  const over = (value: string) => (perSample ? dialect.mean(value, '0') : value);
  const keep = number(Number((1 - factor).toPrecision(12)));
  const take = number(factor);
  const unbiased = over(dialect.unbiasedVariance(x, axes, plan.groupSize));
  const before = (list: string | null, initial: number) =>
    list ? dialect.array(list, runningShape(plan)) : String(initial);
  const fresh = own.runningMean === null && own.runningVar === null;
  return [
    fresh
      ? '# the running statistics start at 0 and 1 and take the variance divided by n - 1'
      : '# the running statistics go on from these and take the variance divided by n - 1',
    `running_mean = ${keep} * ${before(own.runningMean, 0)} + ${take} * ${over('mean')}`,
    `running_var = ${keep} * ${before(own.runningVar, 1)} + ${take} * ${unbiased}`,
  ];
}
