import { expect, test } from 'vitest';
import { planLayer } from '../../../core/norm/plan.ts';
import { axesOfAction, toggledAxes } from '../../../renderer/explore/insight/axisToggle.ts';
import {
  changedOutputs,
  moveFlat,
  parseCell,
  presetEdits,
  withEdits,
} from '../../../renderer/explore/slice/edits.ts';
import { outliers } from '../../../renderer/explore/insight/outliers.ts';
import { fittingParameters, withParameter } from '../../../renderer/explore/insight/parameters.ts';
import { spreadOf } from '../../../renderer/explore/insight/spread.ts';
import { FIRST_PLACE } from '../../../renderer/app/tabs.ts';
import { readSession, writeSession } from '../../../renderer/app/session.ts';
import { initialLook } from '../../../renderer/canvas/look.ts';
import { requestOf, startWork } from '../../../renderer/explore/work.ts';

const NCL = { shape: [2, 5, 4], axes: ['N', 'C', 'L'] };
const NLC = { shape: [2, 4, 5], axes: ['N', 'L', 'C'] };

test('an edit in one layout is kept by the cell\u2019s place in the stored one', () => {
  // cell N 1, C 2, L 3: (N, L, C) 1·20 + 3·5 + 2 = 37; (N, C, L) 1·20 + 2·4 + 3 = 31
  expect(moveFlat(37, NLC, NCL)).toBe(31);
  expect(moveFlat(31, NCL, NLC)).toBe(37);
  expect(moveFlat(31, NCL, NCL)).toBe(31);
});

test('the last value of a cell is the one that counts', () => {
  expect(
    withEdits(
      [
        [7, 1],
        [3, 2],
      ],
      [
        [7, NaN],
        [0, 5],
      ],
    ),
  ).toEqual([
    [0, 5],
    [3, 2],
    [7, NaN],
  ]);
});

test('a cell takes numbers as people type them, and nothing else', () => {
  expect(parseCell(' -1e3 ')).toBe(-1000);
  expect(parseCell('\u22120.5')).toBe(-0.5);
  expect(parseCell('.5')).toBe(0.5);
  expect(parseCell('nan')).toBeNaN();
  expect(parseCell('inf')).toBe(Infinity);
  expect(parseCell('-Infinity')).toBe(-Infinity);
  expect(parseCell('\u2212∞')).toBe(-Infinity);
  for (const wrong of ['', ' ', 'abc', '1,5', '1e', '--1', '0x10', '1 2'])
    expect(parseCell(wrong), wrong).toBeNull();
});

test('changed outputs are counted in all and in every sample', () => {
  // (N, C, L) = (2, 2, 2): sample 0 is cells 0 to 3, sample 1 is 4 to 7
  const plan = { shape: [2, 2, 2], axes: ['N', 'C', 'L'] };
  const before = [0, 1, 2, 3, 4, NaN, 6, 7];
  const after = [0, 9, 2, 9, 4, NaN, NaN, 7];
  expect(changedOutputs(plan, before, after)).toEqual({ count: 3, total: 8, perSample: [2, 1] });
  // with the batch in the middle, (L, N, C): cells 0, 1, 4, 5 are sample 0
  const turned = { shape: [2, 2, 2], axes: ['L', 'N', 'C'] };
  expect(changedOutputs(turned, before, after).perSample).toEqual([1, 2]);
  expect(changedOutputs({ shape: [8], axes: ['C'] }, before, after).perSample).toEqual([]);
});

test('presets change the cells that their names say', () => {
  expect(presetEdits('nanCell', NCL, 9, 1.5)).toEqual([[9, NaN]]);
  // 2/5 of 4 positions is 1.6: the last 1 of sample 1, at 20 + c · 4 + 3
  expect(presetEdits('zeroPad', NCL, 0, 1)?.map(([flat]) => flat)).toEqual([23, 27, 31, 35, 39]);
  // channel 2 is cells 8 to 11 and 28 to 31
  expect(presetEdits('constantChannel', NCL, 9, 1.5)).toEqual(
    [8, 9, 10, 11, 28, 29, 30, 31].map((flat) => [flat, 1.5]),
  );
  expect(presetEdits('constantChannel', { shape: [4], axes: ['L'] }, 0, 1)).toBeNull();
});

