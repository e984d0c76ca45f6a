import { describe, expect, test } from 'vitest';
import {
  areOrdinary,
  countCells,
  countTroubles,
  holdsNotFinite,
  holdsTiny,
  isFarConstant,
  isOffset,
  mayPassType,
  noCellTroubles,
  noTroubles,
  sharesOnly,
  signLimit,
  type CellTroubles,
  type Troubles,
} from '../../../core/norm/kinds/moments/troubles.ts';
import { MOST_FLOAT32 } from '../../../core/norm/notice.ts';
import type { DType } from '../../../core/tensor/tensor.ts';
import { f64, momentsOf } from './planOf.ts';

/** The next larger and the next smaller number, of those around 1 times a power of 2. */
const above = (value: number) => value * (1 + 2 ** -52);
const below = (value: number) => value * (1 - 2 ** -53);

const LAYER = momentsOf('LayerNorm', [1, 4]);
const eps = (value: number) => ({ ...LAYER, eps: value });
const ROOT = momentsOf('RMSNorm', [1, 4]);
const BATCH = momentsOf('BatchNorm1d', [4, 1]);
const INSTANCE = momentsOf('InstanceNorm1d', [1, 1, 4]);
const GROUP = momentsOf('GroupNorm', [1, 1, 4], { num_groups: 1 });
const LENGTH = momentsOf('L2Norm', [1, 4], { dim: [1] });
const PAIR = momentsOf('LayerNorm', [1, 2]);
const UNBIASED_PAIR = momentsOf('UnbiasedBatchNorm', [2, 1]);
const ALONE = momentsOf('LayerNorm', [1, 1]);
const ROOT_ALONE = momentsOf('RMSNorm', [1, 1]);
const ROOT_PAIR = momentsOf('RMSNorm', [1, 2]);

type Group = readonly [mean: number, variance: number, rstd: number];
const SPOILED = { isSpoiled: () => true, varies: () => true };
const SOUND = { isSpoiled: () => false, varies: () => false };

