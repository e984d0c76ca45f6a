import { given, keptShare, type ArrayDialect, type OwnState } from '../../../program/dialect.ts';
import { axisArgument, number } from '../../../program/python.ts';
import { said } from '../../../texts/said.ts';
import { sayText } from '../../../texts/sayText.ts';
import type { StationText } from '../../../texts/stations.ts';
import { batchWeight } from '../../running.ts';
import type { MomentsPlan } from '../../spec.ts';
import { paramSizes } from '../paramSizes.ts';
import {
  chunksByHand,
  correction,
  linesAfter,
  linesBefore,
  statisticsBeside,
  styleLines,
} from './byHandBeside.ts';
import { gatesFirst } from './plan.ts';

/** View, statistics, γ and β, running statistics. */
export function byHand(plan: MomentsPlan, dialect: ArrayDialect, own: OwnState): string[][] {
  if (plan.extra?.is === 'chunks') return chunksByHand(plan, dialect, own, plan.extra.sizes);
  const split = plan.view.length !== plan.shape.length;
  const entered = gatesFirst(plan) ? 'gated' : 'x';
  const x = split ? 'v' : entered;
  const view = split
    ? [
        `v = ${dialect.reshape(
          entered,
          plan.view.map((dim) => dim.size),
        )}` + `  # (${plan.view.map((dim) => dim.name).join(', ')})`,
      ]
    : [];
  const before = linesBefore(plan, dialect, own);
  const normalized = [
    ...before,
    ...view,
    ...(statisticsBeside(plan, dialect) ?? statistics(plan, dialect, own, x)),
    ...division(plan, dialect, x),
    ...correction(plan, dialect, own),
  ];
  const back = (name: string) => `${name} = ${dialect.reshape(name, plan.shape)}`;
  const inView = split && variesWithin(plan);
  if (split && !inView) normalized.push(back('x_hat'));
  return [
    [...own.notes],
    normalized,
    [
      ...styleLines(plan, dialect, own),
      ...scaleShift(plan, dialect, own, inView),
      ...(inView ? [back('y')] : []),
      ...linesAfter(plan, dialect, own),
    ],
    running(plan, dialect, own, x),
  ];
}

/** γ and β vary along a part of an axis only, or are held as the view has it. */
function variesWithin({ hasWeight, view, shape, paramShape }: MomentsPlan): boolean {
  const axes = new Set(view.filter((dim) => dim.param).map((dim) => dim.axis));
  const whole = [...axes].map((axis) => shape[axis]);
  return hasWeight && String(whole) !== String(paramShape);
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
      ? [`mean = ${x}${remark('remark.nothing')}`, `var = ${dialect.zerosLike(x)}`]
      : [`${SPREADS[plan.divides]} = ${x}**2${remark('remark.nothing')}`];
  const axes = axisArgument(positions);
  if (plan.divides === 'l2') return [`sum_of_squares = ${dialect.sum(`${x}**2`, axes)}`];
  if (plan.subtracts === 'nothing') return [`mean_square = ${dialect.mean(`${x}**2`, axes)}`];
  return [
    `mean = ${dialect.mean(x, axes)}`,
    plan.ddof === 1
      ? `var = ${dialect.unbiasedVariance(x, axes, plan.groupSize)}${plan.extra?.is === 'style' ? '  # divided by n - 1' : remark('remark.unbiased')}`
      : `var = ${dialect.variance(x, axes)}${remark('remark.biased')}`,
  ];
}

/** What the stations say of a line, behind it; programs are in English. */
const remark = (key: StationText) => `  # ${sayText(said(key), 'en')}`;

const SPREADS = { std: 'var', rms: 'mean_square', l2: 'sum_of_squares' } as const;

function division(plan: MomentsPlan, dialect: ArrayDialect, x: string): string[] {
  const spread = SPREADS[plan.divides];
  const eps = number(plan.eps);
  const root = {
    inside: dialect.sqrt(`${spread} + ${eps}`),
    outside: `(${dialect.sqrt(spread)} + ${eps})${remark('remark.epsOutside')}`,
    floor: dialect.maximum(dialect.sqrt(spread), eps),
    absolute: dialect.sqrt(`${spread} + ${number(Math.abs(plan.eps))}`),
  }[plan.epsPlace];
  return [`x_hat = ${plan.subtracts === 'mean' ? `(${x} - mean)` : x} / ${root}`];
}

function scaleShift(
  plan: MomentsPlan,
  dialect: ArrayDialect,
  own: OwnState,
  inView: boolean,
): string[] {
  if (!plan.hasWeight) return ['y = x_hat'];
  if (plan.extra?.is === 'style') return ['y = weight * x_hat + bias'];
  const shape = inView ? plan.view.map((dim) => (dim.param ? dim.size : 1)) : paramSizes(plan);
  return [
    `weight = ${given(dialect, own.weight, 'ones', shape)}`,
    ...(plan.hasBias ? [`bias = ${given(dialect, own.bias, 'zeros', shape)}`] : []),
    plan.hasBias ? 'y = weight * x_hat + bias' : 'y = weight * x_hat',
  ];
}

/** Sizes with which the running statistics, one a channel, meet x. */
function runningShape({ shape, keptDims }: MomentsPlan): number[] {
  return shape.map((size, axis) => (keptDims.at(-1) === axis ? size : 1));
}

/** One step of the running statistics. */
function running(plan: MomentsPlan, dialect: ArrayDialect, own: OwnState, x: string): string[] {
  if (!plan.updates || plan.groupSize < 2) return [];
  const factor = batchWeight(plan, own.numBatchesTracked);
  const axes = axisArgument(reducedPositions(plan));
  const perSample = plan.statShape.length > 1;
  const over = (value: string) => (perSample ? dialect.mean(value, '0') : value);
  const keep = keptShare(factor);
  const take = number(factor);
  const unbiased =
    plan.extra?.is === 'mask'
      ? 'var * n / (n - 1)'
      : over(dialect.unbiasedVariance(x, axes, plan.groupSize));
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
