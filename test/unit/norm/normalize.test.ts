import { describe, expect, test } from 'vitest';
import { notebookExamples } from '../../../core/examples/notebook.ts';
import type { InputError } from '../../../core/errors.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { LayerState, Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';

const [nlp, image] = notebookExamples();

function run(
  layer: LayerName,
  x: Tensor,
  options: LayerOptions = {},
  state: LayerState = {},
  mode: Mode = 'train',
) {
  return normalize({ layer, options, mode }, x, state);
}

const float32 = (values: readonly number[], shape: readonly number[], axes?: string) =>
  tensor(Float32Array.from(values), shape, axes ? [...axes] : undefined);
const rounded = (values: ArrayLike<number>) => Array.from(values, (value) => value.toFixed(4));
const list = (values: ArrayLike<number>) => Array.from(values);

describe('the two examples of the notebook, numbers printed by PyTorch', () => {
  test('BatchNorm1d on the sentences', () => {
    const { statistics, output } = run('BatchNorm1d', nlp.tensor);
    expect(rounded(statistics!.mean)).toEqual([
      '0.6264',
      '-0.1400',
      '-0.0431',
      '0.0626',
      '-0.0629',
    ]);
    expect(rounded(statistics!.variance)).toEqual([
      '1.6543',
      '0.9625',
      '1.1125',
      '1.2423',
      '1.0358',
    ]);
    expect(rounded(output.data)).toEqual(
      (
        '1.0112 0.6694 0.2133 -2.1240 0.8342 -1.1157 0.0988 -1.4930 -0.6723 1.6039 -0.3313 -1.2899 -0.7092 -0.5581 ' +
        '-0.7460 0.6279 1.6754 -0.0950 -0.4269 0.4937 -1.0764 0.3514 0.1356 0.8197 0.1783 0.4700 1.7466 -0.7191 ' +
        '1.2850 0.6923 -0.9918 -0.2960 -1.3285 0.7479 -0.0114 1.9775 1.2202 -0.3651 -1.3004 -1.2020'
      ).split(' '),
    );
  });

  test('BatchNorm2d on the images', () => {
    const { output } = run('BatchNorm2d', image.tensor);
    expect(rounded(output.data.subarray(0, 5))).toEqual(
      '-0.9478 -1.0392 1.8916 0.1218 0.3434'.split(' '),
    );
  });
});

