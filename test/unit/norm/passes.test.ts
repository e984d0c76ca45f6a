import { expect, test } from 'vitest';
import { storedView } from '../../../core/norm/groups.ts';
import { valuesTogether } from '../../../core/norm/kinds/moments/chunk.ts';
import { passesOf, valuesAtOnce } from '../../../core/norm/passes.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import type { LayerName } from '../../../core/norm/layers.ts';
import type { Mode } from '../../../core/norm/spec.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';

const plan = (layer: LayerName, options: LayerOptions = {}, mode: Mode = 'train') =>
  planLayer({ layer, options, mode }, [8, 6, 4, 5]);

test('a layer whose statistics lie side by side needs one pass, one whose run through the file two', () => {
  // 100 values at a time: a sample has 6 · 4 · 5 = 120, a channel of it 20, a group of two channels 40
  expect(passesOf(plan('InstanceNorm2d'), false, 100)).toBe(1);
  expect(passesOf(plan('GroupNorm', { num_groups: 3 }), false, 100)).toBe(1);
  expect(passesOf(plan('LayerNorm', { normalized_shape: [6, 4, 5] }), false, 100)).toBe(2);
  expect(passesOf(plan('LayerNorm', { normalized_shape: [6, 4, 5] }), false, 120)).toBe(1);
  expect(passesOf(plan('BatchNorm2d'), false, 959)).toBe(2);
  expect(passesOf(plan('BatchNorm2d'), false, 960)).toBe(1);
});

test('in Fortran order the last axis is the outermost: a channel of a sample runs through all of the file', () => {
  expect(storedView(plan('InstanceNorm2d'), true).map((dim) => dim.name)).toEqual([
    'W',
    'H',
    'C',
    'N',
  ]);
  expect(valuesTogether(storedView(plan('InstanceNorm2d'), true))).toBe(960);
  expect(passesOf(plan('InstanceNorm2d'), true, 100)).toBe(2);
});

test('known statistics and a window need one pass', () => {
  expect(passesOf(plan('BatchNorm2d', {}, 'eval'), false, 1)).toBe(1);
  expect(passesOf(plan('LocalResponseNorm'), false, 1)).toBe(1);
});

test('eight buffers share the memory', () => {
  // 128 MiB / (8 · 4 bytes)
  expect(valuesAtOnce(128 * 2 ** 20, 4)).toBe(2 ** 22);
  expect(valuesAtOnce(1, 8)).toBe(1);
});

test('an axis of size 1 holds nothing apart: of one sample BatchNorm needs a channel at a time', () => {
  const one = planLayer({ layer: 'BatchNorm2d', options: {}, mode: 'train' }, [1, 6, 4, 5]);
  // from H on: 4 · 5, where N = 1 lies before the channels
  expect(valuesTogether(one.view)).toBe(20);
  expect(passesOf(one, false, 20)).toBe(1);
  expect(passesOf(one, false, 19)).toBe(2);
});

test('statistics that are known before are never gathered, however little memory there is', () => {
  expect(passesOf(plan('BatchNorm2d', {}, 'eval'), false, 1)).toBe(1);
  expect(passesOf(plan('BatchNorm2d', { track_running_stats: false }, 'eval'), false, 1)).toBe(2);
});

test('eight buffers share the memory, and one value always fits', () => {
  expect(valuesAtOnce(6400, 4)).toBe(200);
  expect(valuesAtOnce(6400, 8)).toBe(100);
  expect(valuesAtOnce(1, 8)).toBe(1);
});
