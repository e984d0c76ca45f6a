import { expect, test } from 'vitest';
import type { Figure, TextMark } from '../../../core/figure/marks.ts';
import { stageFigure } from '../../../core/figure/stage.ts';
import { STATION_TIMES, type StationId } from '../../../core/station/station.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';

const input = inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, { pinned: 9 });
const at = (step: StationId) => stageFigure(input, STATION_TIMES[step]);
const texts = (figure: Figure) =>
  figure.marks.filter((mark): mark is TextMark => mark.kind === 'text').map(({ text }) => text);

test('the stage is a pure function of time', () => {
  for (const t of [0, 0.37, 1.5, 2.5, 4.6, 6.2, 9.9])
    expect(JSON.stringify(stageFigure(input, t))).toBe(JSON.stringify(stageFigure(input, t)));
});

test('times outside the stage are its ends', () => {
  expect(JSON.stringify(stageFigure(input, -3))).toBe(JSON.stringify(stageFigure(input, 0)));
  expect(JSON.stringify(stageFigure(input, 99))).toBe(JSON.stringify(stageFigure(input, 10)));
  expect(JSON.stringify(stageFigure(input, NaN))).toBe(JSON.stringify(stageFigure(input, 0)));
});

test('before the mean is taken no statistic is told', () => {
  expect(texts(at('gather')).join(' ')).not.toContain('μ =');
});

test('the cells collapse into the notebook’s mean', () => {
  expect(texts(at('mean'))).toContain('μ = −0.0431');
});

test('deviations, squares and x̂ of the pinned cell stand in the output cube at their stations', () => {
  // x = 1.6487, μ = −0.0431: x − μ = 1.6918, squared 2.8622, over √1.1125 = 1.0548 it is 1.6039.
  expect(texts(at('deviation'))).toEqual(expect.arrayContaining(['x − μ', '1.69']));
  expect(texts(at('square'))).toEqual(expect.arrayContaining(['(x − μ)²', '2.86']));
  expect(texts(at('divide'))).toEqual(expect.arrayContaining(['x̂', '1.60']));
});

test('the variance and then its root appear', () => {
  expect(texts(at('variance'))).toContain('σ² = 1.1125');
  expect(texts(at('epsSqrt'))).toContain('√(σ² + ε) = 1.0548');
});

test('other groups are empty until all groups are done', () => {
  // y[0, 0, 3] = −2.1240 belongs to another channel; x shows −2.1055.
  expect(texts(at('scaleShift'))).not.toContain('−2.12');
  expect(texts(at('allGroups'))).toContain('−2.12');
});

test('the running statistics tell before and after', () => {
  // running_mean 0 → 0.1 · −0.0431, running_var 1 → 0.9 + 0.1 · 1.1125 · 8/7 = 1.0271.
  const figure = stageFigure(
    { ...input, running: { mean: [0, -0.00431], variance: [1, 1.02714] } },
    10,
  );
  expect(texts(figure)).toEqual(expect.arrayContaining(['0.0000 → −0.0043', '1.0000 → 1.0271']));
});

test('γ and β are told when the layer has them', () => {
  const figure = stageFigure({ ...input, weight: [1, 1, 2, 1, 1], bias: [0, 0, -0.5, 0, 0] }, 8);
  expect(texts(figure)).toEqual(expect.arrayContaining(['γ = 2.0000', 'β = −0.5000']));
});

test('RMSNorm takes no mean', () => {
  const rms = inputFor(TENSORS.nlp, 'RMSNorm', { normalized_shape: [4] }, { pinned: 9 });
  const words = Array.from({ length: 11 }, (_, t) => texts(stageFigure(rms, t))).flat();
  expect(words.some((text) => text.includes('μ'))).toBe(false);
  expect(words).toContain('x²');
});

test('large groups send a selection of their cells on the way', () => {
  const large = inputFor(TENSORS.large, 'BatchNorm1d', { num_features: 40 }, { pinned: 40 * 12 });
  expect(stageFigure(large, 0.6).marks.length).toBeLessThan(1500);
});

test('devices hold their own moments halfway to the mean of all, then merge', () => {
  const synced = {
    ...inputFor(TENSORS.nlp, 'SyncBatchNorm', { num_features: 5, replicas: [1, 1] }, { pinned: 9 }),
    // x[0, 2] = −0.7521, 1.6487, −0.3925, −1.4036 and x[1, 2] = 1.3123, 0.6872, −1.0892, −0.3553: sums −0.8995 and
    // 0.5550 over 4; squared deviations 0.2780 + 3.5102 + 0.0281 + 1.3894 and 1.3773 + 0.3008 + 1.5078 + 0.2441
    replicas: [
      { count: 4, mean: -0.2249, variance: 5.2057 / 4 },
      { count: 4, mean: 0.1388, variance: 3.43 / 4 },
    ],
  };
  const halfway = texts(stageFigure(synced, STATION_TIMES.replicas));
  expect(halfway).toEqual(
    expect.arrayContaining(['n 4, μ −0.22', 'M 5.21', 'n 4, μ 0.14', 'M 3.43']),
  );
  for (const t of [1, 2]) expect(texts(stageFigure(synced, t))).not.toContain('M 5.21');
  expect(texts(stageFigure(synced, 2))).toContain('μ = −0.0431');
  // a layer without devices has no such moment
  expect(texts(stageFigure(input, STATION_TIMES.replicas)).join(' ')).not.toContain('n 4, μ');
});

test('a step that the layer does not have shows the nearest one', () => {
  const rms = inputFor(TENSORS.nlp, 'RMSNorm', { normalized_shape: [4] }, { pinned: 9 });
  expect(stageFigure(rms, 2)).toEqual(stageFigure(rms, 1));
  expect(stageFigure(rms, 10)).toEqual(stageFigure(rms, 9));
});

test('LocalResponseNorm has a stage: its window collapses into a mean of squares, and only its own cell is divided', () => {
  const window = inputFor(
    TENSORS.nlp,
    'LocalResponseNorm',
    { size: 3, alpha: 1, beta: 1, k: 0 },
    { pinned: 9 },
  );
  // x[0, 1..3, 1] = −1.2345, 1.6487, −0.5594: squares 1.5240 + 2.7183 + 0.3130 = 4.5553, over 3 1.5184 to 1.5185; 1.6487 / 1.5185 = 1.0857
  expect(texts(stageFigure(window, STATION_TIMES.variance)).join(' ')).toContain(
    'mean(x²) = 1.5185',
  );
  const divided = texts(stageFigure(window, STATION_TIMES.divide));
  expect(divided).toContain('1.09');
  // both cubes show the neighbours as they are
  expect(divided.filter((text) => text === '−1.23')).toHaveLength(2);
});

test('a layer that divides by n − 1 shows that variance', () => {
  const unbiased = inputFor(TENSORS.nlp, 'UnbiasedBatchNorm', { num_features: 5 }, { pinned: 9 });
  // 1.1125 · 8 / 7
  expect(texts(stageFigure(unbiased, 5))).toContain('σ² = 1.2715');
});
