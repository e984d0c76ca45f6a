import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { groupOf, paramIndexOf, windowOf } from '../../../core/norm/groups.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import { fits } from '../../../core/norm/fits.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerState, Mode, NormResult } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { InputError } from '../../../core/errors.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import './arbitraries.ts';

const f64 = (values: readonly number[], shape: readonly number[]) =>
  tensor(Float64Array.from(values), shape);
const f32 = (values: readonly number[], shape: readonly number[]) =>
  tensor(Float32Array.from(values), shape);

function run(
  layer: (typeof LAYERS)[number]['name'],
  x: Tensor,
  options: LayerOptions = {},
  state: LayerState = {},
  mode: Mode = 'train',
): NormResult {
  return normalize({ layer, options, mode }, x, state);
}

const codes = (result: NormResult) => result.warnings.map(({ code }) => code);
const said = (result: NormResult, code: string) =>
  result.warnings.find((each) => each.code === code)?.message ?? '';
const running = (mean: readonly number[], variance: readonly number[]) => ({
  mean: Float64Array.from(mean),
  var: Float64Array.from(variance),
  numBatchesTracked: 1,
});

describe('running statistics, γ and β that spoil the output are named', () => {
  const x = f32([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], [1, 3, 2, 2]);

  test('NaN in running_var names the buffer and the channel', () => {
    const state = { running: running([0, 0, 0], [1, NaN, 2]) };
    const result = run('BatchNorm2d', x, {}, state, 'eval');
    expect(codes(result)).toEqual(['runningVarNotFinite']);
    expect(result.warnings[0]?.message).toMatch(/^running_var is NaN or infinite in channel 1:/);
  });

  test('so do NaN and infinity in running_mean, and both channels are in the plural', () => {
    const state = { running: running([NaN, 0, Infinity], [1, 1, 1]) };
    const result = run('BatchNorm2d', x, {}, state, 'eval');
    expect(said(result, 'runningMeanNotFinite')).toMatch(/in channels 0, 2:/);
  });

  test('a NaN that survives a training update is said in training', () => {
    const state = { running: running([0, NaN, 0], [1, 1, 1]) };
    const result = run('BatchNorm2d', x, {}, state);
    expect(result.runningAfter?.mean[1]).toBeNaN();
    expect(codes(result)).toContain('runningMeanNotFinite');
  });

  test('a variance of 0 or barely above −eps says the gain', () => {
    // 1/√(1e-5 − 5e-6) = 447.2
    const state = { running: running([0, 0, 0], [1, -5e-6, 0]) };
    const result = run('BatchNorm2d', x, {}, state, 'eval');
    expect(said(result, 'smallVariance')).toMatch(/channels 1, 2: there .* up to 447\./);
    const below = run('BatchNorm2d', x, {}, { running: running([0, 0, 0], [1, -1, 1]) }, 'eval');
    expect(said(below, 'negativeVariance')).toMatch(/^running_var \+ eps is negative in channel 1/);
  });

  test('NaN and infinity in γ and β', () => {
    const weight = Float32Array.of(1, NaN, 1);
    const bias = Float32Array.of(Infinity, 0, -Infinity);
    const result = run('BatchNorm2d', x, {}, { weight, bias });
    expect(said(result, 'weightNotFinite')).toMatch(/^γ \(weight\) .* in channel 1:/);
    expect(said(result, 'biasNotFinite')).toMatch(/^β \(bias\) .* in channels 0, 2:/);
    const layer = run(
      'LayerNorm',
      x,
      { normalized_shape: [2, 2] },
      { weight: Float32Array.of(1, 1, NaN, 1) },
    );
    expect(said(layer, 'weightNotFinite')).toMatch(/in entry \(1, 0\):/);
  });

  test('a long list of channels ends in …', () => {
    const many = f32(
      Array.from({ length: 40 }, (_, i) => i * i),
      [2, 20],
    );
    const bad = { running: running(Array<number>(20).fill(NaN), Array<number>(20).fill(1)) };
    expect(said(run('BatchNorm1d', many, {}, bad, 'eval'), 'runningMeanNotFinite')).toContain(
      'channels 0, 1, 2, 3, 4, 5, 6, 7, …:',
    );
  });
});

