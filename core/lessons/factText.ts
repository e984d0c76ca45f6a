import { formatNumber } from '../tensor/formatNumber.ts';
import { IDENTICAL } from './compare.ts';
import type { Fact } from './lesson.ts';

/** Facts that tell how far two outputs are apart: next to nothing means that they are the same. */
const DIFFERENCES: ReadonlySet<string> = new Set([
  'squareTrap.difference',
  'groupNormOne.withCL',
  'groupNormOne.withC',
  'roleSwap.overL',
  'roleSwap.overC',
  'roleSwap.between',
  'tokensAlone.difference',
  'replicas.difference',
  'paddingLeak.batch',
  'paddingLeak.layer',
]);

/**
 * A fact's value as it stands on screen: counts as they are, other numbers with four decimals.
 * @param identical  words for a difference that is none
 */
export function factText(lesson: string, { id, value }: Fact, identical: string): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'number') return value.map((one) => formatNumber(one, 4)).join(', ');
  if (DIFFERENCES.has(`${lesson}.${id}`) && Math.abs(value) < IDENTICAL) return identical;
  return Number.isInteger(value) ? String(value) : formatNumber(value, 4);
}