describe('troubles of statistics', () => {
  const cases: readonly (readonly [
    what: string,
    plan: typeof LAYER,
    dtype: DType,
    groups: readonly Group[],
    values: typeof SPOILED,
    found: Partial<Troubles>,
  ])[] = [
    ['none', LAYER, 'float32', [], SPOILED, {}],
    ['an ordinary group', LAYER, 'float32', [[1, 1, 1]], SPOILED, {}],
    ['NaN', LAYER, 'float32', [[NaN, NaN, NaN]], SPOILED, { notFinite: 1 }],
    ['NaN of sound float32', LAYER, 'float32', [[0, NaN, NaN]], SOUND, { notFinite: 1 }],
    ['∞ of float32', LAYER, 'float32', [[0, Infinity, 0]], SOUND, { notFinite: 1 }],
    ['∞ about a mean', LAYER, 'float64', [[0, Infinity, 0]], SPOILED, { overflow: 1 }],
    ['∞ about ∞', LAYER, 'float64', [[Infinity, Infinity, 0]], SPOILED, { notFinite: 1 }],
    ['∞ of sound values', LAYER, 'float64', [[Infinity, Infinity, 0]], SOUND, { overflow: 1 }],
    ['NaN about a mean', LAYER, 'float64', [[0, NaN, NaN]], SPOILED, { notFinite: 1 }],
    ['NaN of sound values', LAYER, 'float64', [[0, NaN, NaN]], SOUND, { overflow: 1 }],
    ['∞ of an infinite value', ROOT, 'float64', [[0, Infinity, 0]], SPOILED, { notFinite: 1 }],
    ['∞ of large squares', ROOT, 'float64', [[0, Infinity, 0]], SOUND, { overflow: 1 }],

    ['a constant', LAYER, 'float64', [[0, 0, 316]], SOUND, { constant: 1 }],
    ['tiny values', LAYER, 'float64', [[0, 0, 316]], SPOILED, { float64Underflow: 1 }],
    ['a constant of float32', LAYER, 'float32', [[0, 0, 316]], SPOILED, { constant: 1 }],
    ['values near 0', LAYER, 'float64', [[9e-141, 0, 1]], SPOILED, { float64Underflow: 1 }],
    ['values at 1e-140', LAYER, 'float64', [[1e-140, 0, 1]], SPOILED, { constant: 1 }],
    ['values below 0', LAYER, 'float64', [[-1, 0, 1]], SPOILED, { constant: 1 }],
    [
      'a constant without a root',
      LAYER,
      'float32',
      [[1, 0, Infinity]],
      SOUND,
      { constant: 1, noRootOfZero: true },
    ],
    [
      'a constant under an eps below 0',
      LAYER,
      'float32',
      [[1e30, 0, NaN]],
      SOUND,
      { constant: 1, noRootOfZero: true },
    ],
    ['no root', LAYER, 'float32', [[0, 1, NaN]], SOUND, { noRoot: 1 }],
    ['a root of 0', LAYER, 'float32', [[0, 1, Infinity]], SOUND, { noRoot: 1 }],
    // half a step of 16777 is 0.00099999, of 16778 0.00100005
    ['a constant', LAYER, 'float32', [[16777, 0, 1]], SOUND, { constant: 1 }],
    ['afar', LAYER, 'float32', [[16778, 0, 1]], SOUND, { constant: 1, farConstant: 1 }],
    ['afar below 0', LAYER, 'float32', [[-16778, 0, 1]], SOUND, { constant: 1, farConstant: 1 }],
    ['afar for float32', LAYER, 'float64', [[16778, 0, 1]], SOUND, { constant: 1 }],

    ['an offset of 1000', LAYER, 'float32', [[2000, 4, 0.5]], SOUND, {}],
    ['one a little larger', LAYER, 'float32', [[2000, 3.99, 0.5]], SOUND, { offset: 1 }],
    ['one below 0', LAYER, 'float64', [[-2000, 3.99, 0.5]], SOUND, { offset: 1 }],

    // √3.4028e38 is 1.84467e19; one of four lies at most √3 deviations away: 1.2e19 + 6e18, and + 6.48e18
    ['squares that fit', LAYER, 'float32', [[1.2e19, 1.2e37, 1]], SOUND, {}],
    ['squares beyond', LAYER, 'float32', [[1.2e19, 1.4e37, 1]], SOUND, { float32Overflow: 1 }],
    ['below 0', LAYER, 'float32', [[-1.2e19, 1.4e37, 1]], SOUND, { float32Overflow: 1 }],
    ['in float64', LAYER, 'float64', [[1.2e19, 1.4e37, 1]], SOUND, {}],
    ['of a group', GROUP, 'float32', [[1.2e19, 1.4e37, 1]], SOUND, { float32Overflow: 1 }],
    ['of a batch', BATCH, 'float32', [[1.2e19, 1.4e37, 1]], SOUND, {}],
    ['of an instance', INSTANCE, 'float32', [[1.2e19, 1.4e37, 1]], SOUND, {}],
    ['the largest sum', BATCH, 'float32', [[0, MOST_FLOAT32 / 4, 1]], SOUND, {}],
    [
      'a sum beyond',
      BATCH,
      'float32',
      [[0, above(MOST_FLOAT32 / 4), 1]],
      SOUND,
      { float32Overflow: 1 },
    ],
    ['that sum in float64', BATCH, 'float64', [[0, above(MOST_FLOAT32 / 4), 1]], SOUND, {}],
    ['the largest length', LENGTH, 'float32', [[0, MOST_FLOAT32, 1]], SOUND, {}],
    [
      'a length beyond',
      LENGTH,
      'float32',
      [[0, above(MOST_FLOAT32), 1]],
      SOUND,
      { float32Overflow: 1 },
    ],

    ['the least full float32', eps(1e-31), 'float32', [[0, 2 ** -126, 1]], SOUND, {}],
    ['less', eps(1e-31), 'float32', [[0, below(2 ** -126), 1]], SOUND, { float32Underflow: 1 }],
    ['less, hidden by eps', eps(1e-30), 'float32', [[0, 1e-40, 1]], SOUND, {}],
    ['less, beside an eps below 0', eps(-1), 'float32', [[0, 1e-40, 1]], SOUND, {}],
    ['less in float64', eps(1e-31), 'float64', [[0, 1e-40, 1]], SOUND, {}],
    ['0 itself', eps(1e-31), 'float32', [[0, 0, 1]], SOUND, { constant: 1 }],

    ['eps lost', eps(1e-46), 'float32', [[0, 0, 1]], SOUND, { constant: 1, lostEps: 1 }],
    ['eps held', eps(1e-44), 'float32', [[0, 0, 1]], SOUND, { constant: 1 }],
    ['eps of 0', eps(0), 'float32', [[0, 0, 1]], SOUND, { constant: 1 }],
    ['eps below 0', eps(-1e-46), 'float32', [[0, 0, 1]], SOUND, { constant: 1 }],
    ['eps lost beside a variance', eps(1e-46), 'float32', [[0, 1, 1]], SOUND, {}],
    ['eps in float64', eps(1e-46), 'float64', [[0, 0, 1]], SOUND, { constant: 1 }],
    ['eps infinite in float32', eps(1e39), 'float32', [[0, 1, 1]], SOUND, { lostEps: 1 }],
    ['eps of 1e39 in float64', eps(1e39), 'float64', [[0, 1, 1]], SOUND, {}],
    ['eps infinite', eps(Infinity), 'float32', [[0, 1, 1]], SOUND, {}],
    [
      'eps of batch norm, which holds it in float64',
      { ...BATCH, eps: 1e-46 },
      'float32',
      [[0, 0, 1]],
      SOUND,
      { constant: 1 },
    ],

    ['a pair', PAIR, 'float32', [[0, 1, 0.996]], SOUND, { sign: 1 }],
    ['a pair close together', PAIR, 'float32', [[0, 1, 0.994]], SOUND, {}],
    ['a pair by an eps below 0', PAIR, 'float32', [[0, 1, 1.004]], SOUND, { sign: 1 }],
    ['a pair blown up', PAIR, 'float32', [[0, 1, 1.006]], SOUND, {}],
    ['a pair of deviation 2', PAIR, 'float32', [[0, 4, 0.5]], SOUND, { sign: 1 }],
    ['four values', LAYER, 'float32', [[0, 1, 1]], SOUND, {}],
    ['a pair, unbiased', UNBIASED_PAIR, 'float32', [[0, 1, 0.7071]], SOUND, { sign: 1 }],
    ['a pair of ±1, unbiased', UNBIASED_PAIR, 'float32', [[0, 1, 1]], SOUND, {}],
    ['one value', ALONE, 'float32', [[0, 1, 1]], SOUND, {}],
    ['one value without a mean', ROOT_ALONE, 'float32', [[0, 1, 1]], SOUND, { sign: 1 }],
    ['two values without a mean', ROOT_PAIR, 'float32', [[0, 1, 1]], SOUND, {}],

    [
      'several groups',
      LAYER,
      'float32',
      [
        [0, NaN, NaN],
        [1, 0, 1],
        [1, 1, 1],
        [0, NaN, NaN],
        [5000, 1, 1],
        [0, 1, NaN],
      ],
      SOUND,
      { notFinite: 2, constant: 1, offset: 1, noRoot: 1 },
    ],
  ];

  test.each(cases)('%s', (_, plan, dtype, groups, values, found) => {
    const troubles = noTroubles();
    const [mean, variance, rstd] = [0, 1, 2].map((of) =>
      Float64Array.from(groups, (group) => group[of]!),
    );
    countTroubles(troubles, plan, { mean: mean!, variance: variance!, rstd: rstd! }, dtype, values);
    expect(troubles).toEqual({ ...noTroubles(), ...found });
  });

  test('a group’s values are asked for by its number', () => {
    const troubles = noTroubles();
    const statistics = { mean: f64(0, 0, 0), variance: f64(NaN, NaN, 0), rstd: f64(0, 0, 1) };
    countTroubles(troubles, LAYER, statistics, 'float64', {
      isSpoiled: (group) => group === 1,
      varies: (group) => group === 2,
    });
    expect(troubles).toEqual({ ...noTroubles(), overflow: 1, notFinite: 1, float64Underflow: 1 });
  });
});

