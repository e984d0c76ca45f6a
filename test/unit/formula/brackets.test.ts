import { expect, test } from 'vitest';
import { difference, name, number, product, sum } from '../../../core/formula/formula.ts';
import { formulaTex } from '../../../core/formula/formulaTex.ts';
import { formulaText } from '../../../core/formula/formulaText.ts';

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
