import { expect, test } from 'vitest';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import {
  labErrors,
  labRows,
  labText,
  powerOf,
} from '../../../renderer/explore/insight/labNumbers.ts';
import { presetAction, PRESETS } from '../../../renderer/explore/slice/presets.ts';

const shown = (layer: LayerName, shape: readonly number[], axes: string, mode: Mode = 'train') => ({
  plan: planLayer({ layer, options: {}, mode }, shape, [...axes]),
  cell: 0,
  value: 1.5,
});

test('a preset that changes cells does so in what is shown, where its layer lets that be seen', () => {
  const batch = shown('BatchNorm1d', [2, 3, 2], 'NCL');
  // channel 0 of both samples: cells 0, 1 and 6, 7
  expect(presetAction('constantChannel', batch)).toEqual({
    kind: 'edit',
    cells: [0, 1, 6, 7].map((flat) => [flat, 1.5]),
  });
  // position 1 of the last sample in its 3 channels
  expect(presetAction('paddingLeak', batch)).toEqual({
    kind: 'edit',
    cells: [7, 9, 11].map((flat) => [flat, 0]),
  });
  expect(presetAction('nanBlast', batch)).toEqual({ kind: 'edit', cells: [[0, NaN]] });
});

test('it brings an example of its own where nothing would be seen', () => {
  const run = (tensor: string) => ({
    kind: 'run',
    request: { tensor: { id: tensor }, spec: { layer: 'BatchNorm1d', mode: 'train' } },
  });
  // statistics of each sample, fixed statistics, one sample alone
  for (const [layer, size, mode] of [
    ['InstanceNorm1d', 2, 'train'],
    ['BatchNorm1d', 2, 'eval'],
    ['BatchNorm1d', 1, 'train'],
  ] as const)
    expect(
      presetAction('paddingLeak', shown(layer, [size, 3, 2], 'NCL', mode)),
      layer,
    ).toMatchObject(run('nlp'));
  // LayerNorm's statistic mixes channels
  expect(presetAction('constantChannel', shown('LayerNorm', [2, 2, 3], 'NLC'))).toMatchObject(
    run('constant'),
  );
  for (const name of PRESETS) expect(presetAction(name, null).kind).toBe('run');
});

test('the lab’s errors are those of the variances, at 0 and at half decades up to 10⁷', () => {
  const group = { values: Float32Array.of(-1, 1), cell: 1, eps: 1e-5, recorded: null };
  const errors = labErrors(group);
  expect(errors.map(({ power }) => power)).toEqual([
    -1, 0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7,
  ]);
  // 9999² = 99980001 becomes 99980000, 10001² = 100020001 becomes 100020000 (float32 has every 8th number
  // here), their sum 200000000 (every 16th); half of it less 10000² is 0 for a true variance of 1
  expect(labRows(group, 10_000).naive32).toMatchObject({ mean: 10_000, variance: 0 });
  expect(errors.find(({ power }) => power === 4)).toEqual({
    power: 4,
    variance: 1,
    naive32: 1,
    welford32: 0,
    torch: null,
  });
});

test('numbers of the lab have the digits of float32, and a place on the axis', () => {
  expect([-8, 0, NaN, 1.0440871, 8.489098e-5, 8388608].map(labText)).toEqual([
    '\u22128',
    '0',
    'NaN',
    '1.04409',
    '8.4891e\u22125',
    '8.3886e6',
  ]);
  expect([0, 0.5, 1, 1000].map(powerOf)).toEqual([-1, -0.5, 0, 3]);
});