describe('what is ordinary', () => {
  const MOST = MOST_FLOAT32 / 4;
  test.each<[string, typeof LAYER, number, readonly (readonly [number, number])[], boolean]>([
    ['no group', LAYER, 4, [], true],
    ['a group', LAYER, 4, [[0, 4]], true],
    ['three values', LAYER, 3, [[0, 4]], true],
    ['two values', LAYER, 2, [[0, 4]], false],
    ['an eps of 0', eps(0), 4, [[0, 4]], true],
    ['an eps below 0', eps(-1e-9), 4, [[0, 4]], false],
    ['a large eps', eps(below(MOST_FLOAT32)), 4, [[0, 4]], true],
    ['an eps that float32 hardly holds', eps(MOST_FLOAT32), 4, [[0, 4]], false],
    ['no spread', LAYER, 4, [[0, 0]], false],
    // twice the least full float32, of four values
    ['the least spread', LAYER, 4, [[0, 2 ** -123]], false],
    ['a little more', LAYER, 4, [[0, above(2 ** -123)]], true],
    ['the largest spread', LAYER, 4, [[0, MOST]], false],
    ['a little less', LAYER, 4, [[0, below(MOST)]], true],
    // 9.2233717e18 squared is a quarter of the largest float32
    ['a far mean', LAYER, 4, [[9.223e18, 8e37]], true],
    ['a farther mean', LAYER, 4, [[9.224e18, 8e37]], false],
    // 2 · 4 · 1000² / 1000² = 8
    ['an offset', LAYER, 4, [[1000, 8.001]], true],
    ['a larger one', LAYER, 4, [[1000, 7.999]], false],
    ['a larger one below 0', LAYER, 4, [[-1000, 7.999]], false],
    ['NaN', LAYER, 4, [[NaN, NaN]], false],
    ['NaN alone in the mean', LAYER, 4, [[NaN, 4]], false],
    [
      'a second group that is not',
      LAYER,
      4,
      [
        [0, 4],
        [0, 0],
      ],
      false,
    ],
    [
      'a first group that is not',
      LAYER,
      4,
      [
        [0, 0],
        [0, 4],
      ],
      false,
    ],
    ['the least length', LENGTH, 4, [[0, 2 ** -125]], false],
    ['a little longer', LENGTH, 4, [[0, above(2 ** -125)]], true],
    ['the largest length', LENGTH, 4, [[0, MOST / 4]], false],
    ['a little shorter', LENGTH, 4, [[0, below(MOST / 4)]], true],
  ])('%s', (_, plan, count, groups, is) => {
    const mean = Float64Array.from(groups, ([at]) => at);
    const squares = Float64Array.from(groups, ([, sum]) => sum);
    expect(areOrdinary(plan, { count, mean, squares })).toBe(is);
  });
});