describe('notices do not contradict the output or each other', () => {
  test('LayerNorm with eps 0 on zeros is NaN and says so', () => {
    const result = run('LayerNorm', f32(Array<number>(20).fill(0), [2, 10]), { eps: 0 });
    expect(result.output.data.every(Number.isNaN)).toBe(true);
    expect(codes(result)).toEqual(['constantSpoiled']);
  });

  test('groups of one and of two values', () => {
    const x = f32([1, 5, 2, 8, 3, 1, 4, 1, 5, 9, 2, 6], [2, 6]);
    expect(codes(run('GroupNorm', x, { num_groups: 6 }))).toEqual(['groupOfOne']);
    expect(codes(run('BatchNorm1d', x))).toEqual(['groupOfTwo']);
  });

  test('one sample without tracking in eval is said to use its own statistics alone', () => {
    const options = { track_running_stats: false };
    const result = run('BatchNorm1d', f32([1, 2, 4, 9], [1, 2, 2]), options, {}, 'eval');
    expect(result.warnings.map(({ message }) => message).join()).not.toMatch(/running statistics/);
    expect(codes(result)).toContain('batchOfOneUntracked');
  });

  test('two values close together are not said to become ±1', () => {
    // ±0.0005 / √(0.0005² + 1e-5) = ±0.156
    const result = run('BatchNorm1d', f32([0, 0.001], [2, 1]));
    expect(result.output.data[1]).toBeCloseTo(0.156, 3);
    expect(codes(result)).toEqual([]);
  });

  test('of two pairs, one equal, one alone is said to become ±1', () => {
    const result = run('BatchNorm1d', f32([1, 2, 1, 5], [2, 2]));
    expect(said(result, 'groupOfTwo')).toMatch(/for 1 of 2 pairs/);
    expect(said(result, 'constant')).toMatch(/^1 of 2 statistics is/);
  });

  test('the unbiased variance makes ±0.71 of two values', () => {
    const result = run('UnbiasedBatchNorm', f32([0, 4], [2, 1]));
    expect(result.output.data[1]).toBeCloseTo(Math.SQRT1_2, 5);
    expect(said(result, 'groupOfTwo')).toContain('about +0.71 and −0.71');
  });
});

