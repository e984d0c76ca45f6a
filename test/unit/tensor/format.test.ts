import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatTensor } from '../../../core/tensor/format.ts';
import {
  ownDigits,
  formatNumber,
  toDecimal,
  toScientific,
} from '../../../core/tensor/formatNumber.ts';
import { numel, tensor, type DType } from '../../../core/tensor/tensor.ts';

interface Fixture {
  readonly cases: readonly {
    readonly dtype: DType;
    readonly shape: readonly number[];
    readonly hex?: string;
    readonly text: string;
  }[];
  readonly formats: readonly {
    readonly hex: string;
    readonly fixed: readonly string[];
    readonly scientific: readonly string[];
  }[];
}

// made by test/parity/printing.py
const { cases, formats } = JSON.parse(
  readFileSync(new URL('../../fixtures/printing.json', import.meta.url), 'utf8'),
) as Fixture;

/** Numbers from their big-endian float64 bits. */
function fromHex(hex: string): number[] {
  const bytes = Buffer.from(hex, 'hex');
  return Array.from({ length: bytes.length / 8 }, (_, i) => bytes.readDoubleBE(i * 8));
}

/** The values of the fixture's long tensors: (37 i mod 201 − 100) / 32. */
function longValues(n: number): number[] {
  return Array.from({ length: n }, (_, i) => (((37 * i) % 201) - 100) / 32);
}

cases.forEach(({ dtype, shape, hex, text }, i) => {
  const first = text.split('\n')[0]!.slice(0, 50);
  test(`print ${i}: ${dtype} (${shape.join(', ')}) as PyTorch does: ${first}`, () => {
    const values = hex === undefined ? longValues(numel(shape)) : fromHex(hex);
    const data = dtype === 'float64' ? Float64Array.from(values) : Float32Array.from(values);
    expect(formatTensor(tensor(data, shape))).toBe(text);
  });
});

const DIGITS = [0, 1, 2, 4, 8];

for (const { hex, fixed, scientific } of formats) {
  const [value = NaN] = fromHex(hex);
  test(`${Object.is(value, -0) ? '-0' : value} is rounded as Python rounds it, ties to even`, () => {
    expect(DIGITS.map((digits) => toDecimal(value, digits))).toEqual(fixed);
    expect(DIGITS.map((digits) => toScientific(value, digits))).toEqual(scientific);
  });
}

test('formatNumber uses a true minus, or the sign that is asked for', () => {
  expect(formatNumber(-1.5)).toBe('\u22121.5000');
  expect(formatNumber(-1.5, 2, '-')).toBe('-1.50');
  expect(formatNumber(3)).toBe('3.0000');
  expect(formatNumber(-2e-5)).toBe('\u22122.0000e\u221205');
  expect(formatNumber(2.5e8)).toBe('2.5000e+08');
  expect(formatNumber(0)).toBe('0.0000');
  expect([NaN, Infinity, -Infinity].map((v) => formatNumber(v))).toEqual(['NaN', '∞', '\u2212∞']);
});

test.each([
  [1e-5, '1e-5'],
  [-0.00025, '-2.5e-4'],
  [2 ** -23, '1.1920928955078125e-7'],
  [0.001, '0.001'],
  [0, '0'],
  [5, '5'],
])('%d is written as %s wherever a program or a name writes it', (value, text) => {
  expect(ownDigits(value)).toBe(text);
});
