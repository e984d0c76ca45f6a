import { isPooled, type DisplayTensor } from '../figure/displayTensor.ts';
import type { Pooling } from '../figure/state.ts';
import type { Language } from '../settings.ts';
import { textIn } from '../texts/format.ts';
import { stageTexts } from '../texts/stage.ts';

/** "1×2×2": the size of a block along every axis. */
export function blockOf({ pool }: Pick<DisplayTensor, 'pool'>): string {
  return pool.join('×');
}

/** The sentence for a tensor; undefined where every cell is drawn. */
export function blocksText(
  t: DisplayTensor,
  pooling: Pooling | undefined,
  language: Language,
): string | undefined {
  if (!isPooled(t)) return undefined;
  return textIn(stageTexts[`blocks.${pooling ?? 'mean'}`], language, { block: blockOf(t) });
}