describe('cells', () => {
  test.each<[readonly number[], readonly number[], Partial<CellTroubles>]>([
    [[], [], {}],
    [[1, 2], [1, 2], {}],
    [[NaN, 2], [NaN, 2], { inputNotFinite: 1 }],
    [[-Infinity, Infinity], [NaN, Infinity], { inputNotFinite: 2 }],
    [[1, 2], [Infinity, -Infinity], { outputOverflow: 2 }],
    [[1, 2, 3], [NaN, -Infinity, 3], { outputNaN: 1, outputOverflow: 1 }],
    // a spoiled cell that becomes finite is no trouble
    [[NaN, 2], [0, 2], {}],
    [[NaN, 2], [0, NaN], { outputNaN: 1 }],
  ])('%j that become %j', (x, y, found) => {
    const troubles = noCellTroubles();
    countCells(troubles, f64(...x), f64(...y));
    expect(troubles).toEqual({ ...noCellTroubles(), ...found });
  });

  test('what is found is added', () => {
    const troubles = { inputNotFinite: 1, outputOverflow: 2, outputNaN: 3 };
    countCells(troubles, f64(NaN, 1, 1), f64(NaN, Infinity, NaN));
    expect(troubles).toEqual({ inputNotFinite: 2, outputOverflow: 3, outputNaN: 4 });
  });

  test('a value that is not finite is found wherever it stands', () => {
    for (const value of [NaN, Infinity, -Infinity])
      for (let length = 1; length <= 9; length++)
        for (let at = 0; at < length; at++) {
          const values = new Float64Array(length).fill(1e308);
          expect(holdsNotFinite(values)).toBe(false);
          values[at] = value;
          expect(holdsNotFinite(values), `${value} at ${at} of ${length}`).toBe(true);
        }
    expect(holdsNotFinite(f64())).toBe(false);
  });

  test.each<[readonly number[], boolean]>([
    [[], false],
    [[0, 0], false],
    [[0, 1], false],
    [[1e-140], false],
    [[-1e-140], false],
    [[9e-141], true],
    [[-9e-141], true],
    [[1, 0, 9e-141], true],
    [[NaN, -1], false],
  ])('whether %j holds a tiny value', (values, holds) => {
    expect(holdsTiny(f64(...values))).toBe(holds);
  });
});