describe('arithmetic that overflows elsewhere', () => {
  const values = [-3e19, -1e19, 1e19, 3e19];

  test('float32 beyond 1e19 is exact here, and PyTorch is said to overflow', () => {
    // torch 1.13 and 2.13: zeros from LayerNorm, GroupNorm and BatchNorm, running_var inf
    const layer = run('LayerNorm', f32(values, [1, 4]));
    expect([...layer.output.data].map((y) => y.toFixed(4))).toEqual([
      '-1.3416',
      '-0.4472',
      '0.4472',
      '1.3416',
    ]);
    for (const result of [
      layer,
      run('GroupNorm', f32(values, [1, 4]), { num_groups: 1 }),
      run('BatchNorm1d', f32(values, [4, 1])),
      run('RMSNorm', f32(values, [1, 4])),
      run('InstanceNorm1d', f32(values, [1, 1, 4])),
    ])
      expect(codes(result)).toContain('float32Overflow');
    const window = run('LocalResponseNorm', f32(values, [1, 4, 1]), { size: 3 });
    expect(codes(window)).toContain('windowFloat32Overflow');
    expect(codes(run('LayerNorm', f32([-3e18, -1e18, 1e18, 3e18], [1, 4])))).toEqual([]);
  });

  test('squares that fit float32 but whose sum does not are said to overflow, in batch norm too', () => {
    // torch 1.13: ±9.5e18 four times gives 0 from each of these (the sum of the squares is 3.61e38), ±9e18 gives ±1 (3.24e38)
    const beyond = [9.5e18, -9.5e18, 9.5e18, -9.5e18];
    const within = beyond.map((value) => Math.sign(value) * 9e18);
    for (const [layer, shape] of [
      ['BatchNorm1d', [4, 1]],
      ['BatchNorm2d', [1, 1, 2, 2]],
      ['InstanceNorm1d', [1, 1, 4]],
      ['InstanceNorm2d', [1, 1, 2, 2]],
      ['GroupNorm', [1, 1, 4]],
      ['LayerNorm', [1, 4]],
    ] as const) {
      const options: LayerOptions = layer === 'GroupNorm' ? { num_groups: 1 } : {};
      expect(codes(run(layer, f32(beyond, shape), options)), layer).toContain('float32Overflow');
      expect(codes(run(layer, f32(within, shape), options)), layer).not.toContain(
        'float32Overflow',
      );
    }
  });

  test('a constant far from 0 is exact here, and PyTorch is said to give something else', () => {
    // torch 1.13, full((2, 4, 6), 1e10): up to 105120.75 from LayerNorm, 113991.47 from BatchNorm1d; 1e20: NaN from LayerNorm
    for (const layer of ['LayerNorm', 'BatchNorm1d', 'InstanceNorm1d'] as const)
      for (const value of [1e10, 1e20, 3e38]) {
        const result = run(layer, f32(Array<number>(48).fill(value), [2, 4, 6]));
        expect([...result.output.data].every((y) => y === 0)).toBe(true);
        expect(codes(result), `${layer} ${value}`).toContain('farConstant');
      }
    // torch 1.13: 3.0 gives 3e-5 at most; float64 of -1e30 gives 9.6e14 from GroupNorm(4, 4), of 1e5 less than 1e-8
    expect(codes(run('LayerNorm', f32([3, 3, 3], [1, 3])))).toEqual(['constant']);
    expect(codes(run('LayerNorm', f64([-1e30, -1e30, -1e30], [1, 3])))).toContain('farConstant');
    expect(codes(run('LayerNorm', f64([1e5, 1e5, 1e5], [1, 3])))).toEqual(['constant']);
    // NaN anyway
    expect(codes(run('LayerNorm', f32([1e20, 1e20], [1, 2]), { eps: 0 }))).toEqual([
      'constantSpoiled',
    ]);
  });

  test('float64 beyond 1e154 gives 0, as PyTorch, and blames no infinite value', () => {
    // torch 1.13 and 2.13, float64: BatchNorm 0 and running_var inf, RMSNorm 0
    for (const scale of [1e154, 1e160, 1e200]) {
      const x = values.map((value) => (value / 1e19) * scale);
      const result = run('BatchNorm1d', f64(x, [4, 1]));
      expect([...result.output.data].every((y) => y === 0)).toBe(true);
      expect(result.runningAfter?.var[0]).toBe(Infinity);
      expect(codes(result)).toEqual(['overflow', 'runningVarNotFinite']);
      expect([...run('RMSNorm', f64(x, [1, 4])).output.data].every((y) => y === 0)).toBe(true);
    }
  });

  test('squares that float32 loses are said where no eps covers them', () => {
    const x = f32([-3e-25, -1e-25, 1e-25, 3e-25], [1, 4]);
    expect(codes(run('LayerNorm', x, { eps: 0 }))).toEqual(['float32Underflow']);
    expect(codes(run('LayerNorm', x))).toEqual([]);
  });
});