describe('what each kind of layer does to numbers that can be checked by hand', () => {
  test('biased, unbiased and eps outside the root on [1, 0, 0, 0]', () => {
    const x = float32([1, 0, 0, 0], [4, 1]);
    const first = (layer: LayerName, eps: number) => run(layer, x, { eps }).output.data[0]!;
    // mean 1/4, biased variance 3/16, unbiased 1/4
    expect(first('BatchNorm1d', 0)).toBeCloseTo(0.75 / Math.sqrt(3 / 16), 6);
    expect(first('UnbiasedBatchNorm', 0)).toBeCloseTo(0.75 / Math.sqrt(1 / 4), 6);
    expect(first('EpsOutsideBatchNorm', 0.25)).toBeCloseTo(0.75 / (Math.sqrt(3 / 16) + 0.25), 6);
    expect(first('BatchNorm1d', 0.25)).toBeCloseTo(0.75 / Math.sqrt(3 / 16 + 0.25), 6);
  });

  test('RMSNorm divides by the root mean square and subtracts nothing', () => {
    const { output, statistics } = run('RMSNorm', float32([3, 4], [1, 2]), { eps: 0 });
    // (9 + 16) / 2 = 12.5
    expect(list(statistics!.variance)).toEqual([12.5]);
    expect(list(statistics!.mean)).toEqual([0]);
    expect(list(output.data)).toEqual([3, 4].map((x) => Math.fround(x / Math.sqrt(12.5))));
  });

  test('LocalResponseNorm divides by the window size at the edge too', () => {
    const options = { size: 3, alpha: 3, beta: 1, k: 1 };
    const { output, statistics } = run('LocalResponseNorm', float32([1, 2, 3], [1, 3, 1]), options);
    // 1 + 3·(1+4)/3 = 6, 1 + 3·(1+4+9)/3 = 15, 1 + 3·(4+9)/3 = 14
    expect(list(output.data)).toEqual([1 / 6, 2 / 15, 3 / 14].map(Math.fround));
    expect(statistics).toBeNull();
  });

  test('γ and β of BatchNorm go by channel, of LayerNorm by position', () => {
    const x = float32([-1, 1, -1, 1], [2, 2], 'NC');
    const state = { weight: Float32Array.from([2, 3]), bias: Float32Array.from([10, 20]) };
    expect(list(run('LayerNorm', x, { eps: 0 }, state).output.data)).toEqual([8, 23, 8, 23]);
    const rows = float32([-1, 1, 1, -1], [2, 2], 'NC');
    expect(list(run('BatchNorm1d', rows, { eps: 0 }, state).output.data)).toEqual([8, 23, 12, 17]);
  });

  test('SyncBatchNorm tells each device’s own statistics and uses those of all', () => {
    const x = float32([1, 2, 3, 10], [4, 1]);
    const result = run('SyncBatchNorm', x, { replicas: [3, 1] });
    expect(result.replicas).toEqual([
      // (1 + 2 + 3) / 3 and ((−1)² + 0 + 1²) / 3
      { count: 3, mean: Float64Array.of(2), variance: Float64Array.of(2 / 3) },
      { count: 1, mean: Float64Array.of(10), variance: Float64Array.of(0) },
    ]);
    // 16/4 and (9 + 4 + 1 + 36)/4
    expect(list(result.statistics!.mean)).toEqual([4]);
    expect(list(result.statistics!.variance)).toEqual([12.5]);
  });

  test('the output has the type, the shape and the axis names of the input', () => {
    const x = tensor(Float64Array.of(1, 2, 3, 4), [2, 2], ['N', 'C']);
    const { output } = run('LayerNorm', x);
    expect(output.data).toBeInstanceOf(Float64Array);
    expect(output).toMatchObject({ shape: [2, 2], axes: ['N', 'C'] });
  });
});

describe('a state that does not fit', () => {
  const x = float32([1, 2, 3, 4, 5, 6], [2, 3]);
  const refused = (run: () => unknown) => {
    try {
      run();
    } catch (error) {
      return (error as InputError).message;
    }
    return 'accepted';
  };

  test('is refused in the words of PyTorch', () => {
    const two = Float32Array.of(1, 1);
    expect(refused(() => run('BatchNorm1d', x, {}, { weight: two }))).toMatch(
      /^weight should contain 3 elements not 2\. Give BatchNorm1d a weight of shape \(3\)/,
    );
    const running = { mean: new Float64Array(3), var: new Float64Array(2), numBatchesTracked: 0 };
    expect(refused(() => run('BatchNorm1d', x, {}, { running }))).toMatch(
      /^running_var should contain 3 elements not 2/,
    );
  });

  test('is refused where the layer has no such thing, and says which option gives it', () => {
    const weight = Float32Array.of(1, 1, 1);
    expect(refused(() => run('BatchNorm1d', x, { affine: false }, { weight }))).toBe(
      'BatchNorm1d with affine=False has no weight. Leave it out, or set affine=True.',
    );
    expect(refused(() => run('RMSNorm', x, {}, { bias: weight }))).toBe(
      'RMSNorm has no bias. Leave it out.',
    );
  });
});

describe('warnings about the values', () => {
  const codes = (layer: LayerName, x: Tensor, mode: Mode = 'train') =>
    run(layer, x, {}, {}, mode).warnings.map((warning) => warning.code);

  test('constant and spoiled statistics are counted', () => {
    const x = float32([1, 1, 1, 5, NaN, 6], [2, 3], 'NC');
    const result = run('LayerNorm', x);
    expect(result.warnings.map((warning) => warning.code)).toEqual(['notFinite', 'constant']);
    expect(result.warnings[0]?.message).toMatch(/^1 of 2 statistics is not finite/);
  });

  test('an untrained BatchNorm in eval, and a large offset', () => {
    expect(codes('BatchNorm1d', nlp.tensor, 'eval')).toEqual(['freshRunning']);
    expect(codes('LayerNorm', float32([10000, 10001, 10002], [1, 3]))).toEqual(['largeOffset']);
  });
});
