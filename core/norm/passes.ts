import { kindOf } from './kinds/kinds.ts';
import type { Plan } from './spec.ts';

/** Buffers of a run in chunks: two of input, two of output, and what is not yet decoded. */
const BUFFERS = 8;

/**
 * Values that a run in chunks can hold at a time.
 * @param memoryBytes  that it may use
 * @param width        bytes of a value, 4 or 8
 */
export function valuesAtOnce(memoryBytes: number, width: number): number {
  return Math.max(1, Math.floor(memoryBytes / (BUFFERS * width)));
}

/**
 * How often a file has to be read to normalize it chunk by chunk: once where every statistic lies in one chunk or is known before,
 * twice where it runs through the file.
 * @param fortran  the file's order
 * @param most     values that can be held at a time
 */
export function passesOf(plan: Plan, fortran: boolean, most: number): 1 | 2 {
  const { together, readingsApart } = kindOf(plan).chunk(plan, fortran);
  return together <= most ? 1 : (readingsApart ?? 1);
}