describe('options that run as in PyTorch, with a notice', () => {
  const x = f32([1, 2, 3, 5, 8, 13], [3, 2]);

  test('momentum 0, from 0.5 on, and outside 0 to 1', () => {
    expect(codes(run('BatchNorm1d', x, { momentum: 0 }))).toEqual(['momentumZero']);
    expect(codes(run('BatchNorm1d', x, { momentum: 0.99 }))).toEqual(['momentumLarge']);
    expect(codes(run('BatchNorm1d', x, { momentum: 0.4 }))).toEqual([]);
    // torch 2.13, [[1, 2], [3, 5]], momentum 1.5: mean 1.5·2, 1.5·3.5; var −0.5 + 1.5·2, −0.5 + 1.5·4.5
    const two = f32([1, 2, 3, 5], [2, 2]);
    const result = run('BatchNorm1d', two, { momentum: 1.5 });
    expect([...result.runningAfter!.mean]).toEqual([3, 5.25]);
    expect([...result.runningAfter!.var]).toEqual([2.5, 6.25]);
    expect(codes(result)).toContain('momentumRange');
  });

  test('a factor of 0 leaves nothing of the input', () => {
    expect(codes(run('DynamicTanh', x, { alpha: 0 }))).toEqual(['zeroFactor']);
    expect(codes(run('DynamicErf', x, { alpha: 0, shift: 1 }))).toEqual(['zeroFactor']);
    expect(codes(run('ScaleNorm', x, { g: 0 }))).toEqual(['zeroFactor']);
    expect(codes(run('DynamicTanh', x, { alpha: 0.1 }))).toEqual([]);
  });

  test('a momentum that weighs the old statistics may be large', () => {
    const image = f32([1, 2, 3, 5, 8, 13, 21, 34], [2, 1, 2, 2]);
    expect(codes(run('SwitchNorm2d', image))).not.toContain('momentumLarge');
    expect(codes(run('SwitchNorm2d', image, { momentum: 1.5 }))).toContain('momentumRange');
  });

  test('an eps whose size alone counts may be negative', () => {
    const image = f32([1, 2, 3, 5, 8, 13, 21, 34], [2, 1, 2, 2]);
    expect(codes(run('FilterResponseNorm2d', image, { eps: -0.01 }))).not.toContain('negativeEps');
  });

  test('an eps below 0', () => {
    // torch 2.13, LayerNorm(2, eps=-2) on [[1, 2], [3, 5]]: variances 0.25 and 1 are below 2
    const result = run('LayerNorm', f32([1, 2, 3, 5], [2, 2]), { eps: -2 });
    expect(result.output.data.every(Number.isNaN)).toBe(true);
    expect(codes(result)).toEqual(['negativeEps', 'noRoot']);
  });

  test('num_channels that GroupNorm never looks at', () => {
    const image = f32(
      Array.from({ length: 16 }, (_, i) => i * i),
      [1, 4, 4],
    );
    const options = { num_groups: 2, num_channels: 6, affine: false };
    expect(said(run('GroupNorm', image, options), 'unusedChannels')).toMatch(
      /^num_channels is 6, but the input has 4 channels;/,
    );
  });
});

describe('what a layer is given', () => {
  test('a weight of the right size in another shape is refused', () => {
    // torch: F.layer_norm(x, (4, 5), torch.ones(5, 4)) is refused, and so is load_state_dict
    const x = f32(
      Array.from({ length: 60 }, (_, i) => i),
      [3, 4, 5],
    );
    const weight = new Float32Array(20).fill(1);
    const options = { normalized_shape: [4, 5] };
    const shaped = (shape: number[]) =>
      run('LayerNorm', x, options, { weight, shapes: { weight: shape } });
    expect(() => shaped([5, 4])).toThrow(/size mismatch for weight.*\[5, 4\].*\[4, 5\]/);
    expect(() => shaped([20])).toThrow(InputError);
    expect(() => shaped([4, 5])).not.toThrow();
    const channel = {
      running: running([0, 0, 0, 0], [1, 1, 1, 1]),
      shapes: { running_var: [4, 1] },
    };
    expect(() => run('BatchNorm1d', x, {}, channel)).toThrow(/size mismatch for running_var/);
    const scale = { weight: new Float32Array(4), shapes: { weight: [1, 4] } };
    expect(() => run('GroupNorm', x, { num_groups: 2 }, scale)).toThrow(/size mismatch for weight/);
  });

  test('float64 running statistics are narrowed for a float32 layer', () => {
    // float32(1000000.03) = 1000000: 0 and 0.5 / √(1e-4 + 1e-5) = 47.67
    const x = f32([1000000, 1000000.5], [2, 1]);
    const state = { running: running([1000000.03], [1e-4]) };
    const { output } = run('BatchNorm1d', x, {}, state, 'eval');
    expect(output.data[0]).toBe(0);
    expect(output.data[1]).toBeCloseTo(47.67, 2);
  });

  test('an empty batch is said to be a limit of this program', () => {
    expect(() => run('BatchNorm1d', f32([], [0, 3]))).toThrow(/limit of Normscope/);
  });

  test('teaching layers with eps 0 give NaN on a constant, as their formula', () => {
    for (const row of LAYERS.filter(({ family }) => family === 'teaching')) {
      const { output } = run(row.name, f32([2, 2, 2], [3, 1]), { eps: 0 });
      expect([...output.data].every(Number.isNaN), row.name).toBe(true);
    }
  });
});

