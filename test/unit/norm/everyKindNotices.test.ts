import { describe, expect, test } from 'vitest';
import { fits } from '../../../core/norm/fits.ts';
import type { InputName } from '../../../core/norm/furtherInput.ts';
import { optionRow, type LayerRow } from '../../../core/norm/layerRow.ts';
import { LAYERS, type LayerName } from '../../../core/norm/layers.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import type { LayerState, Mode, NormResult } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';

const SHAPES = [
  [2, 4, 2, 3],
  [2, 3, 4],
  [3, 4],
  [2, 2, 2, 2, 2],
];

/** −3, 4, 0, 7, 3 …: no two neighbours alike. */
const numbers = (count: number) => Array.from({ length: count }, (_, i) => ((i * 7) % 11) - 3);
const f32 = (values: readonly number[], shape: readonly number[]) =>
  tensor(Float32Array.from(values), shape);
const f64 = (values: readonly number[], shape: readonly number[]) =>
  tensor(Float64Array.from(values), shape);

function inputOf(row: LayerRow): Tensor {
  const shape = SHAPES.find((each) => fits(row, each) === null)!;
  return f32(numbers(shape.reduce((a, b) => a * b, 1)), shape);
}

function optionsOf(row: LayerRow): LayerOptions {
  return {
    ...(optionRow(row, 'affine') && { affine: true }),
    ...(optionRow(row, 'track_running_stats') && { track_running_stats: true }),
    ...(optionRow(row, 'param_axes') && { param_axes: [1] }),
  };
}

const run = (
  layer: LayerName,
  x: Tensor,
  options: LayerOptions = {},
  state: LayerState = {},
  mode: Mode = 'train',
) => normalize({ layer, options, mode }, x, state);
const codes = ({ warnings }: NormResult) => warnings.map(({ code }) => code);
const all = ({ warnings }: NormResult) => warnings.map(({ message }) => message).join('\n');
const spoiled = <T extends Float32Array | Float64Array>(values: T, value: number) => {
  const copy = values.slice() as T;
  copy[1] = value;
  return copy;
};

/** A state in which the second entry of one of the layer's tensors is `value`, by the name of that tensor. */
function* statesOf(plain: NormResult, value: number): Generator<readonly [string, LayerState]> {
  const { plan, weight, bias, runningBefore: running, inputs } = plain;
  const names = plan.parameterNames;
  if (!plan.parametersFrom) {
    if (weight && weight.length > 1) yield [names.weight, { weight: spoiled(weight, value) }];
    if (bias && bias.length > 1) yield [names.bias, { bias: spoiled(bias, value) }];
  }
  if (running) {
    yield ['running_mean', { running: { ...running, mean: spoiled(running.mean, value) } }];
    yield ['running_var', { running: { ...running, var: spoiled(running.var, value) } }];
  }
  for (const { name, used } of plan.inputs) {
    const input = inputs?.[name];
    if (!input || !used || name === 'mask') continue;
    const given = { shape: input.shape, data: spoiled(input.data, value) };
    yield [name, { inputs: { [name satisfies InputName]: given } }];
  }
}

describe.each(LAYERS.map((row) => [row.name, row] as const))('%s', (layer, row) => {
  const x = inputOf(row);
  const options = optionsOf(row);

  test.each(['train', 'eval'] as const)(
    'in %s, NaN and infinity in what it is given are told by name and place',
    (mode) => {
      const plain = run(layer, x, options, {}, mode);
      for (const value of [NaN, Infinity, -Infinity])
        for (const [name, state] of statesOf(plain, value)) {
          const said = all(run(layer, x, options, state, mode));
          expect(said, `${name} ${value}`).toMatch(
            new RegExp(`\\b${name}\\b[^.]*(channel|entry)s? \\(?[\\d, ]*1`),
          );
        }
    },
  );

  test.each(['train', 'eval'] as const)(
    'in %s, no output is NaN or infinite without a notice that says so',
    (mode) => {
      for (const value of [NaN, Infinity, 3e38]) {
        const plain = run(layer, x, options, {}, mode);
        const states = [...statesOf(plain, value)].map(([, state]) => state);
        const runs = [
          run(
            layer,
            tensor(spoiled(x.data as Float32Array, value), x.shape, x.axes),
            options,
            {},
            mode,
          ),
          ...states.map((state) => run(layer, x, options, state, mode)),
        ];
        for (const result of runs) {
          const lost = result.output.data.some((y) => !Number.isFinite(y));
          if (lost) expect(all(result)).toMatch(/NaN|infinite|finite/);
        }
      }
    },
  );
});

