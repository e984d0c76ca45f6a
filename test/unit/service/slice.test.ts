import { expect, test } from 'vitest';
import { permuted } from '../../../core/tensor/permuted.ts';
import { tensor } from '../../../core/tensor/tensor.ts';
import { slice } from '../../../electron/service/slice.ts';

// x[n, c, l] = 100 n + 10 c + l
const data = Float32Array.from(
  { length: 24 },
  (_, i) => Math.floor(i / 12) * 100 + (Math.floor(i / 4) % 3) * 10 + (i % 4),
);
const x = tensor(data, [2, 3, 4]);

test('a slice has the values and flat indices of its cells', () => {
  const found = slice(x, { rowAxis: 0, colAxis: 2, index: [0, 1, 0], rows: [0, 2], cols: [1, 3] });
  expect([...found.values]).toEqual([11, 12, 111, 112]);
  expect([...found.flat]).toEqual([5, 6, 17, 18]);
});

test('a slice may have any two axes as rows and columns', () => {
  const found = slice(x, { rowAxis: 2, colAxis: 0, index: [0, 2, 0], rows: [0, 2], cols: [0, 2] });
  expect([...found.values]).toEqual([20, 120, 21, 121]);
});

test('a slice of a tensor that is stored in another order is read there', () => {
  const fed = permuted(x, ['L', 'N', 'C'], () => {
    throw new Error('nothing is copied for a slice');
  });
  const found = slice(fed, {
    rowAxis: 1,
    colAxis: 2,
    index: [3, 0, 0],
    rows: [0, 2],
    cols: [1, 3],
  });
  expect([...found.values]).toEqual([13, 23, 113, 123]);
  expect([...found.flat]).toEqual([19, 20, 22, 23]);
});

test('ranges are clipped to the tensor', () => {
  const found = slice(x, { rowAxis: 1, colAxis: 2, index: [1, 0, 0], rows: [2, 9], cols: [3, 99] });
  expect(found).toMatchObject({ rows: [2, 3], cols: [3, 4] });
  expect([...found.values]).toEqual([123]);
});

test('an axis or an index that does not exist is refused', () => {
  const all = { rows: [0, 1], cols: [0, 1] } as const;
  expect(() => slice(x, { rowAxis: 3, colAxis: 0, index: [0, 0, 0], ...all })).toThrow(/no slice/);
  expect(() => slice(x, { rowAxis: 0, colAxis: 0, index: [0, 0, 0], ...all })).toThrow(/no slice/);
  expect(() => slice(x, { rowAxis: 0, colAxis: 2, index: [0, 3, 0], ...all })).toThrow(/index 3/);
  expect(() => slice(x, { rowAxis: 0, colAxis: 1, index: [0, 0], ...all })).toThrow(
    'There is no slice of axes 0 and 1 of a tensor of rank 3.',
  );
  expect(() => slice(x, { rowAxis: 0, colAxis: 1, index: [0, 0, 4], ...all })).toThrow(
    'There is no slice of index 4 on axis 2 of size 4.',
  );
});

test('as many cells as one answer carries are given, one more are refused', () => {
  const wide = tensor(new Float32Array(70_000), [2, 35_000]);
  const of = (to: number) =>
    slice(wide, { rowAxis: 0, colAxis: 1, index: [0, 0], rows: [0, 2], cols: [0, to] });
  expect(of(32_768).values).toHaveLength(65_536);
  expect(() => of(32_769)).toThrow(
    'There is no slice of 2 × 32769 cells at once, more than 65536.',
  );
});

test('a tensor of one axis is a single row, or a single column', () => {
  const line = tensor(Float32Array.of(5, 6, 7), [3]);
  const row = slice(line, { rowAxis: -1, colAxis: 0, index: [0], rows: [0, 1], cols: [1, 9] });
  expect([row.rows, row.cols, [...row.values], [...row.flat]]).toEqual([
    [0, 1],
    [1, 3],
    [6, 7],
    [1, 2],
  ]);
  const column = slice(line, { rowAxis: 0, colAxis: -1, index: [0], rows: [0, 3], cols: [0, 1] });
  expect([...column.values]).toEqual([5, 6, 7]);
});

test('what an index says of the axes of rows and columns does not count', () => {
  const found = slice(x, { rowAxis: 0, colAxis: 2, index: [9, 1, 9], rows: [0, 2], cols: [0, 1] });
  expect([...found.values]).toEqual([10, 110]);
});