test('LocalResponseNorm says what spoils its windows', () => {
  const spoiled = run('LocalResponseNorm', f32([1, NaN, 3, 4], [1, 4, 1]), { size: 3 });
  expect(said(spoiled, 'windowNotFinite')).toMatch(/lies in 3 of 4 windows/);
  const zero = run('LocalResponseNorm', f32([0, 0, 0, 4], [1, 4, 1]), { size: 1, k: 0 });
  expect(said(zero, 'windowNoPower')).toMatch(/^In 3 of 4 windows/);
  const large = run('LocalResponseNorm', f64([1e200, 1, 1, 1], [1, 4, 1]), { size: 1 });
  expect(codes(large)).toEqual(['windowOverflow']);
});

// Values that break things, among ordinary ones.
const odd = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3, max: 3 }) },
  { weight: 2, arbitrary: fc.constantFrom(0.001, -0.0005, 1e-8, 1000.25, 12345) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity, 1e19, -3e19, 1e30, -1e-25) },
);
const wide = fc.oneof(
  { weight: 9, arbitrary: odd },
  { weight: 1, arbitrary: fc.constantFrom(1e160, -1e200) },
);
const eps = fc.constantFrom(1e-5, 1e-5, 0, -1e-5, -2, 1);

/** Every layer on a small input with odd values, options and state. */
const cases = fc
  .record({
    row: fc.constantFrom(...LAYERS),
    shape: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 5 }),
    mode: fc.constantFrom<Mode>('train', 'eval'),
    eps,
    momentum: fc.constantFrom(0.1, 0, 0.9, 1.5, -1, null),
    tracks: fc.boolean(),
    affine: fc.boolean(),
    narrow: fc.boolean(),
    given: fc.boolean(),
  })
  .filter(({ row, shape }) => fits(row, shape) === null)
  .chain((choice) => {
    const cells = choice.shape.reduce((a, b) => a * b, 1);
    const list = (length: number) => fc.array(odd, { minLength: length, maxLength: length });
    return fc.record({
      choice: fc.constant(choice),
      x: fc.array(choice.narrow ? odd : wide, { minLength: cells, maxLength: cells }),
      params: fc.tuple(list(cells), list(cells), list(cells), list(cells)),
    });
  });

test('every notice that says something of the output holds for the output', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(cases, ({ choice, x: values, params }) => {
      const { row, shape, mode, narrow, given } = choice;
      const known = new Set(row.options.map(({ name }) => name));
      const all = {
        eps: choice.eps,
        momentum: choice.momentum,
        track_running_stats: choice.tracks,
        affine: choice.affine,
        elementwise_affine: choice.affine,
        ...(row.name === 'Custom' && { param_axes: choice.affine ? [0] : null, center: given }),
      };
      const options = Object.fromEntries(Object.entries(all).filter(([name]) => known.has(name)));
      const x = narrow ? f32(values, shape) : f64(values, shape);
      let result: NormResult;
      try {
        const plain = run(row.name, x, options, {}, mode);
        result = given ? run(row.name, x, options, stateFor(plain, params), mode) : plain;
      } catch (error) {
        if (error instanceof InputError) return;
        throw error;
      }
      const found = codes(result);
      expect(new Set(found).size).toBe(found.length);
      for (const notice of result.warnings) {
        seen.add(notice.code);
        const holds = CLAIMS[notice.code];
        if (holds && !holds(result, x))
          throw new Error(`${notice.message}\n${[...result.output.data].join()}`);
      }
    }),
    { numRuns: 3000 },
  );
  for (const code of Object.keys(CLAIMS)) expect([...seen], code).toContain(code);
}, 60_000);