describe('float32 overflows in PyTorch', () => {
  const near = (n: number) => Array.from({ length: n }, (_, i) => 1.9e19 + (i % 2 ? 1e18 : -1e18));

  test('in layer and group norm from values of 1.85e19 on, however near to each other they are', () => {
    // torch 1.13: [1.8e19, 2.0e19] is NaN from layer_norm and group_norm, ±1 from batch_norm and instance_norm
    for (const n of [2, 3, 8, 16]) {
      expect(codes(run('LayerNorm', f32(near(n), [1, n])))).toContain('float32Overflow');
      expect(codes(run('GroupNorm', f32(near(n), [1, 1, n])))).toContain('float32Overflow');
      expect(codes(run('BatchNorm1d', f32(near(n), [n, 1])))).not.toContain('float32Overflow');
      expect(codes(run('InstanceNorm1d', f32(near(n), [1, 1, n])))).not.toContain(
        'float32Overflow',
      );
    }
    // torch 1.13: [1.4e19, 1.6e19] is ±1
    expect(codes(run('LayerNorm', f32([1.4e19, 1.6e19], [1, 2])))).not.toContain('float32Overflow');
  });

  test('a length is a sum of squares already', () => {
    // torch 1.13, normalize of three times 1e19: 0.5774, as 3e38 is a float32; four times gives 0
    const same = (n: number) => f32(Array<number>(n).fill(1e19), [1, n]);
    expect(codes(run('L2Norm', same(3), { dim: [1] }))).not.toContain('float32Overflow');
    expect(codes(run('L2Norm', same(4), { dim: [1] }))).toContain('float32Overflow');
  });

  test('in layers whose statistics meet', () => {
    // the programs shown, in torch 1.13: GlobalResponseNorm NaN, SwitchNorm2d and EvoNorm 0
    const x = f32(
      numbers(48).map((value) => value * 9e18),
      [2, 4, 2, 3],
    );
    for (const layer of [
      'GlobalResponseNorm',
      'SwitchNorm2d',
      'EvoNorm2dS0',
      'EvoNorm2dB0',
    ] as const) {
      const { output, ...result } = run(layer, x);
      expect([...output.data].every(Number.isFinite)).toBe(true);
      expect(codes({ output, ...result }), layer).toContain('float32Overflow');
      expect(codes(run(layer, f32(numbers(48), [2, 4, 2, 3]))), layer).toEqual([]);
    }
  });

  test('SwitchNorm’s own code loses a variance beside the square of its mean', () => {
    // its program in torch 1.13: 0.20 in place of 0.38 at an offset of 10000, NaN at 100000
    const offset = (by: number) =>
      f32(
        numbers(48).map((value) => value / 3 + by),
        [2, 4, 2, 3],
      );
    expect(codes(run('SwitchNorm2d', offset(1e4)))).toContain('squaresCancel');
    expect(codes(run('SwitchNorm2d', offset(10)))).not.toContain('squaresCancel');
  });
});

describe('float64', () => {
  test('beyond 1e154 is told in every layer that takes squares', () => {
    for (const row of LAYERS) {
      if (row.kind === 'pointwise' || row.running === 'frozen') continue;
      const { shape } = inputOf(row);
      const count = shape.reduce((a, b) => a * b, 1);
      const x = f64(
        numbers(count).map((value) => value * 1e160),
        shape,
      );
      const found = codes(run(row.name, x));
      expect(
        found.filter((code) => ['overflow', 'float64Overflow', 'windowOverflow'].includes(code)),
        row.name,
      ).toHaveLength(1);
    }
  });

  test('values whose squares vanish are not said to be a constant', () => {
    // torch 1.13, layer_norm of [1e-200, -1e-200] with eps 0: inf, -inf
    const x = f64([1e-200, -1e-200, 2e-200, 0], [1, 4]);
    for (const layer of ['LayerNorm', 'RMSNorm'] as const) {
      expect(codes(run(layer, x, { eps: 0 })), layer).toEqual(['float64Underflow']);
      expect(codes(run(layer, f64([0, 0, 0, 0], [1, 4]), { eps: 0 }))).toEqual(['constantSpoiled']);
    }
  });
});

describe('eps 0 on a constant', () => {
  test('gives what the program of the layer gives, if it is not of torch.nn: NaN', () => {
    // the programs by hand divide 0 by √0; torch.nn's BatchNorm takes 1/√0 for 0
    for (const row of LAYERS.filter(({ running, pytorch }) => running !== null && !pytorch)) {
      if (row.running === 'frozen' || row.name === 'EvoNorm2dB0') continue;
      const { shape } = inputOf(row);
      const x = f32(Array<number>(shape.reduce((a, b) => a * b, 1)).fill(2), shape);
      const result = run(row.name, x, { eps: 0 });
      expect([...result.output.data].every(Number.isNaN), row.name).toBe(true);
      expect(codes(result).join(), row.name).toMatch(/constantSpoiled|noRoot/);
    }
  });

  test('is told of groups of one too', () => {
    // torch: F.normalize(torch.zeros(2, 1), dim=1, eps=0) is NaN
    const result = run('L2Norm', f32([0, 3], [2, 1]), { dim: [1], eps: 0 });
    expect([...result.output.data]).toEqual([NaN, 1]);
    expect(codes(result)).toContain('constantSpoiled');
  });
});

test('BatchRenorm gives d where its deviation is infinite', () => {
  // the program in torch 1.13: 0 · r + d, d clipped to ±5
  const x = f64([1e160, 2e160, 5e160, 1e160], [4, 1]);
  expect([...run('BatchRenorm', x).output.data]).toEqual([5, 5, 5, 5]);
});

test('γ that lifts the output out of its type is told, where nothing else is', () => {
  // 1.34 · 3e38 is beyond 3.4e38
  const x = f32([-3, -1, 1, 3], [1, 4]);
  const weight = Float32Array.of(1, 1, 1, 3e38);
  const result = run('LayerNorm', x, {}, { weight });
  expect(result.output.data[3]).toBe(Infinity);
  expect(all(result)).toMatch(/^1 of 4 values of the output is NaN or infinite though/);
  expect(codes(run('LayerNorm', x, {}, { weight: weight.map((gain) => gain / 10) }))).toEqual([]);
});