describe('γ and β', () => {
  const gated = momentsOf('RMSNormGated', [1, 1, 4]);
  const style = momentsOf('AdaIN', [1, 1, 2, 2]);
  const floor = momentsOf('FilterResponseNorm2d', [1, 1, 2, 2]);
  const renorm = momentsOf('BatchRenorm', [4, 1]);
  const masked = momentsOf('MaskedBatchNorm1d', [1, 1, 4]);
  const chunks = momentsOf('GhostBatchNorm', [4, 1]);

  // x̂ of four values is at most √4
  test.each<[string, typeof LAYER, number[] | null, number[] | null, DType, boolean]>([
    ['none', LAYER, null, null, 'float32', false],
    ['γ of 1.70e38', LAYER, [1, 1.7e38, 1, 1], null, 'float32', false],
    ['γ of 1.71e38', LAYER, [1, 1.71e38, 1, 1], null, 'float32', true],
    ['γ of −1.71e38', LAYER, [1, 1, 1, -1.71e38], null, 'float32', true],
    ['γ of 1.71e38 in float64', LAYER, [1.71e38], null, 'float64', false],
    ['γ of 1e308 in float64', LAYER, [1e308], null, 'float64', true],
    ['γ that just fits', LAYER, [MOST_FLOAT32 / 2], null, 'float32', false],
    ['β of 3.3e38', LAYER, null, [3.3e38], 'float32', false],
    ['β of −3.5e38', LAYER, null, [0, -3.5e38], 'float32', true],
    ['γ and β together', LAYER, [1e38], [1.5e38], 'float32', true],
    ['γ and a smaller β', LAYER, [1e38], [1.3e38], 'float32', false],
    ['an eps of 0', eps(0), null, null, 'float32', false],
    ['an eps below 0', eps(-1e-9), null, null, 'float32', true],
    ['a gate', gated, null, null, 'float32', true],
    ['a floor', floor, null, null, 'float32', true],
    ['r and d', renorm, null, null, 'float32', true],
    ['a mask', masked, null, null, 'float32', true],
    ['a style', style, null, null, 'float32', false],
    ['chunks', chunks, null, null, 'float32', false],
  ])('%s', (_, plan, gain, bias, dtype, may) => {
    const parameters = { gain: gain && f64(...gain), bias: bias && f64(...bias) };
    expect(mayPassType(plan, parameters, dtype)).toBe(may);
  });

  test('layers that only share statistics are those without a gate, mask, floor or r and d', () => {
    const all = [LAYER, style, chunks, gated, floor, renorm, masked];
    expect(all.map(({ extra }) => sharesOnly(extra))).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  test('a value is at most 1 deviation away of two, √½ where they are unbiased', () => {
    expect([PAIR, UNBIASED_PAIR, ROOT_ALONE, style].map(signLimit)).toEqual([
      1,
      Math.SQRT1_2,
      1,
      Math.SQRT1_2,
    ]);
    expect(signLimit({ ...ROOT_ALONE, ddof: 1 })).toBe(1);
  });
});

test('thresholds themselves are not passed', () => {
  expect(isFarConstant(2 ** 24, 1e-3, 'float32')).toBe(false);
  expect(isFarConstant(-(2 ** 24), 1.001e-3, 'float32')).toBe(true);
  expect(isFarConstant(2 ** 53, 1e-3, 'float64')).toBe(false);
  expect(isFarConstant(2 ** 53, 1.001e-3, 'float64')).toBe(true);
  expect(isOffset(1000, 1)).toBe(false);
  expect(isOffset(1001, 1)).toBe(true);
  expect(isOffset(-1001, 1)).toBe(true);
});

test.each([Float32Array, Float64Array])(
  'a value that is not finite is found wherever it stands among finite ones, %o',
  (Type) => {
    const largest = Type === Float32Array ? 3.4028234663852886e38 : Number.MAX_VALUE;
    for (const length of [1, 2, 3, 4, 5, 7, 8, 9])
      for (let at = 0; at < length; at++) {
        const holds = (value: number) =>
          holdsNotFinite(
            Type.from(Array.from({ length }, (_, i) => (i === at ? value : largest * (-1) ** i))),
          );
        expect([NaN, Infinity, -Infinity].map(holds)).toEqual([true, true, true]);
        expect([largest, -largest, 0, -0, 1e-45].map(holds)).toEqual(Array(5).fill(false));
      }
    const negativeNaN = new Float32Array(Int32Array.of(0, -1, 0).buffer);
    expect(holdsNotFinite(negativeNaN)).toBe(true);
  },
);
