import { isPooled, type DisplayTensor } from '../figure/displayTensor.ts';
import type { Pooling } from '../figure/state.ts';
import { BLOCKS } from '../texts/blocks.ts';
import type { ReportLanguage } from './text.ts';

/** "1×2×2": the size of a block along every axis. */
export function blockOf({ pool }: Pick<DisplayTensor, 'pool'>): string {
  return pool.join('×');
}

/** The sentence for a tensor; undefined where every cell is drawn. */
export function blocksText(
  t: DisplayTensor,
  pooling: Pooling | undefined,
  language: ReportLanguage,
): string | undefined {
  if (!isPooled(t)) return undefined;
  return BLOCKS[language][`blocks.${pooling ?? 'mean'}`].replace('{block}', blockOf(t));
}
