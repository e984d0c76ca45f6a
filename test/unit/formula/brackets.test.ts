import { expect, test } from 'vitest';
import { difference, fraction, name, number, product, sum } from '../../../core/formula/formula.ts';
import { formulaTex } from '../../../core/formula/formulaTex.ts';
import { formulaText, unparted } from '../../../core/formula/formulaText.ts';

const plain = (value: number) => number('plain', value);

test('a number with a minus sign stands in brackets behind an operator, zero with a minus too', () => {
  for (const [value, text] of [
    [-2, '−2.0000'],
    [-0, '−0.0000'],
  ] as const) {
    expect(formulaText(product(name('gamma'), plain(value)))).toBe(`γ · (${text})`);
    expect(formulaText(difference(name('x'), plain(value)))).toBe(`x − (${text})`);
    expect(formulaTex(product(name('gamma'), plain(value)))).toMatch(/\\left\(|\(/);
  }
  expect(formulaText(product(name('gamma'), plain(0)))).toBe('γ · 0.0000');
});

test('in a sum the sign of a term is the operator', () => {
  expect(formulaText(sum([plain(1), plain(-2), plain(-0), plain(0)]))).toBe(
    '1.0000 − 2.0000 − 0.0000 + 0.0000',
  );
});

test('a formula breaks before its operators only, in text and in TeX', () => {
  const mean = fraction(sum([plain(1), plain(-2)]), number('plain', 8, 'exact'));
  expect(unparted(`μ = ${formulaText(mean)}`)).toBe(
    'μ =\u00a0(1.0000 −\u00a02.0000)\u00a0/\u00a08',
  );
  expect(formulaTex(mean, undefined, true)).toBe('(1.0000 \\allowbreak - \\nobreak 2.0000) / 8');
  expect(formulaTex(plain(2e-7), undefined, true)).toBe('2.0000 \\times \\nobreak 10^{-7}');
});
