import { expect, test } from 'vitest';
import { describe as described } from '../../../core/norm/describe.ts';
import { chunkSizes } from '../../../core/norm/kinds/moments/plan.ts';
import { withDrawnMask } from '../../../core/norm/drawnMask.ts';
import { withDrawnParameters } from '../../../core/norm/drawnParameters.ts';
import { isInputName } from '../../../core/norm/furtherInput.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerState } from '../../../core/norm/spec.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const sentences = tensor(Float64Array.of(1, 2, 3, 0, 10, 20, 30, 0), [2, 1, 4], ['N', 'C', 'L']);
const masked = (state: LayerState = {}) =>
  normalize({ layer: 'MaskedBatchNorm1d', options: {}, mode: 'train' }, sentences, state);
const mask = (data: readonly number[], shape: readonly number[] = [2, 4]) => ({
  inputs: { mask: { shape, data: Float64Array.from(data) } },
});

test('cells whose mask is 0 change no statistic, and are normalized by it all the same', () => {
  const { statistics, output, plan } = masked(mask([1, 1, 1, 0, 1, 1, 1, 0]));
  // (1 + 2 + 3 + 10 + 20 + 30) / 6 = 11; squares of −10, −9, −8, −1, 9, 19 sum to 688
  expect(statistics?.mean[0]).toBe(11);
  expect(statistics?.variance[0]).toBeCloseTo(688 / 6, 12);
  expect(output.data[3]).toBeCloseTo(-11 / Math.sqrt(688 / 6 + 1e-5), 12);
  expect(plan.idle).toEqual([3, 7]);
  expect(described(plan).groupSize).toBe(6);
});

test('a tensor that comes with x and is not given is drawn, and that is said', () => {
  const drawn = masked();
  expect(drawn.drawn).toEqual(['mask']);
  // the second sentence is one position shorter
  expect([...(drawn.inputs?.mask?.data ?? [])]).toEqual([1, 1, 1, 1, 1, 1, 1, 0]);
  expect(drawn.warnings.map(({ code }) => code)).toContain('drawnInput');
  const given = masked(mask([1, 1, 1, 1, 1, 1, 1, 1]));
  expect(given.warnings.map(({ code }) => code)).not.toContain('drawnInput');
});

test.each([
  ['another shape', mask([1, 1, 1, 1], [1, 4]), 'inputShape'],
  ['neither 0 nor 1', mask([1, 1, 0.5, 1, 1, 1, 1, 1]), 'maskValues'],
  ['zeros alone', mask([0, 0, 0, 0, 0, 0, 0, 0]), 'emptyMask'],
  ['a single one', mask([1, 0, 0, 0, 0, 0, 0, 0]), 'oneValuePerChannel'],
  [
    'a gate, which the layer does not take',
    { inputs: { gate: { shape: [2, 4], data: new Float64Array(8) } } },
    'unexpectedInput',
  ],
] as const)('a mask of %s is refused', (_, state, code) => {
  expect(() => masked(state)).toThrow(expect.objectContaining({ code }) as Error);
});

test('chunks are those of torch.chunk: as equal as ⌈N / size⌉ of them can be, the last one smaller', () => {
  // torch.arange(10).chunk(3), (9).chunk(3), (5).chunk(3), (7).chunk(1)
  expect(chunkSizes(10, 4)).toEqual([4, 4, 2]);
  expect(chunkSizes(9, 4)).toEqual([3, 3, 3]);
  expect(chunkSizes(5, 2)).toEqual([2, 2, 1]);
  expect(chunkSizes(7, 128)).toEqual([7]);
});

test('an example brings no condition: γ and β of every sample are drawn where they are not given', () => {
  const spec = { layer: 'AdaLayerNorm', options: {}, mode: 'train' } as const;
  const plan = planLayer(spec, [2, 3, 2], ['N', 'T', 'D'], 'float64');
  const drawn = withDrawnParameters(plan, {}, 'float64');
  // torch.manual_seed(1), randn(2, 2) twice, in float64; half of the first, as what multiplies is 1 + scale
  const scale = [0.6613521715704522, 0.2669240982925188, 0.061677258237348306, 0.6213173286854216];
  const shift = [
    -0.45190596470388295, -0.16613023453557194, -1.5227684840130555, 0.38168390241818895,
  ];
  drawn.state.weight?.forEach((value, i) => expect(value).toBeCloseTo(scale[i]! / 2, 12));
  drawn.state.bias?.forEach((value, i) => expect(value).toBeCloseTo(shift[i]!, 12));
  expect(drawn.notices.map(({ details }) => details.name)).toEqual(['scale', 'shift']);
  const own = withDrawnParameters(plan, { weight: new Float64Array(4) }, 'float64');
  expect([...(own.state.weight ?? [])]).toEqual([0, 0, 0, 0]);
  expect(own.notices.map(({ details }) => details.name)).toEqual(['shift']);
});

test('learned γ and β are not drawn, nor are those that a style makes', () => {
  for (const layer of ['BatchNorm2d', 'AdaIN', 'LayerNorm2d'] as const) {
    const plan = planLayer({ layer, options: {}, mode: 'train' }, [2, 3, 4, 4]);
    expect(withDrawnParameters(plan, {}, 'float32')).toEqual({ state: {}, notices: [] });
  }
});

test('the plan of a mask that is not given knows which cells will stand apart', () => {
  const planned = (
    layer: 'MaskedBatchNorm1d' | 'BatchNorm1d',
    shape: readonly number[],
    mode: 'train' | 'eval' = 'train',
  ) => planLayer({ layer, options: {}, mode }, shape);
  // the second sentence of four lacks its last position, in both channels
  const plan = planned('MaskedBatchNorm1d', [2, 2, 4]);
  expect(withDrawnMask(plan)).toEqual({ ...plan, idle: [11, 15], taking: 7 });
  for (const other of [
    planned('BatchNorm1d', [2, 2, 4]),
    planned('MaskedBatchNorm1d', [2, 2, 4], 'eval'),
    planned('MaskedBatchNorm1d', [2, 2, 5001]),
  ])
    expect(withDrawnMask(other)).toBe(other);
  expect(withDrawnMask(planned('MaskedBatchNorm1d', [2, 2, 5000])).taking).toBe(9999);
});

test('names of what comes beside x are known, and no others', () => {
  expect(['gate', 'mask', 'var_weight', 'weight', ''].map(isInputName)).toEqual([
    true,
    true,
    true,
    false,
    false,
  ]);
});
