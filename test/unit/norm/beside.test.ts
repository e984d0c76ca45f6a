import { describe, expect, test } from 'vitest';
import { InputError } from '../../../core/errors.ts';
import type { FurtherTensors } from '../../../core/norm/furtherInput.ts';
import { withDrawnParameters } from '../../../core/norm/drawnParameters.ts';
import { dimsText, drawnShape, furtherInputs, inType } from '../../../core/norm/furtherInputs.ts';
import { REFERENCE_KERNEL } from '../../../core/norm/kinds/kernel.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import {
  besideOf,
  changesOutput,
  channelOf,
  entering,
  leaving,
  takesPart,
  withMask,
  withStyle,
} from '../../../core/norm/kinds/moments/beside.ts';
import { divided, traceMoments } from '../../../core/norm/kinds/moments/trace.ts';
import { fullState } from '../../../core/norm/layerState.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerState, NormResult, Statistics } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { numel, tensor } from '../../../core/tensor/tensor.ts';
import { f64, momentsOf, planOf } from './planOf.ts';

const inputs = (of: Record<string, readonly [shape: number[], data: number[]]>): FurtherTensors =>
  Object.fromEntries(
    Object.entries(of).map(([name, [shape, data]]) => [name, { shape, data: f64(...data) }]),
  );
/** z / (1 + e⁻ᶻ) of 2 and of −1. */
const SILU_2 = 2 / (1 + Math.exp(-2));
const SILU_MINUS_1 = -1 / (1 + Math.exp(1));

const MASKED = momentsOf('MaskedBatchNorm1d', [2, 2, 3]);
const MASK = [1, 1, 0, 1, 0, 0];
const GATE_FIRST = momentsOf('RMSNormGated', [1, 1, 2]);
const GATE_LAST = momentsOf('RMSNormGated', [1, 1, 2], { norm_before_gate: true });
const FLOOR = momentsOf('FilterResponseNorm2d', [2, 2, 1, 2]);
const PLAIN = momentsOf('BatchNorm1d', [2, 2, 3]);

