import { expect, test } from 'vitest';
import { tsv } from '../../../core/report/formats/tsv.ts';

test('a tensor is a line for each index but the last, its values parted by tabs', () => {
  const data = Float32Array.of(1, -0.5, 2, 3, NaN, 1 / 4, 5, 6);
  expect(tsv({ data, shape: [2, 2, 2] })).toBe('1\t-0.5\n2\t3\nNaN\t0.25\n5\t6\n');
  expect(tsv({ data: [7], shape: [] })).toBe('7\n');
});