test('\u03b3 and \u03b2 stay only as long as the layer has them, in their number', () => {
  const five = { weight: [1, 2, 1, 1, 1], bias: [0, 0, 0, 0, 3] };
  const fit = (layer: 'BatchNorm1d' | 'RMSNorm' | 'LayerNorm', options = {}) =>
    fittingParameters(five, { layer, options, mode: 'train' }, NCL);
  expect(fit('BatchNorm1d')).toEqual(five);
  expect(fit('BatchNorm1d', { affine: false })).toBeUndefined();
  // the last axis has 4 values
  expect(fit('LayerNorm', { normalized_shape: [4] })).toBeUndefined();
  const rms = { layer: 'RMSNorm', options: { normalized_shape: [5] }, mode: 'train' } as const;
  expect(fittingParameters(five, rms, NLC)).toEqual({ weight: five.weight });
});

test('a parameter put back to its beginning is no change', () => {
  expect(withParameter([1, 1], 0, 2, 1)).toEqual([2, 1]);
  expect(withParameter([2, 1], 0, 1, 1)).toBeUndefined();
});

test('an axis of any layer turns into axes of one\u2019s own', () => {
  const plan = (layer: 'BatchNorm1d' | 'RMSNorm') =>
    planLayer({ layer, options: {}, mode: 'train' }, NCL.shape, NCL.axes);
  expect(toggledAxes(plan('BatchNorm1d'), ['C'])).toEqual({ axes: [0, 1, 2] });
  expect(toggledAxes(plan('BatchNorm1d'), ['N'])).toEqual({ axes: [2] });
  expect(toggledAxes(plan('RMSNorm'), ['N'])).toMatchObject({ center: false });
  expect(axesOfAction('axis:H')).toEqual(['H']);
  expect(axesOfAction('play')).toEqual([]);
  expect(axesOfAction(undefined)).toEqual([]);
});

test('a statistic beyond three robust deviations is marked', () => {
  // median 3, deviations 2 1 0 1 97: MAD 1, so the limit is 3 ± 4.4478
  expect(outliers([1, 2, 3, 4, 100])).toEqual([false, false, false, false, true]);
  expect(outliers([1, 2, 3, 4, 7.4])).not.toContain(true);
  expect(outliers([1, 2, 3, 4, 7.5])[4]).toBe(true);
  expect(outliers([1, 100])).toEqual([false, false]);
  expect(outliers([1, NaN])).toEqual([false, true]);
});

test('a distribution counts every finite value once', () => {
  const { bins, mean, sigma, notFinite } = spreadOf([1, 2, 3, 4, NaN, Infinity]);
  expect(bins.reduce((sum, each) => sum + each.count, 0)).toBe(4);
  // mean 10/4; squares 2.25 + 0.25 + 0.25 + 2.25 = 5, 5/4 = 1.25
  expect(mean).toBe(2.5);
  expect(sigma).toBe(Math.sqrt(1.25));
  expect(notFinite).toBe(2);
  expect(spreadOf([5, 5]).bins).toEqual([{ from: 4.75, to: 5.25, count: 2 }]);
  expect(spreadOf([NaN]).bins).toEqual([]);
});

test('edits that JSON cannot hold, and changed parameters, outlive a restart', () => {
  const work = {
    ...startWork({ kind: 'example', id: 'nlp' }, 'BatchNorm1d'),
    edits: [
      [3, NaN],
      [4, -Infinity],
    ],
    state: { weight: [1, Infinity] },
  } as const;
  const explore = { work, look: initialLook(), cell: {}, pinned: true, step: null };
  const text = writeSession({ place: FIRST_PLACE, explore, compare: null, training: null });
  const found = readSession(text).explore;
  expect(found?.work).toEqual(work);
  expect(found && requestOf(found.work).state).toEqual({ weight: [1, Infinity] });
  expect(readSession(text.replace('[4,', '["4",')).explore).toBeNull();
});
