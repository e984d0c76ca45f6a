import { expect, test } from 'vitest';
import { permute } from '../../../core/tensor/permute.ts';
import { cellReader, permuted } from '../../../core/tensor/permuted.ts';
import { indexOf } from '../../../core/tensor/strides.ts';
import { dtypeOf, storedData, tensor, type TensorData } from '../../../core/tensor/tensor.ts';

// x[n, c, l] = 100 n + 10 c + l
const DATA = Float32Array.from(
  { length: 24 },
  (_, i) => Math.floor(i / 12) * 100 + (Math.floor(i / 4) % 3) * 10 + (i % 4),
);
const X = tensor(DATA, [2, 3, 4], ['N', 'C', 'L']);
const valueOf = ([n = 0, c = 0, l = 0]: readonly number[]) => 100 * n + 10 * c + l;

/** X with its axes in another order, and how often it was copied. */
function inOrder(axes: string) {
  let copies = 0;
  const room = (like: TensorData) => {
    copies++;
    return new Float32Array(like.length);
  };
  return { x: permuted(X, [...axes], room), copies: () => copies };
}

test('shape, type and single cells cost no copy', () => {
  for (const axes of ['NLC', 'CNL', 'CLN', 'LNC', 'LCN']) {
    const { x, copies } = inOrder(axes);
    expect(x.axes).toEqual([...axes]);
    expect(x.shape).toEqual([...axes].map((name) => ({ N: 2, C: 3, L: 4 })[name]));
    expect(dtypeOf(x)).toBe('float32');
    expect(storedData(x)).toBe(DATA);
    const valueAt = cellReader(x);
    for (let flat = 0; flat < 24; flat++) {
      const index = indexOf(x.shape, flat);
      expect(valueAt(flat)).toBe(
        valueOf(['N', 'C', 'L'].map((name) => index[axes.indexOf(name)]!)),
      );
    }
    expect(copies()).toBe(0);
  }
});

test('its data are those of a copy, made once', () => {
  const { x, copies } = inOrder('NLC');
  expect([...x.data.subarray(0, 7)]).toEqual([0, 10, 20, 1, 11, 21, 2]);
  expect(x.data).toEqual(permute(X, [0, 2, 1]).data);
  expect(x.data).toBe(x.data);
  expect(copies()).toBe(1);
});

test('a tensor whose axes are in that order already is itself', () => {
  expect(inOrder('NCL').x).toBe(X);
});

test('other data under its shape are not mistaken for the ones that are stored', () => {
  const other = { ...inOrder('NLC').x, data: new Float32Array(24).fill(7) };
  expect(cellReader(other)(5)).toBe(7);
  expect(storedData(other)[0]).toBe(7);
});

test('the type of float64 is told without a copy', () => {
  const x = permuted(tensor(Float64Array.of(1, 2), [1, 2], ['N', 'C']), ['C', 'N']);
  expect(dtypeOf(x)).toBe('float64');
  expect(x.data).toEqual(Float64Array.of(1, 2));
});

test('an empty tensor has no cell: NaN', () => {
  const empty = tensor(new Float32Array(0), [0, 3], ['N', 'C']);
  expect(cellReader(empty)(0)).toBeNaN();
  expect(cellReader(permuted(empty, ['C', 'N']))(0)).toBeNaN();
});
