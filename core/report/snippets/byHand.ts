import type { Plan } from '../../norm/spec.ts';
import { updatesRunning } from './layerFacts.ts';
import { axisArgument, number, tuple } from './python.ts';

/** How one array library spells the handful of functions that the arithmetic needs. */
export interface ArrayDialect {
  readonly mean: (x: string, axes: string) => string;
  /** Divided by n. */
  readonly variance: (x: string, axes: string) => string;
  /** Divided by n − 1. */
  readonly unbiasedVariance: (x: string, axes: string, count: number) => string;
  readonly sqrt: (x: string) => string;
  readonly zerosLike: (x: string) => string;
  readonly ones: (shape: readonly number[]) => string;
  readonly zeros: (shape: readonly number[]) => string;
  readonly reshape: (x: string, shape: readonly number[]) => string;
  /** Zeros before and after the channels, which lie at position 1. */
  readonly padChannels: (x: string, rank: number, below: number, above: number) => string;
}

/** The layer written out: view, statistics, γ and β, running statistics. Uses x, leaves y. */
export function byHand(plan: Plan, dialect: ArrayDialect): string[][] {
  return plan.kind === 'window' ? windowByHand(plan, dialect) : momentsByHand(plan, dialect);
}

function momentsByHand(plan: Plan, dialect: ArrayDialect): string[][] {
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
  const normalized = [...view, ...statistics(plan, dialect, x), ...division(plan, dialect, x)];
  if (split) normalized.push(`x_hat = ${dialect.reshape('x_hat', plan.shape)}`);
  return [normalized, scaleShift(plan, dialect), running(plan, dialect, x)];
}

function reducedPositions(plan: Plan): number[] {
  return plan.view.flatMap((dim, i) => (dim.role === 'reduced' ? [i] : []));
}

function statistics(plan: Plan, dialect: ArrayDialect, x: string): string[] {
  if (plan.source === 'running') {
    const shape = broadcastShape(plan, (axis) => plan.keptDims.at(-1) === axis);
    return [
      `mean = ${dialect.zeros(shape)}  # running_mean of a new layer`,
      `var = ${dialect.ones(shape)}  # running_var of a new layer`,
    ];
  }
  const positions = reducedPositions(plan);
  if (positions.length === 0)
    return plan.center
      ? [`mean = ${x}  # nothing is averaged`, `var = ${dialect.zerosLike(x)}`]
      : [`mean_square = ${x}**2  # nothing is averaged`];
  const axes = axisArgument(positions);
  if (!plan.center) return [`mean_square = ${dialect.mean(`${x}**2`, axes)}`];
  return [
    `mean = ${dialect.mean(x, axes)}`,
    plan.unbiased
      ? `var = ${dialect.unbiasedVariance(x, axes, plan.groupSize)}  # the mistake: divided by n - 1`
      : `var = ${dialect.variance(x, axes)}  # biased: divided by n`,
  ];
}

function division(plan: Plan, dialect: ArrayDialect, x: string): string[] {
  const spread = plan.center ? 'var' : 'mean_square';
  const eps = number(plan.eps);
  const root = plan.epsOutside
    ? `(${dialect.sqrt(spread)} + ${eps})  # the mistake: eps outside the root`
    : dialect.sqrt(`${spread} + ${eps}`);
  return [`x_hat = ${plan.center ? `(${x} - mean)` : x} / ${root}`];
}

function scaleShift(plan: Plan, dialect: ArrayDialect): string[] {
  if (!plan.hasWeight) return ['y = x_hat'];
  const shape = broadcastShape(plan, (axis) =>
    plan.view.some((dim) => dim.axis === axis && dim.param),
  );
  return [
    `weight = ${dialect.ones(shape)}`,
    ...(plan.hasBias ? [`bias = ${dialect.zeros(shape)}`] : []),
    plan.hasBias ? 'y = weight * x_hat + bias' : 'y = weight * x_hat',
  ];
}

/** Sizes of the chosen axes, 1 elsewhere. */
function broadcastShape(plan: Plan, chosen: (axis: number) => boolean): number[] {
  return plan.shape.map((size, axis) => (chosen(axis) ? size : 1));
}

/** One step of the running statistics from those of a new layer, 0 and 1. */
function running(plan: Plan, dialect: ArrayDialect, x: string): string[] {
  const factor = updatesRunning(plan);
  if (factor === null || plan.groupSize < 2) return [];
  const axes = axisArgument(reducedPositions(plan));
  const perSample = plan.statShape.length > 1;
  const over = (value: string) => (perSample ? dialect.mean(value, '0') : value);
  const keep = number(Number((1 - factor).toPrecision(12)));
  const take = number(factor);
  const unbiased = over(dialect.unbiasedVariance(x, axes, plan.groupSize));
  return [
    '# the running statistics start at 0 and 1 and take the variance divided by n - 1',
    `running_mean = ${keep} * 0 + ${take} * ${over('mean')}`,
    `running_var = ${keep} * 1 + ${take} * ${unbiased}`,
  ];
}

function windowByHand(plan: Plan, dialect: ArrayDialect): string[][] {
  const { size, alpha, beta, k } = plan.window ?? { size: 1, alpha: 0, beta: 0, k: 1 };
  const channels = plan.shape[1] ?? 1;
  const below = Math.floor(size / 2);
  const above = Math.floor((size - 1) / 2);
  return [
    [
      `squares = ${dialect.padChannels('x**2', plan.shape.length, below, above)}`,
      `total = sum(squares[:, i : i + ${channels}] for i in range(${size}))  # the window, channel by channel`,
      `y = x / (${number(k)} + ${number(alpha)} * total / ${size}) ** ${number(beta)}`,
    ],
  ];
}

/** `((0, 0), (2, 2), (0, 0))`: padding of the channels alone. */
export function channelPadding(rank: number, below: number, above: number): string {
  const pairs = Array.from({ length: rank }, (_, axis) =>
    tuple(axis === 1 ? [below, above] : [0, 0]),
  );
  return `(${pairs.join(', ')})`;
}