function stateFor(
  { plan, weight, bias, runningBefore }: NormResult,
  lists: number[][],
): LayerState {
  const [gamma = [], beta = [], mean = [], variance = []] = lists;
  const cut = (list: number[], length: number) => Float64Array.from({ length }, (_, i) => list[i]!);
  return {
    ...(weight && { weight: cut(gamma, weight.length) }),
    ...(bias && { bias: cut(beta, bias.length) }),
    ...(runningBefore && {
      running: {
        mean: cut(mean, plan.runningSize),
        var: cut(variance, plan.runningSize).map((value) => (value < 0 ? value : value / 2)),
        numBatchesTracked: 1,
      },
    }),
  };
}

/** The cells of a result with their statistic and parameters. */
function cellsOf({ plan, output, statistics, weight, bias }: NormResult, x: Tensor) {
  const offset = plan.kind === 'moments' ? plan.gammaOffset : 0;
  return Array.from(output.data, (y, flat) => {
    const group = groupOf(plan, flat);
    const at = paramIndexOf(plan, flat);
    return {
      y,
      x: x.data[flat]!,
      group,
      gamma: weight ? offset + weight[at]! : 1,
      beta: bias ? bias[at]! : 0,
      variance: statistics?.variance[group] ?? NaN,
    };
  });
}

type Cell = ReturnType<typeof cellsOf>[number];
type Claim = (result: NormResult, x: Tensor) => boolean;

const isFinite = Number.isFinite;
const near = (y: number, to: number) =>
  y === to ||
  (Number.isNaN(y) && Number.isNaN(to)) ||
  Math.abs(y - to) < 1e-6 * Math.max(1, Math.abs(to));
const every =
  (
    which: (cell: Cell, result: NormResult) => boolean,
    holds: (cell: Cell, result: NormResult) => boolean,
  ): Claim =>
  (result, x) => {
    const cells = cellsOf(result, x).filter((cell) => which(cell, result));
    return cells.length > 0 && cells.every((cell) => holds(cell, result));
  };
/** γ · 0 + β where γ is finite. */
const isBeta = ({ y, beta, gamma }: Cell) =>
  !isFinite(gamma) || near(y, Math.fround(beta) === beta ? beta : y);
const spoiledGroups = (cells: readonly Cell[]) =>
  new Set(cells.filter((cell) => !isFinite(cell.x)).map((cell) => cell.group));
/** Cells without γ and β, as a count of groups in which all are near ±limit. */
const signs =
  (limit: number): Claim =>
  (result, x) => {
    const cells = cellsOf(result, x);
    const bare = cells.filter(
      ({ gamma, beta }) => isFinite(gamma) && isFinite(beta) && gamma !== 0,
    );
    const groups = new Map<number, boolean>();
    for (const cell of bare) {
      const value = Math.abs((cell.y - cell.beta) / cell.gamma);
      groups.set(cell.group, (groups.get(cell.group) ?? true) && Math.abs(value - limit) < 0.005);
    }
    if (bare.length < cells.length) return true;
    const number = Number(
      result.warnings.find(({ code }) => code === 'groupOfTwo' || code === 'signAlone')?.details
        .number,
    );
    // else rounding to float32 hides what is told
    const large = cells.some(
      ({ y, beta, gamma }) => Math.abs(beta) > 10 || Math.abs(gamma) < 0.5 || !isFinite(y),
    );
    return large || [...groups.values()].filter(Boolean).length === number;
  };
