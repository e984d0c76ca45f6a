import { expect, test } from 'vitest';
import { layerRow, LAYERS } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerState, Plan, PointwisePlan } from '../../../core/norm/spec.ts';
import { defaultAxes, numel, tensor } from '../../../core/tensor/tensor.ts';
import { verify, type Known } from '../../../core/verify/verification.ts';
import {
  readLayerFixture,
  stateOf,
  unpack,
  unpackRunning,
  type LayerCase,
} from '../../parity/layerFixture.ts';

const { cases } = readLayerFixture();

/** Calls of a row that are looked at: the search is no quick one. */
const MOST_CALLS = 8;

interface Call {
  readonly of: LayerCase;
  readonly at: number;
}

/** Calls in float32, as networks have them, spread over all that the fixture has of a row. */
function callsOf(layer: string): Call[] {
  const all = cases
    .filter((one) => one.layer === layer)
    .flatMap((of) => of.calls.map((_, at) => ({ of, at })))
    .filter(({ of, at }) => of.calls[at]!.x.dtype === 'float32');
  const step = Math.max(1, Math.floor(all.length / MOST_CALLS));
  return all.filter((_, i) => i % step === 0);
}

const floats = (values: Iterable<number>, shape: readonly number[]) =>
  tensor(Float32Array.from(values), [...shape], defaultAxes(shape.length));

/** What the layer held before the call, as one who asks knows it. */
function knownOf({ of, at }: Call, plan: Plan): Known {
  const state: LayerState = stateOf(of);
  const before = at > 0 ? of.calls[at - 1]!.running : undefined;
  const running = before ? unpackRunning(before) : state.running;
  const shape = plan.paramShape ?? [];
  const own = plan.parametersFrom === null;
  return {
    ...(own && state.weight && plan.hasWeight && { weight: floats(state.weight, shape) }),
    ...(own && state.bias && plan.hasBias && { bias: floats(state.bias, shape) }),
    ...(running && {
      runningMean: floats(running.mean, [running.mean.length]),
      runningVar: floats(running.var, [running.var.length]),
    }),
    inputs: Object.fromEntries(
      Object.entries(state.inputs ?? {}).map(([name, { shape: sizes, data }]) => [
        name,
        floats(data, sizes),
      ]),
    ),
  };
}

/** Why a row cannot be told by its own name from what it made; each is looked at below. */
const REASONS: readonly {
  readonly why: string;
  readonly holds: (plan: Plan, call: Call) => boolean;
  /** The name that it has then; none where nothing explains it. */
  readonly instead: RegExp | null;
}[] = [
  {
    why: 'a layer of any axes is told by the names that others have for them',
    holds: ({ spec }) => spec.layer === 'Custom',
    instead: /./,
  },
  {
    why: 'a mistake is told as what it is made of: BatchNorm with n − 1, or eps outside',
    holds: ({ spec }) => layerRow(spec.layer).family === 'teaching',
    instead: /^BatchNorm/,
  },
  {
    why: 'by stored statistics every layer that keeps them is BatchNorm in eval',
    holds: ({ source, kind }) => source === 'running' && kind === 'moments',
    instead: /^BatchNorm/,
  },
  {
    why: 'without its activation EvoNorm has no statistics: it is a map a·x + b for each channel',
    holds: (plan) => plan.kind === 'staged' && !plan.acts,
    instead: /^(BatchNorm|LayerNorm)/,
  },
  {
    why: 'one chunk is the whole batch: BatchNorm; a chunk of one sample is InstanceNorm',
    holds: (plan) => isChunkedOnce(plan),
    instead: /^(BatchNorm|InstanceNorm|LayerNorm|GroupNorm)/,
  },
  {
    why: 'r and d within their limits give BatchNorm by stored statistics, and with rmax 1 and dmax 0 by those of x; at other limits than the usual ones they are any map a·x + b for each channel',
    holds: (plan) => plan.kind === 'moments' && plan.extra?.is === 'renorm',
    instead: /^BatchNorm/,
  },
  {
    why: 'g = √D without an eps that shows is RMSNorm',
    holds: ({ spec }) => spec.layer === 'ScaleNorm' && spec.options.g === null,
    instead: /^(RMSNorm|PixelNorm)/,
  },
  {
    why: 'an eps that no layer has shows only where several groups differ',
    holds: ({ groups, spec }) => groups === 1 && Number(spec.options.eps) > 1e-3,
    instead: null,
  },
  {
    why: '|eps| of 0.5 is far from all that is tried',
    holds: ({ spec }) => Number(spec.options.eps) < 0,
    instead: null,
  },
  {
    why: 'an eps that nobody types looks like two layers in a row; one for the least length is not fitted at all',
    holds: ({ spec, kind }) =>
      (kind === 'moments' && ![1, 3, 5].includes(leadOf(Number(spec.options.eps)))) ||
      (spec.layer === 'L2Norm' && Number(spec.options.eps) > 1),
    instead: null,
  },
  {
    why: 'of a group of one value the sign is left, and of values that are bent far out',
    holds: (plan, { of, at }) =>
      plan.kind === 'pointwise'
        ? isFarOut(plan, unpack(of.calls[at]!.x))
        : plan.kind === 'moments' && plan.groupSize === 1,
    instead: null,
  },
  {
    why: 'so few values are fitted by any two numbers, and the three of a window are not found in them',
    holds: ({ shape, kind }) =>
      (kind === 'pointwise' && numel(shape) < 12) || (kind === 'window' && numel(shape) < 30),
    instead: null,
  },
  {
    why: 'an eps above all lengths, or one group alone, leaves x times a number, which is no layer',
    holds: (_, { of, at }) => isScaled(unpack(of.calls[at]!.x), unpack(of.calls[at]!.y)),
    instead: null,
  },
  {
    why: 'where γ or the activation leaves a constant, nothing is told',
    holds: (_, { of, at }) => isConstant(unpack(of.calls[at]!.y), of.shape),
    instead: null,
  },
];

