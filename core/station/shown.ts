import type { Formula } from '../formula/formula.ts';
import type { Block, Motion, Shows } from './station.ts';

/** Nothing moves. */
export const REST: Motion = { move: 'rest' };

/**
 * Cells of the pinned group in the output, and what stands between the cubes.
 * @param title  what the cells are; null for the output itself
 */
export function shown(
  cells: Shows['cells'],
  title: Formula | null,
  blocks: readonly Block[] = [],
  motion: Motion = REST,
): Shows {
  return { cells, title, motion, blocks, output: 'group' };
}
