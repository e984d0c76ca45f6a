import { formatNumber, ownDigits } from '../tensor/formatNumber.ts';
import type { Digits } from './formula.ts';

const DECIMALS = 4;
/** Characters of a number that is written with the digits that it has, where those are few. */
const FEW = 6;

/** A number of a formula as Unicode text. */
export function numberText(value: number, digits: Digits = 'four'): string {
  return plain(value, digits).replaceAll('-', '\u2212');
}

/** A number of a formula as TeX. */
export function numberTex(value: number, digits: Digits = 'four'): string {
  const [mantissa = '', exponent] = plain(value, digits).split('e');
  if (exponent === undefined)
    return mantissa.replace('∞', '\\infty').replace('NaN', '\\mathrm{NaN}');
  const power = `10^{${Number(exponent)}}`;
  return mantissa === '1' ? power : `${mantissa} \\times ${power}`;
}

function plain(value: number, digits: Digits): string {
  const four = formatNumber(value, DECIMALS, '-');
  if (digits === 'four' || !Number.isFinite(value)) return four;
  // float32's epsilon as 1.1920929e-7
  const own = ownDigits(Number(value.toPrecision(8)));
  return digits === 'exact' || own.length <= FEW ? own : four;
}