const isChunkedOnce = (plan: Plan): boolean => {
  if (plan.kind !== 'moments' || plan.extra?.is !== 'chunks') return false;
  const { sizes } = plan.extra;
  return sizes.length === 1 || sizes.every((size) => size === 1);
};

/** First digit of a number. */
const leadOf = (value: number) => Number(value.toExponential().slice(0, 1));

/** Whether all values are where a bend has come to its end. */
const isFarOut = (plan: PointwisePlan, x: ArrayLike<number>): boolean =>
  Array.from(x).every((value) => Math.abs(plan.alpha * value + plan.shift) > ENDS[plan.bend]);
/** From where on float32 has no other number than 1. */
const ENDS = { tanh: 9, erf: 3.9 };

const isScaled = (x: ArrayLike<number>, y: ArrayLike<number>): boolean =>
  Array.from(y).every((value, i) => Math.abs(value / x[i]! / (y[0]! / x[0]!) - 1) < 1e-5);

/** Whether every channel of an output has one value. */
function isConstant(y: ArrayLike<number>, shape: readonly number[]): boolean {
  const inner = numel(shape.slice(2));
  const channels = shape[1] ?? 1;
  return Array.from(y).every((value, at) => {
    const channel = Math.floor(at / inner) % channels;
    return Math.abs(value - y[channel * inner]!) <= 1e-6 * (1 + Math.abs(value));
  });
}

test.each(LAYERS.map(({ name }) => name))(
  '%s is named for what it made, or it is said why it cannot be',
  { timeout: 120_000 },
  (layer) => {
    const calls = callsOf(layer);
    expect(calls.length).toBeGreaterThan(0);
    for (const call of calls) {
      const { of, at } = call;
      const { mode, x, y } = of.calls[at]!;
      const axes = defaultAxes(of.shape.length);
      const plan = planLayer({ layer, options: of.options, mode }, of.shape, axes);
      const found = verify(
        floats(unpack(x), of.shape),
        floats(unpack(y), of.shape),
        knownOf(call, plan),
      );
      const names = found.explanations.flatMap((one) => [one.layer, ...one.equals]);
      const called = names.map((name) => name.replace(/\(.*$/, ''));
      if (called.includes(layer)) continue;
      const reason = REASONS.find(({ holds }) => holds(plan, call));
      const text = `${layer} ${JSON.stringify(of.options)} (${of.shape.join(', ')}) ${mode}: ${names.join(', ')}`;
      expect(reason, text).toBeDefined();
      const instead = reason?.instead;
      if (instead)
        expect(
          called.some((name) => instead.test(name)),
          text,
        ).toBe(true);
    }
  },
);