/** What each notice that speaks of the output says of it. */
const CLAIMS: Readonly<Record<string, Claim>> = {
  notFinite: (result, x) => {
    const cells = cellsOf(result, x);
    const groups = spoiledGroups(cells);
    const touched = cells.filter(({ group }) => groups.has(group));
    return (
      groups.size ===
        Number(result.warnings.find(({ code }) => code === 'notFinite')?.details.number) &&
      touched.every((cell) =>
        !isFinite(cell.y) || result.plan.subtracts === 'nothing' ? true : false,
      )
    );
  },
  overflow: every(
    ({ variance, x }) => !isFinite(variance) && isFinite(x),
    (cell) => isBeta(cell) || Number.isNaN(cell.y),
  ),
  constant: every(({ variance }) => variance === 0, isBeta),
  constantSpoiled: every(
    ({ variance }) => variance === 0,
    ({ y }) => Number.isNaN(y),
  ),
  noRoot: every(
    ({ variance, group }, { statistics }) =>
      variance >= 0 && isFinite(variance) && !isFinite(statistics!.rstd[group]!),
    ({ y }) => !isFinite(y),
  ),
  groupOfOne: every(({ x }) => isFinite(x), isBeta),
  groupOfOneSpoiled: every(
    () => true,
    ({ y }) => Number.isNaN(y),
  ),
  groupOfTwo: (result, x) =>
    signs(result.plan.kind === 'moments' && result.plan.ddof === 1 ? Math.SQRT1_2 : 1)(result, x),
  signAlone: signs(1),
  weightNotFinite: every(
    ({ gamma }) => !isFinite(gamma),
    ({ y }) => !isFinite(y),
  ),
  biasNotFinite: every(
    ({ beta }) => !isFinite(beta),
    ({ y }) => !isFinite(y),
  ),
  runningMeanNotFinite: (result, x) =>
    result.plan.source !== 'running' ||
    every(
      ({ group }, { statistics }) => !isFinite(statistics!.mean[group]!),
      ({ y }) => !isFinite(y),
    )(result, x),
  runningVarNotFinite: (result, x) =>
    result.plan.source !== 'running' ||
    every(
      ({ variance, x }) => !isFinite(variance) && isFinite(x),
      (cell) => !isFinite(cell.y) || isBeta(cell),
    )(result, x) ||
    cellsOf(result, x).every((cell) => !isFinite(cell.x)),
  negativeVariance: (result, x) =>
    result.plan.source !== 'running' ||
    every(
      ({ group, variance }, { statistics }) =>
        isFinite(variance) && Number.isNaN(statistics!.rstd[group]!),
      ({ y }) => Number.isNaN(y),
    )(result, x),
  windowNotFinite: (result, x) => {
    const touched = cellsOf(result, x).filter((_, flat) =>
      [...windowOf(result.plan, flat).cells].some((cell) => !isFinite(x.data[cell]!)),
    );
    return touched.length > 0 && touched.every(({ y }) => !isFinite(y) || y === 0);
  },
  windowOverflow: (result, x) =>
    cellsOf(result, x).some((cell) => isFinite(cell.x) && cell.y === 0),
};

describe('each trouble is told once, and for the layer that has it', () => {
  test('a group of one is told as that, and not as a constant too', () => {
    const one = run('LayerNorm', f32([1, 2], [2, 1]), { normalized_shape: [1] });
    expect(codes(one)).toEqual(['groupOfOne']);
    // a constant of two values is a constant
    const two = run('LayerNorm', f32([3, 3], [1, 2]), { normalized_shape: [2] });
    expect(codes(two)).toContain('constant');
    expect(codes(two)).not.toContain('groupOfOne');
  });

  test('what has no root in eval is running_var + eps, or running_var alone where eps stands outside the root', () => {
    const x = f32([1, 2, 3, 4], [4, 1]);
    const state = { running: running([0], [-1]) };
    expect(said(run('BatchNorm1d', x, {}, state, 'eval'), 'negativeVariance')).toMatch(
      /^running_var \+ eps is negative in channel 0 /,
    );
    expect(said(run('EpsOutsideBatchNorm', x, {}, state, 'eval'), 'negativeVariance')).toMatch(
      /^running_var is negative in channel 0 /,
    );
    // −0.5 + 1 has a root, √−0.5 has none
    const eps = { eps: 1 };
    const half = { running: running([0], [-0.5]) };
    expect(codes(run('BatchNorm1d', x, eps, half, 'eval'))).not.toContain('negativeVariance');
    expect(codes(run('EpsOutsideBatchNorm', x, eps, half, 'eval'))).toContain('negativeVariance');
  });

  test('two values are ±1 only where the mean is taken away: RMSNorm over two equal values is told nothing', () => {
    // 3 / √(9 + eps) = 1 for both: neither a sign nor a pair
    expect(codes(run('RMSNorm', f32([3, 3], [1, 2]), { normalized_shape: [2] }))).toEqual([]);
    // of a single value the sign is all that is left
    const alone = run('RMSNorm', f32([3, -3], [2, 1]), { normalized_shape: [1] });
    expect(codes(alone)).toEqual(['signAlone']);
  });
});

