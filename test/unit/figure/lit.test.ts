import { expect, test } from 'vitest';
import { litMarks } from '../../../core/figure/lit.ts';
import { boxOf } from '../../../core/figure/markBox.ts';
import { formulaTokens } from '../../../core/formula/formulaText.ts';
import { formulaTex } from '../../../core/formula/formulaTex.ts';
import { tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { inputFor, TENSORS } from '../../figures/scenes.ts';

const batch = (view = {}) => inputFor(TENSORS.nlp, 'BatchNorm1d', { num_features: 5 }, view);

/** Area of an outline by the shoelace formula. */
function areaOf(points: readonly number[]): number {
  let twice = 0;
  for (let i = 0; i < points.length; i += 2) {
    const [ax = 0, ay = 0] = points.slice(i, i + 2);
    const [bx = 0, by = 0] = points.slice((i + 2) % points.length, ((i + 2) % points.length) + 2);
    twice += ax * by - bx * ay;
  }
  return Math.abs(twice) / 2;
}

test('a channel of BatchNorm seen from the front is one outline in each cube, around L = 4 cells of it', () => {
  const input = batch({ yaw: 0, pitch: 0 });
  const cell = litMarks(input, { flat: 9, whole: false }).x;
  const { x, y } = litMarks(input, { flat: 9, whole: true });
  expect([x.length, y.length]).toEqual([1, 1]);
  expect(areaOf(x[0]?.points ?? [])).toBeCloseTo(4 * areaOf(cell[0]?.points ?? []), 6);
});

test('a group is outlined whatever else is pinned', () => {
  const free = litMarks(batch({ yaw: 0, pitch: 0 }), { flat: 9, whole: true }).x;
  const pinned = litMarks(batch({ yaw: 0, pitch: 0, pinned: 0 }), { flat: 9, whole: true }).x;
  expect(pinned.length).toBe(free.length);
});

test('in slices laid flat the channel is outlined in both samples, and the window of a layer without groups around the cell', () => {
  const flat = litMarks(batch({ fourD: 'flat' }), { flat: 9, whole: true });
  expect(flat.x).toHaveLength(2);
  // size 3: the channels 1, 2 and 3 at N 0, L 1 of the cell (0, 2, 1), which is 9.
  const input = inputFor(TENSORS.nlp, 'LocalResponseNorm', { size: 3 }, { yaw: 0, pitch: 0 });
  const window = litMarks(input, { flat: 9, whole: true }).x;
  const one = litMarks(input, { flat: 9, whole: false }).x;
  const area = window.reduce((sum, { points }) => sum + areaOf(points), 0);
  expect(area).toBeCloseTo(3 * areaOf(one[0]?.points ?? []), 6);
});

test('the box of outlines holds all their corners', () => {
  expect(boxOf([])).toBeNull();
  const { x } = litMarks(batch(), { flat: 9, whole: true });
  const box = boxOf(x);
  for (const { points } of x)
    for (let i = 0; i < points.length; i += 2) {
      expect(points[i]).toBeGreaterThanOrEqual(box?.left ?? Infinity);
      expect(points[i]).toBeLessThanOrEqual(box?.right ?? -Infinity);
    }
});

test('every term of a mean and of a variance knows its cell, in text and in TeX', () => {
  const spec = { layer: 'BatchNorm1d', options: { num_features: 5 }, mode: 'train' } as const;
  const result = normalize(spec, TENSORS.nlp, {});
  const stations = tellStations(traceCell(result, TENSORS.nlp, 9));
  // Channel 2 of (2, 5, 4): flat 8 … 11 and 28 … 31.
  const group = [8, 9, 10, 11, 28, 29, 30, 31];
  for (const id of ['mean', 'variance'] as const) {
    const formula = stations.find((each) => each.id === id)?.numbers[0];
    if (!formula) throw new Error(`no ${id}`);
    const told = formulaTokens(formula).flatMap(({ cell }) => (cell === undefined ? [] : [cell]));
    expect(told).toEqual(group);
    const painted: number[] = [];
    formulaTex(formula, (_, tex, cell) => {
      if (cell !== undefined) painted.push(cell);
      return tex;
    });
    expect(painted).toEqual(group);
  }
});
