import { formatNumber } from '../tensor/formatNumber.ts';
import { IDENTICAL } from './compare.ts';
import type { Fact } from './lesson.ts';

/**
 * A fact's value as it stands on screen: counts as they are, other numbers with four decimals.
 * @param identical  words for a difference that is none
 */
export function factText({ value, identical: isDifference }: Fact, identical: string): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.map((one) => formatNumber(one, 4)).join(', ');
  if (isDifference && Math.abs(value) < IDENTICAL) return identical;
  return Number.isInteger(value) ? String(value) : formatNumber(value, 4);
}
