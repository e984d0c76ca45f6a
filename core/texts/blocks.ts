import type { Language } from './say.ts';

type BlockTexts = Readonly<Record<`blocks.${'mean' | 'min' | 'max'}`, string>>;

/** What a drawn cell of a large tensor is; the window and the report page say the same. */
export const BLOCKS: Readonly<Record<Language, BlockTexts>> = {
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
