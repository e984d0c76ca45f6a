import type { Texts } from './texts.ts';

/** Words of the reports that are text: notebook, program and Markdown. */
export const formatTexts = {
  input: { en: 'The input', ko: '입력' },
  run: { en: 'PyTorch', ko: 'PyTorch' },
  runText: {
    en: 'The layer on the input, with its options, its parameters and its statistics before the call.',
    ko: '옵션과 매개변수, 호출 전의 통계량을 그대로 준 레이어를 입력에 적용합니다.',
  },
  olderTorch: {
    en: '# torch older than {since} has no such layer: written out',
    ko: '# torch {since} 전에는 이 레이어가 없어 직접 씁니다',
  },
  check: {
    en: 'What Normscope shows has to be what PyTorch computes.',
    ko: 'Normscope가 보여 주는 수는 PyTorch가 계산한 수와 같아야 합니다.',
  },
  tolerance: {
    en: '# float32 rounds y once, and PyTorch sums in float32: some 1e-6 of relative error',
    ko: '# float32는 y를 한 번 반올림하고 PyTorch는 float32로 더합니다: 상대 오차 1e-6쯤',
  },
  outputs: { en: 'Every output', ko: '모든 출력' },
  statistics: { en: 'Every statistic', ko: '모든 통계량' },
  statisticsText: {
    en: '{count:one statistic|# statistics} of {size:one value|# values} each.',
    ko: '통계량 {count}개, 값 {size}개씩입니다.',
  },
  done: { en: 'All numbers are the same.', ko: '모든 수가 같습니다.' },
  cell: {
    en: 'The arithmetic of the cell {cell}',
    ko: '칸 {cell}의 계산',
  },
  formula: { en: 'Formula', ko: '식' },
  layer: { en: 'Layer', ko: '레이어' },
  mode: { en: 'Mode', ko: '모드' },
  mean: { en: 'mean', ko: '평균' },
  program: { en: 'The same in PyTorch', ko: 'PyTorch로 쓰면' },
  warnings: { en: 'To know', ko: '알아 둘 것' },
  contactSheet: { en: 'Every layer on every example', ko: '모든 예제와 모든 레이어' },
  made: { en: 'Made by Normscope {version}.', ko: 'Normscope {version:으로로} 만들었습니다.' },
} as const satisfies Texts;