describe('tensors beside x', () => {
  test('one that the state lacks is a fault of the program', () => {
    const { gate } = inputs({ gate: [[2], [1, 2]] });
    expect(besideOf({ inputs: { gate: gate! } }, 'gate')).toBe(gate);
    expect(() => besideOf({ inputs: {} }, 'gate')).toThrow(
      new RangeError('besideOf: the plan asks for a gate, which the state lacks'),
    );
  });

  test('a gate before the statistics changes what enters, one after them what leaves', () => {
    const x = f64(3, 5);
    const state = (plan: typeof PLAIN) =>
      fullState(
        plan,
        {
          inputs: inputs({
            gate: [
              [1, 1, 2],
              [2, -1],
            ],
          }),
        },
        'float64',
      );
    const enters = (plan: typeof PLAIN, of = state(plan)) =>
      entering(plan, x, of, new Float64Array(2), REFERENCE_KERNEL);
    const gated = [expect.closeTo(3 * SILU_2, 12), expect.closeTo(5 * SILU_MINUS_1, 12)];
    expect([...enters(GATE_FIRST)]).toEqual(gated);
    expect(enters(GATE_LAST)).toBe(x);
    expect(enters(PLAIN, fullState(PLAIN, {}, 'float64'))).toBe(x);

    const leaves = (plan: typeof PLAIN) => {
      const out = f64(7, 7);
      leaving(plan, x, state(plan), out, REFERENCE_KERNEL);
      return [...out];
    };
    expect(leaves(GATE_LAST)).toEqual(gated);
    expect(leaves(GATE_FIRST)).toEqual([7, 7]);
    expect([GATE_FIRST, GATE_LAST, FLOOR, PLAIN, MASKED].map(changesOutput)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
  });

  test('a floor is that of the channel', () => {
    const state = fullState(FLOOR, { inputs: inputs({ tau: [[2], [0, 2]] }) }, 'float64');
    const out = new Float64Array(8);
    leaving(FLOOR, f64(-1, 1, 1, 3, -2, 2, 2.5, 0), state, out, REFERENCE_KERNEL);
    expect([...out]).toEqual([0, 1, 2, 3, 0, 2, 2.5, 2]);
  });

  test('the channel of a cell', () => {
    const of = (shape: number[]) =>
      Array.from({ length: numel(shape) }, (_, flat) => channelOf({ shape }, flat));
    expect(of([2, 2, 1, 2])).toEqual([0, 0, 1, 1, 0, 0, 1, 1]);
    expect(of([2, 3])).toEqual([0, 1, 2, 0, 1, 2]);
    expect(of([3])).toEqual([0, 0, 0]);
  });

  test('a cell takes part where the mask of its sample and position is 1', () => {
    const of = (shape: number[], mask: number[]) =>
      Array.from({ length: numel(shape) }, (_, flat) => takesPart({ shape }, f64(...mask), flat));
    const [yes, no] = [true, false];
    expect(of([2, 2, 3], MASK)).toEqual([yes, yes, no, yes, yes, no, yes, no, no, yes, no, no]);
    expect(of([2, 2], [0, 1])).toEqual([no, no, yes, yes]);
    expect(of([2], [0, 1])).toEqual([no, yes]);
  });

  test('a plan with its mask knows the cells that it leaves out, if they are not too many', () => {
    const beside = { inputs: inputs({ mask: [[2, 3], MASK] }) };
    const masked = withMask(MASKED, beside, { count: f64(3, 3) });
    expect(masked).toEqual({ ...MASKED, idle: [2, 5, 7, 8, 10, 11], taking: 3 });
    expect(withMask(MASKED, beside, {}).taking).toBe(6);
    expect(withMask(PLAIN, { inputs: {} }, {})).toBe(PLAIN);
    const idle = (length: number) => {
      const data = new Float64Array(length).fill(1);
      data[length - 1] = 0;
      const plan = momentsOf('MaskedBatchNorm1d', [1, 1, length]);
      return withMask(plan, { inputs: { mask: { shape: [1, length], data } } }, {}).idle;
    };
    expect(idle(100_000)).toEqual([99_999]);
    expect(idle(100_001)).toEqual([]);
  });

  test('a style gives γ and β: deviation, unbiased and with eps, and mean of every sample and channel', () => {
    const plan = { ...momentsOf('AdaIN', [1, 2, 2, 2]), eps: 0.5 };
    const given = (shape: number[], data: number[]) =>
      withStyle(plan, fullState(plan, { inputs: inputs({ style: [shape, data] }) }, 'float64'));
    // means 4 and 20; squares of deviations 4 + 0 + 4 and 100 + 0 + 100, divided by 2
    const { weight, gain, bias } = given([1, 2, 1, 3], [2, 4, 6, 10, 20, 30]);
    expect(bias).toEqual(f64(4, 20));
    expect(weight).toEqual(f64(Math.sqrt(4.5), Math.sqrt(100.5)));
    expect(gain).toBe(weight);
    expect(given([1, 2, 1, 2], [1, 3, 5, 5]).bias).toEqual(f64(2, 5));
    const refused = catching(() => given([1, 2, 1, 1], [1, 3]));
    expect(refused.code).toBe('oneSpatialElement');
    expect(refused.message).toBe(
      'The style of AdaIN has one spatial element, of shape (1, 2, 1, 1): one value has no deviation. Give a larger style.',
    );
    expect(refused.details).toEqual({ layer: 'AdaIN', shape: '[1, 2, 1, 1]' });
    const full = fullState(PLAIN, {}, 'float64');
    expect(withStyle(PLAIN, full)).toBe(full);
  });
});

describe('tensors that are given or made', () => {
  test('what is drawn has its type, its sizes and its numbers', () => {
    const style = planOf('AdaIN', [1, 1, 1, 2]);
    // torch.manual_seed(1), randn(2): 0.6614, 0.2669; times 3, plus 2
    const values = [2 + 3 * 0.6613521575927734, 2 + 3 * 0.2669239938259125];
    for (const [dtype, digits, Values] of [
      ['float32', 5, Float32Array],
      ['float64', 6, Float64Array],
    ] as const) {
      const { inputs: made, drawn } = furtherInputs(style, {}, dtype);
      expect(drawn).toEqual(['style']);
      expect(made.style?.shape).toEqual([1, 1, 1, 2]);
      expect(made.style?.data).toBeInstanceOf(Values);
      expect([...made.style!.data]).toEqual(values.map((value) => expect.closeTo(value, digits)));
      const gate = furtherInputs(planOf('RMSNormGated', [1, 1, 2]), {}, dtype).inputs.gate!;
      expect(gate.data).toBeInstanceOf(Values);
      expect(gate.data[0]).toBeCloseTo(0.66135216, 6);
      const mask = furtherInputs(MASKED, {}, dtype);
      expect(mask.drawn).toEqual(['mask']);
      expect(mask.inputs.mask?.data).toEqual(Values.of(1, 1, 1, 1, 1, 0));
      const tau = furtherInputs(FLOOR, {}, dtype);
      expect(tau).toEqual({ inputs: { tau: { shape: [2], data: Values.of(0, 0) } }, drawn: [] });
      const v = furtherInputs(planOf('EvoNorm2dB0', [2, 2, 1, 1]), {}, dtype);
      expect(v).toEqual({ inputs: { v: { shape: [2], data: Values.of(1, 1) } }, drawn: [] });
    }
  });

  test('a mask is neither made nor drawn where it is not used, but taken where it is given', () => {
    const stored = planOf('MaskedBatchNorm1d', [2, 2, 3], {}, 'eval');
    expect(furtherInputs(stored, {}, 'float32')).toEqual({ inputs: {}, drawn: [] });
    const given = inputs({ mask: [[2, 3], MASK] });
    expect(furtherInputs(stored, given, 'float32')).toEqual({
      inputs: { mask: { shape: [2, 3], data: Float32Array.from(MASK) } },
      drawn: [],
    });
  });

  test('γ and β of every sample are drawn where they are not given, each by itself', () => {
    const plan = planOf('AdaLayerNorm', [2, 3, 2]);
    const drawn = (state: LayerState) =>
      withDrawnParameters(plan, state, 'float64').notices.map(({ details }) => details.name);
    const [weight, bias] = [new Float64Array(4), new Float64Array(4)];
    expect(drawn({})).toEqual(['scale', 'shift']);
    expect(drawn({ weight })).toEqual(['shift']);
    expect(drawn({ bias })).toEqual(['scale']);
    expect(withDrawnParameters(plan, { weight, bias }, 'float64').state).toEqual({ weight, bias });
    const unshifted = withDrawnParameters({ ...plan, hasBias: false }, {}, 'float64').state;
    expect(Object.keys(unshifted)).toEqual(['weight']);
  });

  test('values keep their array where they are in the layer’s type', () => {
    const [narrow, wide] = [Float32Array.of(1.5), f64(0.1)];
    expect(inType(narrow, 'float32')).toBe(narrow);
    expect(inType(wide, 'float64')).toBe(wide);
    expect(inType(narrow, 'float64')).toEqual(f64(1.5));
    expect(inType(wide, 'float32')).toEqual(Float32Array.of(0.1));
  });

  test('sizes that are free take those of x', () => {
    const [style] = planOf('AdaIN', [2, 3, 4, 5]).inputs;
    expect(drawnShape(style!, { shape: [2, 3, 4, 5] })).toEqual([2, 3, 4, 5]);
    expect(drawnShape(style!, { shape: [2, 3] })).toEqual([2, 3, 1, 1]);
    expect(dimsText(style!.dims)).toBe('(2, 3, h, w)');
  });

  const STYLE = planOf('AdaIN', [1, 2, 4, 4]);
  const shapeSaid = (got: string) => ({
    code: 'inputShape',
    message: `The style of AdaIN has the shape ${got}: expected (1, 2, h, w), which is (N, C, h, w), for an input of shape (1, 2, 4, 4). Give it in that shape.`,
    details: {
      layer: 'AdaIN',
      name: 'style',
      expected: '(1, 2, h, w)',
      got,
      axes: '(N, C, h, w)',
      input: '(1, 2, 4, 4)',
    },
  });

  test.each<[string, ReturnType<typeof planOf>, FurtherTensors, object]>([
    [
      'one more dimension',
      STYLE,
      inputs({
        style: [
          [1, 2, 1, 1, 1],
          [1, 2],
        ],
      }),
      shapeSaid('(1, 2, 1, 1, 1)'),
    ],
    ['other channels', STYLE, inputs({ style: [[1, 1, 1, 1], [1]] }), shapeSaid('(1, 1, 1, 1)')],
    ['no width', STYLE, inputs({ style: [[1, 2, 1, 0], []] }), shapeSaid('(1, 2, 1, 0)')],
    [
      'fewer values than its shape says',
      STYLE,
      inputs({
        style: [
          [1, 2, 1, 2],
          [1, 2, 3],
        ],
      }),
      shapeSaid('(1, 2, 1, 2)'),
    ],
    [
      'neither 0 nor 1',
      MASKED,
      inputs({
        mask: [
          [2, 3],
          [1, 0, 1, 0.5, 2, 1],
        ],
      }),
      {
        code: 'maskValues',
        message:
          'A mask holds 1 where a position takes part and 0 where it does not, but it has 0.5. Make it of zeros and ones.',
        details: { layer: 'MaskedBatchNorm1d', got: 0.5 },
      },
    ],
    [
      'what the layer does not take',
      PLAIN,
      inputs({ gate: [[1], [1]] }),
      {
        code: 'unexpectedInput',
        message: 'BatchNorm1d takes no gate. Leave it out.',
        details: { layer: 'BatchNorm1d', name: 'gate' },
      },
    ],
  ])('refused: %s', (_, plan, given, says) => {
    const { code, message, details } = catching(() => furtherInputs(plan, given, 'float64'));
    expect({ code, message, details }).toEqual(says);
  });
});

describe('a cell followed', () => {
  const trace = (
    plan: ReturnType<typeof momentsOf>,
    x: readonly number[],
    state: LayerState,
    flat: number,
    limit = 100,
  ) => {
    const { layer, options, mode } = plan.spec;
    const result = normalize(
      { layer, options: { ...options, ...(options.eps !== undefined && { eps: 1 }) }, mode },
      tensor(f64(...x), plan.shape),
      state,
    );
    return traceMoments(asMoments(result.plan)!, result, (at) => x[at]!, flat, limit);
  };

  test('under a mask: its group is of those that take part', () => {
    const x = [1, 3, 99, 0, 0, 0, 5, 99, 99, 0, 0, 0];
    const state = { inputs: inputs({ mask: [[2, 3], MASK] }) };
    // channel 0: 1, 3, 5; mean 3, variance 8/3
    const found = trace(MASKED, x, state, 2);
    expect([...found.shared]).toEqual([0, 1, 6]);
    expect(found).toMatchObject({ group: 0, total: 3, n: 3, mean: 3, eps: 1, takesPart: false });
    expect(found.variance).toBeCloseTo(8 / 3, 12);
    expect(found.varianceUnbiased).toBeCloseTo(4, 12);
    expect(found.deviation).toBe(96);
    expect(found.extra).toEqual({});
    expect(trace(MASKED, x, state, 6).takesPart).toBe(true);
    expect([...trace(MASKED, x, state, 0, 2).shared]).toEqual([0, 1]);
    // of a result that keeps no mask, all
    const result = normalize(MASKED.spec, tensor(f64(...x), [2, 2, 3]), state);
    const { inputs: _, ...bare } = result;
    const all = traceMoments(MASKED, bare, (at) => x[at]!, 2, 4);
    expect([...all.shared]).toEqual([0, 1, 2, 6]);
    expect(all).not.toHaveProperty('takesPart');
  });

  test('without one: its group, up to a limit', () => {
    const x = [1, 3, 5, 0, 0, 0, 1, 3, 5, 0, 0, 0];
    const found = trace(PLAIN, x, {}, 2, 4);
    expect([...found.shared]).toEqual([0, 1, 2, 6]);
    expect(found).toMatchObject({ total: 6, n: 6, mean: 3, deviation: 2, extra: {} });
    expect(found).not.toHaveProperty('entering');
    expect(found).not.toHaveProperty('takesPart');
  });

  test('through a gate', () => {
    const gate = inputs({
      gate: [
        [1, 1, 2],
        [2, -1],
      ],
    });
    const first = trace(GATE_FIRST, [3, 5], { inputs: gate }, 1);
    expect(first.entering?.(0)).toBeCloseTo(3 * SILU_2, 12);
    expect(first.deviation).toBeCloseTo(5 * SILU_MINUS_1, 12);
    expect(first.extra).toEqual({ gate: -1, silu: expect.closeTo(SILU_MINUS_1, 12) as number });
    const last = trace(GATE_LAST, [1, 7], { inputs: gate, weight: f64(1, 2) }, 1);
    expect(last).not.toHaveProperty('entering');
    expect(last.deviation).toBe(7);
    // mean of squares 25: 7 / √26, twice
    expect(last.extra).toEqual({
      gate: -1,
      silu: expect.closeTo(SILU_MINUS_1, 12) as number,
      before: expect.closeTo(14 / Math.sqrt(26), 12) as number,
    });
  });

  test('above a floor, after γ and β', () => {
    const state = {
      weight: f64(1, 2),
      bias: f64(0, 0.5),
      inputs: inputs({ tau: [[2], [-3, 4]] }),
    };
    // 1 and 7 in channel 1: mean of squares 25
    const { extra } = trace(FLOOR, [0, 0, 1, 7, 0, 0, 0, 0], state, 3);
    expect(extra).toEqual({
      tau: 4,
      before: expect.closeTo(14 / Math.sqrt(26) + 0.5, 12) as number,
    });
    expect(trace(FLOOR, [0, 0, 1, 7, 0, 0, 0, 0], state, 5).extra).toMatchObject({ tau: -3 });
  });

  test('by r and d, and as it is without them', () => {
    const plan = momentsOf('BatchRenorm', [2, 1]);
    const of = (more?: Statistics['more']) => {
      const statistics = {
        mean: f64(2),
        variance: f64(4),
        varianceUnbiased: f64(8),
        rstd: f64(0.5),
        ...(more && { more }),
      };
      const result = { statistics, weight: null, bias: null } as unknown as NormResult;
      return traceMoments(plan, result, (at) => [0, 6][at]!, 1, 9).extra;
    };
    expect(of({ r: f64(3), d: f64(0.25) })).toEqual({ r: 3, d: 0.25, moved: 6.25 });
    expect(of({})).toEqual({ r: 1, d: 0, moved: 2 });
    expect(of()).toEqual({ r: 1, d: 0, moved: 2 });
  });

  test('where nothing is kept of statistics or tensors, NaN', () => {
    const bare = { statistics: null, weight: null, bias: null } as unknown as NormResult;
    const of = (plan: typeof PLAIN) => traceMoments(plan, bare, (at) => at + 1, 0, 9);
    expect(of(PLAIN)).toMatchObject({ mean: NaN, variance: NaN, rstd: NaN, n: 4 + 2 });
    expect(of(GATE_LAST).extra).toEqual({ gate: NaN, silu: NaN, before: NaN });
    expect(of(FLOOR).extra).toEqual({ tau: NaN, before: NaN });
    expect(of(GATE_FIRST).deviation).toBe(1);
    expect(of(momentsOf('BatchRenorm', [2, 1])).extra).toEqual({ r: 1, d: 0, moved: NaN });
  });

  test('what it is divided by: the unbiased variance where the layer takes that', () => {
    const statistics = {
      mean: f64(1, 2),
      variance: f64(9, 4),
      varianceUnbiased: f64(18, 8),
      rstd: f64(0.25, 0.5),
    };
    const at = (plan: typeof PLAIN, of: Statistics | null = statistics) =>
      divided(plan, { statistics: of, group: 1 } as Parameters<typeof divided>[1]);
    expect(at(PLAIN)).toEqual({ mean: 2, variance: 4, root: 2 });
    expect(at(momentsOf('UnbiasedBatchNorm', [3, 2]))).toEqual({ mean: 2, variance: 8, root: 2 });
    expect(at(PLAIN, null)).toEqual({ mean: NaN, variance: NaN, root: NaN });
    const zero = { ...statistics, variance: f64(1, 0), rstd: f64(1, 0.25) };
    expect(at({ ...PLAIN, eps: 0 }, zero).root).toBe(0);
    expect(at({ ...PLAIN, eps: 1 }, zero).root).toBe(4);
    expect(at({ ...PLAIN, eps: 0 }).root).toBe(2);
  });
});

describe('options', () => {
  const options = (layer: LayerName, shape: number[], given: LayerOptions) =>
    planOf(layer, shape, given).spec.options;

  test('positions are counted from the front and put in order', () => {
    const axes = (given: number | number[]) => options('Custom', [2, 3, 4], { axes: given }).axes;
    expect(axes([2, 0])).toEqual([0, 2]);
    expect(axes([-1, 0, 1])).toEqual([0, 1, 2]);
    expect(axes([-3])).toEqual([0]);
    expect(axes(2)).toEqual([2]);
    expect(axes([])).toEqual([]);
    expect(options('Custom', [2, 3, 4], { param_axes: null }).param_axes).toBeNull();
  });

  test('sizes may be a single number', () => {
    const given = { normalized_shape: 4 } as LayerOptions;
    expect(options('LayerNorm', [2, 3, 4], given).normalized_shape).toEqual([4]);
  });

  const range = (axis: number) => ({
    code: 'axisRange',
    message: `Dimension out of range (expected to be in range of [-3, 2], but got ${axis}). Give axes as positions of the input's 3 dimensions.`,
    details: { layer: 'Custom', option: 'axes', rank: 3, axis },
  });
  const twice = (got: string) => ({
    code: 'axisTwice',
    message: `axes names a dimension twice: ${got}. Name each dimension once.`,
    details: { layer: 'Custom', option: 'axes', got },
  });
  const bad = (layer: LayerName, option: string, expected: string, got: string) => ({
    code: 'badOption',
    message: `${layer}: ${option} must be ${expected}, got ${got}.`,
    details: { layer, option, expected, got },
  });

  test.each<[LayerName, object, object]>([
    ['Custom', { axes: [3] }, range(3)],
    ['Custom', { axes: [-4] }, range(-4)],
    ['Custom', { axes: [0.5] }, range(0.5)],
    ['Custom', { axes: [1, 1] }, twice('1, 1')],
    ['Custom', { axes: [2, -1] }, twice('2, -1')],
    ['Custom', { axes: null }, bad('Custom', 'axes', 'positions of dimensions', 'None')],
    ['Custom', { axes: 'C' }, bad('Custom', 'axes', 'positions of dimensions', '"C"')],
    [
      'Custom',
      { param_axes: true },
      bad('Custom', 'param_axes', 'positions of dimensions, or None', 'true'),
    ],
    ['BatchNorm1d', { affine: 1 }, bad('BatchNorm1d', 'affine', 'True or False', '1')],
    ['BatchNorm1d', { eps: 'small' }, bad('BatchNorm1d', 'eps', 'a number', '"small"')],
    ['BatchNorm1d', { eps: NaN }, bad('BatchNorm1d', 'eps', 'a number', 'NaN')],
    [
      'BatchNorm1d',
      { momentum: [1, 2] },
      bad('BatchNorm1d', 'momentum', 'a number, or None', '[1,2]'),
    ],
    [
      'BatchNorm1d',
      { num_features: 1.5 },
      bad('BatchNorm1d', 'num_features', 'a whole number of at least 1', '1.5'),
    ],
    [
      'BatchNorm1d',
      { num_features: 0 },
      bad('BatchNorm1d', 'num_features', 'a whole number of at least 1', '0'),
    ],
    [
      'LayerNorm',
      { normalized_shape: [4, 0] },
      bad('LayerNorm', 'normalized_shape', 'whole numbers of at least 1', '[4,0]'),
    ],
    [
      'LayerNorm',
      { normalized_shape: false },
      bad('LayerNorm', 'normalized_shape', 'whole numbers of at least 1', 'false'),
    ],
    [
      'LayerNorm',
      { normalized_shape: [] },
      {
        code: 'badOption',
        message:
          'Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got normalized_shape = []. Give the sizes of the last dimensions.',
        details: {
          layer: 'LayerNorm',
          option: 'normalized_shape',
          expected: 'at least one size',
          got: '[]',
        },
      },
    ],
    [
      'DynamicTanh',
      { size: 3, affine: true },
      expect.objectContaining({ code: 'unknownOption' }) as object,
    ],
    [
      'BatchNorm1d',
      { size: 3 },
      {
        code: 'unknownOption',
        message:
          'BatchNorm1d has no option size. Its options are num_features, eps, momentum, affine, track_running_stats.',
        details: {
          layer: 'BatchNorm1d',
          option: 'size',
          known: 'num_features, eps, momentum, affine, track_running_stats',
        },
      },
    ],
  ])('%s refuses %j', (layer, given, says) => {
    const { code, message, details } = catching(() =>
      options(layer, [2, 3, 4], given as LayerOptions),
    );
    expect({ code, message, details }).toEqual(says);
  });
});

function catching(run: () => unknown): InputError {
  try {
    run();
  } catch (error) {
    if (error instanceof InputError) return error;
    throw error;
  }
  throw new RangeError('nothing was refused');
}
