import { expect, test } from 'vitest';
import { formatCell } from '../../../core/figure/formatCell.ts';

test('numbers have fixed decimals and a true minus sign', () => {
  expect([1.9269, -0.7521, 0, 12.3456].map((v) => formatCell(v, 2))).toEqual([
    '1.93',
    '−0.75',
    '0.00',
    '12.35',
  ]);
  expect(formatCell(-0.0431, 4)).toBe('−0.0431');
});

test('a small number takes an exponent where decimals would show nothing', () => {
  expect(formatCell(1.2e-7, 2)).toBe('1.2e−7');
  expect(formatCell(-0.004, 2)).toBe('−4.0e−3');
});

test('a large number spends its digits before the point, and then takes an exponent', () => {
  expect([123.4, 1234.5, 99999].map((v) => formatCell(v, 2))).toEqual(['123.4', '1235', '99999']);
  expect(formatCell(1234567, 2)).toBe('1.2e6');
});

test('what is not finite is named', () => {
  expect([NaN, Infinity, -Infinity].map((v) => formatCell(v, 2))).toEqual(['NaN', '∞', '−∞']);
});

test('minus zero has no sign', () => {
  expect(formatCell(-0, 2)).toBe('0.00');
});
