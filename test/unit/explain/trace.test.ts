import { describe, expect, test } from 'vitest';
import { notebookExamples } from '../../../core/examples/notebook.ts';
import { formulaTex } from '../../../core/formula/formulaTex.ts';
import { numbersText, tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerState, Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';

const [nlp] = notebookExamples();

function trace(
  layer: LayerName,
  x: Tensor,
  flat: number,
  options: LayerOptions = {},
  state: LayerState = {},
  mode: Mode = 'train',
) {
  return traceCell(normalize({ layer, options, mode }, x, state), x, flat);
}

describe('traceCell()', () => {
  test('tells where a cell of the notebook’s sentences lies, and with which cells it is averaged', () => {
    // (n, c, l) = (0, 2, 1) lies at 2·4 + 1
    const found = trace('BatchNorm1d', nlp.tensor, 9);
    expect(found).toMatchObject({
      index: [0, 2, 1],
      group: 2,
      groups: 5,
      statIndex: [{ name: 'C', index: 2 }],
      reduced: ['N', 'L'],
      n: 8,
      total: 8,
      paramIndex: 2,
      weight: 1,
      bias: 0,
    });
    expect(found.cells.map((cell) => cell.flat)).toEqual([8, 9, 10, 11, 28, 29, 30, 31]);
    // PyTorch prints mean −0.0431, variance 1.1125, output 1.6039
    expect(found.mean).toBeCloseTo(-0.0431, 4);
    expect(found.variance).toBeCloseTo(1.1125, 4);
    expect(found.y).toBeCloseTo(1.6039, 4);
  });

  test('lists at most 64 cells, the traced one always among them', () => {
    const x = tensor(
      Float32Array.from({ length: 200 }, (_, i) => i),
      [1, 200],
    );
    const found = trace('LayerNorm', x, 150);
    expect(found.total).toBe(200);
    expect(found.cells).toHaveLength(64);
    expect(found.cells.at(-1)).toMatchObject({ flat: 150, value: 150 });
  });

  test('tells the channel’s running statistics before and after', () => {
    const x = tensor(Float64Array.of(1, 3, 4, 8), [2, 1, 2]);
    const options = { track_running_stats: true, momentum: 0.5 };
    // sample means 2 and 6, unbiased variances 2 and 8
    expect(trace('InstanceNorm1d', x, 3, options).running).toEqual({
      channel: 0,
      factor: 0.5,
      batchMean: 4,
      batchVar: 5,
      meanBefore: 0,
      meanAfter: 2,
      varBefore: 1,
      varAfter: 3,
    });
    expect(trace('BatchNorm1d', x, 3, { momentum: null }).running?.factor).toBe(1);
    expect(trace('BatchNorm1d', x, 3, {}, {}, 'eval').running).toBeNull();
  });

  test('a window layer has no statistic but a window', () => {
    const x = tensor(Float64Array.of(1, 2, 3), [1, 3, 1]);
    const found = trace('LocalResponseNorm', x, 0, { size: 3, alpha: 3, beta: 1, k: 1 });
    expect(found).toMatchObject({ group: -1, total: 2, n: 3, y: 1 / 6 });
    // 1 + 3·(1 + 4)/3
    expect(found.window).toMatchObject({ outside: 1, sumOfSquares: 5, denominator: 6 });
  });

  test('there is no cell beyond the end', () => {
    expect(() => trace('LayerNorm', nlp.tensor, 40)).toThrow(
      'expected a cell from 0 to 39, got 40',
    );
  });
});

describe('tellStations()', () => {
  const of = (...parameters: Parameters<typeof trace>) => tellStations(trace(...parameters));
  const ids = (...parameters: Parameters<typeof trace>) => of(...parameters).map(({ id }) => id);
  const text = (found: ReturnType<typeof of>, id: string) => {
    const station = found.find((one) => one.id === id);
    return station && numbersText(station);
  };

  test('walks through BatchNorm with the real numbers', () => {
    const found = of('BatchNorm1d', nlp.tensor, 9);
    expect(found.map(({ id }) => id)).toEqual(
      'group gather mean deviation square variance epsSqrt divide scaleShift allGroups running'.split(
        ' ',
      ),
    );
    expect(text(found, 'group')).toBe('n = 8');
    expect(text(found, 'mean')).toBe(
      'μ = (−0.7521 + 1.6487 − 0.3925 − 1.4036 + 1.3123 + 0.6872 − 1.0892 − 0.3553) / 8 = −0.0431',
    );
    expect(text(found, 'deviation')).toBe('x − μ = 1.6487 − (−0.0431) = 1.6918');
    expect(text(found, 'epsSqrt')).toBe('s = √(1.1125 + 1e−5) = 1.0548');
    expect(text(found, 'divide')).toBe('x̂ = (1.6487 − (−0.0431)) / 1.0548 = 1.6039');
    expect(text(found, 'scaleShift')).toBe('y = 1 · 1.6039 + 0 = 1.6039');
    expect(text(found, 'allGroups')).toBe(
      'y = 1 · (1.6487 − (−0.0431)) / √(1.1125 + 1e−5) + 0 = 1.6039',
    );
    // 0.9 · 0 + 0.1 · −0.0431 = −0.0043; unbiased variance 1.1125 · 8/7 = 1.2715, 0.9 + 0.12715 = 1.0271
    expect(text(found, 'running')).toBe(
      'running_mean[2] ← 0.9 · 0 + 0.1 · (−0.0431) = −0.0043; running_var[2] ← 0.9 · 1 + 0.1 · 1.2715 = 1.0271',
    );
  });

  test('has no station that the layer does not pass', () => {
    expect(ids('RMSNorm', nlp.tensor, 0, { elementwise_affine: false })).toEqual(
      'group gather square variance epsSqrt divide allGroups'.split(' '),
    );
    expect(ids('BatchNorm1d', nlp.tensor, 0, { affine: false }, {}, 'eval')).toEqual(
      'group mean deviation variance epsSqrt divide allGroups'.split(' '),
    );
    expect(ids('LayerNorm', nlp.tensor, 0)).not.toContain('running');
    expect(ids('LocalResponseNorm', nlp.tensor, 0)).toEqual(
      'group gather square variance epsSqrt divide allGroups'.split(' '),
    );
  });

  test('writes the mean of squares with its bar', () => {
    const root = of('RMSNorm', nlp.tensor, 0).find(({ id }) => id === 'epsSqrt');
    expect(root && formulaTex(root.letters)).toBe('s = \\sqrt{\\overline{x^{2}} + \\varepsilon}');
  });

  test('tells a window by its neighbours, those beyond the edge as 0', () => {
    // x[0, 2, 1]: squares of 1.4873 −1.2345 1.6487 −0.5594 −0.1596 are 2.2121 + 1.5240 + 2.7182 + 0.3129 + 0.0255 = 6.7927, over 5 1.3585
    expect(text(of('LocalResponseNorm', nlp.tensor, 9, { size: 5 }), 'variance')).toMatch(
      /^mean\(x²\) = \(1\.4873² \+ \(−1\.2345\)² \+ 1\.6487² \+ \(−0\.5594\)² \+ \(−0\.1596\)²\) \/ 5 = 1\.358\d$/,
    );
  });

  test('shows how devices agree under SyncBatchNorm', () => {
    const x = tensor(Float64Array.of(1, 2, 3, 10), [4, 1]);
    const found = of('SyncBatchNorm', x, 0, { replicas: [3, 1] });
    // 1, 2, 3: mean 2, squares 1 + 0 + 1; 10 alone: squares 0. Together, deviations −3, −2, −1, 6: 9 + 4 + 1 + 36
    expect(text(found, 'replicas')?.split('; ')).toEqual([
      'n₀ = 3, μ₀ = 2.0000, M₀ = 2.0000',
      'n₁ = 1, μ₁ = 10.0000, M₁ = 0.0000',
      'μ = (3 · 2.0000 + 1 · 10.0000) / 4 = 4.0000',
      'M = 2.0000 + 0.0000 + (10.0000 − 2.0000)² · 3 · 1 / 4 = 50.0000',
      'σ² = M / 4 = 50.0000 / 4 = 12.5000',
    ]);
  });

  test('shows how three devices agree, each with the distance of its mean', () => {
    const x = tensor(Float64Array.of(1, 3, 2, 10, 4), [5, 1]);
    const found = of('SyncBatchNorm', x, 0, { replicas: [2, 1, 2] });
    // means 2, 2, 7 and of all 20 / 5 = 4; deviations −3, −1, −2, 6, 0: 9 + 1 + 4 + 36 + 0 = 50
    expect(text(found, 'replicas')?.split('; ').slice(3)).toEqual([
      'μ = (2 · 2.0000 + 1 · 2.0000 + 2 · 7.0000) / 5 = 4.0000',
      'M = 2.0000 + 0.0000 + 18.0000 + 2 · (2.0000 − 4.0000)² + 1 · (2.0000 − 4.0000)² + 2 · (7.0000 − 4.0000)² = 50.0000',
      'σ² = M / 5 = 50.0000 / 5 = 10.0000',
    ]);
    expect(of('SyncBatchNorm', x, 0).map(({ id }) => id)).not.toContain('replicas');
  });

  test('shows the mistakes of the teaching variants', () => {
    const x = tensor(Float64Array.of(1, 0, 0, 0), [4, 1]);
    expect(text(of('UnbiasedBatchNorm', x, 0), 'variance')).toBe(
      'σ² = (0.5625 + 0.0625 + 0.0625 + 0.0625) / 3 = 0.2500',
    );
    expect(text(of('EpsOutsideBatchNorm', x, 0, { eps: 0.5 }), 'epsSqrt')).toBe(
      's = √0.1875 + 0.5 = 0.9330',
    );
  });
});
