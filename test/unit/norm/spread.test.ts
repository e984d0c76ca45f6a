import { expect, test } from 'vitest';
import { spreadOf } from '../../../core/norm/spread.ts';
import { tensor } from '../../../core/tensor/tensor.ts';

const of = (values: readonly number[], shape: readonly number[], axes: string) =>
  spreadOf(tensor(Float32Array.from(values), shape, [...axes]));

test('mean and deviation stand by sample and channel, in whatever order the axes are stored', () => {
  // samples (1, 3 | 2, 2) and (0, 8 | 5, 5): means 2, 2, 4, 5, deviations 1, 0, 4, 0
  const ncl = of([1, 3, 2, 2, 0, 8, 5, 5], [2, 2, 2], 'NCL');
  expect(ncl).toMatchObject({ row: 'N', col: 'C', shape: [2, 2], block: [1, 1] });
  expect([...ncl!.mean]).toEqual([2, 2, 4, 5]);
  expect([...ncl!.std]).toEqual([1, 0, 4, 0]);
  const clast = of([1, 2, 3, 2, 0, 5, 8, 5], [2, 2, 2], 'NLC');
  expect([[...clast!.mean], [...clast!.std]]).toEqual([[...ncl!.mean], [...ncl!.std]]);
  const cfirst = of([1, 3, 0, 8, 2, 2, 5, 5], [2, 2, 2], 'CNL');
  expect([[...cfirst!.mean], [...cfirst!.std]]).toEqual([[...ncl!.mean], [...ncl!.std]]);
});

test('of a block of channels what stands out is shown, and NaN before all', () => {
  const values = new Float32Array(2 * 1500 * 2).fill(0.5);
  values[2 * 700] = values[2 * 700 + 1] = -9;
  values[2 * 1500 + 2] = NaN;
  const map = spreadOf(tensor(values, [2, 1500, 2], ['N', 'C', 'L']))!;
  expect(map).toMatchObject({ shape: [2, 750], block: [1, 2] });
  expect(map.mean[350]).toBe(-9);
  expect(map.mean[349]).toBe(0.5);
  expect(map.mean[750]).toBeNaN();
});

test('there is no map without channels, or where a channel has one value only', () => {
  expect(of([1, 2, 3, 4], [2, 2], 'HW')).toBeNull();
  expect(of([1, 2, 3, 4], [2, 2], 'NC')).toBeNull();
  expect(of([1, 3, 2, 6], [2, 2], 'CL')).toMatchObject({ row: null, shape: [1, 2] });
});