describe('what float32 cannot hold, and what running statistics leave', () => {
  const constant = f32([3, 3, 3, 3], [1, 4]);

  // torch.nn.functional.layer_norm(torch.full((1, 4), 3.), (4,), eps=1e-46) is NaN, with eps=1e39 it is 0
  test('an eps of 0 or infinity in float32 is told where PyTorch holds it there', () => {
    const none = run('LayerNorm', constant, { eps: 1e-46 });
    expect([...none.output.data]).toEqual([0, 0, 0, 0]);
    expect(codes(none)).toContain('epsIsZero');
    expect(said(none, 'epsIsZero')).toMatch(/1e-46 is 0 in float32.*gives NaN/);
    const all = run('LayerNorm', f32([1, 2, 3, 4], [1, 4]), { eps: 1e39 });
    expect(said(all, 'epsIsInfinite')).toMatch(/1e\+39 is infinite in float32/);
    const groups = run('GroupNorm', f32([3, 3, 3, 3], [1, 4]), { num_groups: 2, eps: 1e-46 });
    expect(said(groups, 'epsIsZero')).toMatch(/^2 of 2 statistics are /);
  });

  // batch_norm of a constant is 0 with either: its kernel holds eps in float64; so does float64 input
  test('it is not told of the batch norm kernel, of float64, or of what varies', () => {
    const told = [
      run('BatchNorm1d', f32([3, 3], [2, 1]), { eps: 1e-46 }),
      run('LayerNorm', f64([3, 3, 3, 3], [1, 4]), { eps: 1e-46 }),
      run('LayerNorm', f32([1, 2, 3, 4], [1, 4]), { eps: 1e-46 }),
      run('LayerNorm', constant, { eps: 2e-45 }),
    ].flatMap(codes);
    expect(told).not.toContain('epsIsZero');
  });

  test('one constant has its output, several have theirs', () => {
    expect(said(run('LayerNorm', constant), 'constant')).toMatch(/: its output is exactly β/);
    const two = run('LayerNorm', f32([3, 3, 5, 5], [2, 2]), { normalized_shape: [2] });
    expect(said(two, 'constant')).toMatch(/: their output is exactly β/);
  });

  test('of pairs that are not finite nothing is said but that', () => {
    const pairs = run('LayerNorm', f32([1, 5, 1, Infinity], [2, 2]), { normalized_shape: [2] });
    expect(said(pairs, 'groupOfTwo')).toMatch(/where both are finite: for 1 of 2 pairs/);
  });

  test('in eval an infinite input, and an infinite output of a finite one, are told', () => {
    const state = { running: running([3e38, 0], [1, 1]) };
    const far = run('BatchNorm1d', f32([-3e38, 1, 2, 3], [2, 2]), {}, state, 'eval');
    // −3e38 − 3e38 is beyond 3.4e38
    expect(far.output.data[0]).toBe(-Infinity);
    expect(codes(far)).toEqual(['outputOverflow']);
    expect(said(far, 'outputOverflow')).toMatch(/^1 of 4 values of the output is infinite/);
    const bad = { running: running([0, 0], [1, 1]) };
    const spoiled = run('BatchNorm1d', f32([Infinity, 1, NaN, 3], [2, 2]), {}, bad, 'eval');
    expect(codes(spoiled)).toEqual(['inputNotFinite']);
    expect(said(spoiled, 'inputNotFinite')).toMatch(/^2 of 4 values of the input are NaN or inf/);
  });

  // 1e19 / (1e-30)^0.75 = 3e41, beyond the largest float32
  test('LocalResponseNorm tells an output that float32 cannot hold', () => {
    const options = { size: 1, alpha: 0, beta: 0.75, k: 1e-30 };
    const blown = run('LocalResponseNorm', f32([1e19], [1, 1, 1]), options);
    expect(blown.output.data[0]).toBe(Infinity);
    expect(codes(blown)).toContain('windowNoPower');
    const bad = run('LocalResponseNorm', f32([Infinity], [1, 1, 1]), { size: 1 });
    expect(codes(bad)).toContain('windowNotFinite');
  });
});
