import { expect, test } from 'vitest';
import { defaultsFor } from '../../../core/norm/defaultsFor.ts';
import { fits } from '../../../core/norm/fits.ts';
import { LAYERS, layerRow } from '../../../core/norm/layers.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { optionHelp } from '../../../core/texts/options.ts';
import { layerSummary } from '../../../core/texts/summaries.ts';

test('every row has a name of its own, a summary that is a sentence, and options with distinct flags and help', () => {
  expect(new Set(LAYERS.map((row) => row.name)).size).toBe(LAYERS.length);
  for (const row of LAYERS) {
    expect(layerSummary(row.name, 'en')).toMatch(/^[A-Z].*\.$/);
    const flags = row.options.flatMap((option) => [option.flag, ...(option.aliases ?? [])]);
    expect(new Set(flags).size, row.name).toBe(flags.length);
    for (const option of row.options)
      expect(optionHelp(row.name, option.name, 'en'), option.name).toMatch(/^[A-Z].*\.$/);
  }
});

test('an unknown layer is answered with the names of all layers', () => {
  expect(() => layerRow('BatchNorm4d')).toThrow(/no layer BatchNorm4d.*BatchNorm1d, BatchNorm2d/);
});

test('constructor defaults are those of PyTorch', () => {
  const shape = [2, 6, 4];
  const optionsOf = (name: string) => defaultsFor(layerRow(name), shape);
  expect(optionsOf('BatchNorm1d')).toEqual({
    num_features: 6,
    eps: 1e-5,
    momentum: 0.1,
    affine: true,
    track_running_stats: true,
  });
  expect(optionsOf('InstanceNorm1d')).toMatchObject({ affine: false, track_running_stats: false });
  expect(optionsOf('LayerNorm')).toMatchObject({ elementwise_affine: true, bias: true });
  expect(optionsOf('RMSNorm').eps).toBeNull();
  expect(optionsOf('LocalResponseNorm')).toEqual({ size: 5, alpha: 1e-4, beta: 0.75, k: 1 });
});

test('defaults that depend on the input follow its shape and its axis names', () => {
  const layerNorm = layerRow('LayerNorm');
  expect(defaultsFor(layerNorm, [2, 5, 4], ['N', 'C', 'L']).normalized_shape).toEqual([5, 4]);
  expect(defaultsFor(layerNorm, [2, 4, 5], ['N', 'L', 'C']).normalized_shape).toEqual([5]);
  expect(defaultsFor(layerNorm, [2, 3, 5, 5]).normalized_shape).toEqual([3, 5, 5]);
  expect(defaultsFor(layerRow('GroupNorm'), [2, 6, 4]).num_groups).toBe(2);
  expect(defaultsFor(layerRow('GroupNorm'), [2, 5, 4]).num_groups).toBe(1);
  // without a batch the channels come first
  expect(defaultsFor(layerRow('InstanceNorm2d'), [3, 5, 4]).num_features).toBe(3);
});

test('a layer that does not fit the number of dimensions says so in the words of PyTorch', () => {
  expect(fits(layerRow('BatchNorm1d'), [2, 3, 5, 5])?.message).toMatch(
    /^expected 2D or 3D input \(got 4D input\)\. BatchNorm1d takes \(N, C\) or \(N, C, L\)/,
  );
  expect(fits(layerRow('InstanceNorm3d'), [2, 3])?.message).toMatch(/^expected 4D or 5D input/);
  expect(fits(layerRow('SyncBatchNorm'), [3])?.message).toMatch(/^expected at least 2D input/);
  expect(fits(layerRow('LayerNorm'), [3])).toBeNull();
});

test('every layer runs with its defaults on every rank that fits it', () => {
  for (const shape of [
    [4, 6],
    [2, 6, 4],
    [2, 6, 3, 3],
    [2, 6, 2, 2, 2],
  ])
    for (const row of LAYERS) {
      if (fits(row, shape)) continue;
      for (const mode of ['train', 'eval'] as const) {
        const plan = planLayer({ layer: row.name, options: {}, mode }, shape);
        const cells = shape.reduce((product, n) => product * n, 1);
        if (plan.kind === 'moments') expect(plan.groups * plan.groupSize).toBe(cells);
      }
    }
});
