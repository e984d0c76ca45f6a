import { isPooled, type DisplayTensor } from '../figure/displayTensor.ts';
import type { Pooling } from '../figure/state.ts';
import type { ReportLanguage } from './text.ts';

type BlockTexts = Readonly<Record<`blocks.${Pooling}`, string>>;

/** What a drawn cell of a large tensor is; the window and the report page say the same. */
export const BLOCKS: Readonly<Record<ReportLanguage, BlockTexts>> = {
  en: {
    'blocks.mean': 'Each drawn cell is the mean of {block} values',
    'blocks.min': 'Each drawn cell is the smallest of {block} values',
    'blocks.max': 'Each drawn cell is the largest of {block} values',
  },
  ko: {
    'blocks.mean': '그려진 칸 하나는 값 {block}개의 평균입니다',
    'blocks.min': '그려진 칸 하나는 값 {block}개의 최솟값입니다',
    'blocks.max': '그려진 칸 하나는 값 {block}개의 최댓값입니다',
  },
};

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
