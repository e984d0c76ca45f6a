import { expect, test } from 'vitest';
import { permute, permuteToAxes } from '../../../core/tensor/permute.ts';
import { slice2d } from '../../../core/tensor/slice2d.ts';
import { indexOf, offsetOf, rowMajorStrides } from '../../../core/tensor/strides.ts';
import { defaultAxes, numel, tensor } from '../../../core/tensor/tensor.ts';

/** 0, 1, 2 … in a shape. */
const counting = (shape: readonly number[]) =>
  tensor(
    Float32Array.from({ length: numel(shape) }, (_, i) => i),
    shape,
  );

test('strides of (2, 3, 4) are 12, 4 and 1', () => {
  expect(rowMajorStrides([2, 3, 4])).toEqual([12, 4, 1]);
  expect(rowMajorStrides([])).toEqual([]);
});

test('indexOf is the inverse of offsetOf for every cell', () => {
  const shape = [2, 3, 1, 4];
  const strides = rowMajorStrides(shape);
  for (let flat = 0; flat < numel(shape); flat++)
    expect(offsetOf(strides, indexOf(shape, flat))).toBe(flat);
  // 17 = 1·12 + 1·4 + 0·4 + 1
  expect(indexOf(shape, 17)).toEqual([1, 1, 0, 1]);
});

test('strides and indices are exact beyond 2^31 elements', () => {
  const shape = [4, 65536, 65536];
  expect(indexOf(shape, 3 * 2 ** 32 + 5)).toEqual([3, 0, 5]);
  expect(offsetOf(rowMajorStrides(shape), [3, 0, 5])).toBe(3 * 2 ** 32 + 5);
});

test('permute [0, 2, 1] turns (N, C, L) into (N, L, C)', () => {
  const x = permute(counting([1, 2, 3]), [0, 2, 1]);
  expect(x.shape).toEqual([1, 3, 2]);
  expect(x.axes).toEqual(['N', 'L', 'C']);
  // rows 0 1 2 and 3 4 5 become columns
  expect([...x.data]).toEqual([0, 3, 1, 4, 2, 5]);
});

test('a permutation puts every cell where its permuted index says, and back', () => {
  const x = counting([2, 3, 4, 5]);
  const order = [2, 0, 3, 1];
  const y = permute(x, order);
  for (let flat = 0; flat < x.data.length; flat++) {
    const index = indexOf(x.shape, flat);
    const at = offsetOf(
      rowMajorStrides(y.shape),
      order.map((axis) => index[axis]!),
    );
    expect(y.data[at]).toBe(flat);
  }
  expect(permuteToAxes(y, x.axes)).toEqual(x);
});

test.each([
  [
    [3, 300, 20],
    [0, 2, 1],
  ],
  [
    [300, 33],
    [1, 0],
  ],
  [
    [2, 17, 5, 70],
    [0, 3, 1, 2],
  ],
  [
    [2, 70, 17, 5],
    [0, 2, 3, 1],
  ],
  [
    [2, 1, 17, 1, 7],
    [4, 2, 3, 1, 0],
  ],
  [
    [3, 4, 5, 6],
    [2, 0, 3, 1],
  ],
])(
  'a tensor of (%s) in the order %s: every cell is where its permuted index says',
  (shape, order) => {
    const x = counting(shape);
    const y = permute(x, order);
    for (let flat = 0; flat < y.data.length; flat++) {
      const index = indexOf(y.shape, flat);
      const before = order.map((_, axis) => index[order.indexOf(axis)]!);
      expect(y.data[flat]).toBe(x.data[offsetOf(rowMajorStrides(shape), before)]);
    }
  },
);

test('scalars, vectors and empty tensors can be permuted', () => {
  expect(permute(counting([]), [])).toEqual(counting([]));
  expect(permute(counting([3]), [0])).toEqual(counting([3]));
  expect(permute(counting([0, 3]), [1, 0]).shape).toEqual([3, 0]);
  expect(permute(counting([3, 0]), [1, 0]).shape).toEqual([0, 3]);
});

test('permute keeps float64 and refuses an order that is none', () => {
  const x = tensor(Float64Array.of(1, 2), [1, 2]);
  expect(permute(x, [1, 0]).data).toBeInstanceOf(Float64Array);
  for (const order of [[0], [0, 0], [0, 2], [0, 1, 2]])
    expect(() => permute(x, order)).toThrow(/each of the 2 axes once/);
  expect(() => permuteToAxes(x, ['N', 'L'])).toThrow(/got N, L/);
  expect(() => permuteToAxes(x, ['N', 'N'])).toThrow();
});

test('slice2d gives the plane of two axes and where its values lie', () => {
  const x = counting([2, 3, 4]);
  const plane = slice2d(x, 0, 2, [9, 1, 9]);
  expect(plane).toMatchObject({ rows: 2, cols: 4 });
  // n·12 + 1·4 + l
  expect([...plane.values]).toEqual([4, 5, 6, 7, 16, 17, 18, 19]);
  expect([...plane.flatIndex]).toEqual([4, 5, 6, 7, 16, 17, 18, 19]);
});

test('slice2d can swap its axes, and show a single row or column', () => {
  const x = counting([2, 3]);
  expect([...slice2d(x, 1, 0, []).values]).toEqual([0, 3, 1, 4, 2, 5]);
  expect(slice2d(x, -1, 1, [1])).toMatchObject({ rows: 1, cols: 3 });
  expect([...slice2d(x, -1, 1, [1]).values]).toEqual([3, 4, 5]);
  expect([...slice2d(counting([]), -1, -1, []).values]).toEqual([0]);
});

test('slice2d refuses axes and indices that are not there', () => {
  const x = counting([2, 3, 4]);
  expect(() => slice2d(x, 0, 3, [0, 0, 0])).toThrow(/from -1 to 2, got 3/);
  expect(() => slice2d(x, 1, 1, [0, 0, 0])).toThrow(/both be axis 1/);
  expect(() => slice2d(x, 0, 1, [0, 0, 4])).toThrow(/from 0 to 3 on axis L, got 4/);
  expect(() => slice2d(x, 0, 1, [])).toThrow(/got undefined/);
});

test('a tensor whose parts do not agree is refused', () => {
  expect(() => tensor(new Float32Array(5), [2, 3])).toThrow(/\[2, 3\] holds 6 values, got 5/);
  expect(() => tensor(new Float32Array(6), [2, 3], ['N'])).toThrow(/expected 2 axis names, got 1/);
  expect(defaultAxes(6)).toEqual(['A0', 'A1', 'A2', 'A3', 'A4', 'A5']);
});
