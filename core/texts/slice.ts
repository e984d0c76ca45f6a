import { besideTexts } from './beside.ts';
import type { Texts } from './texts.ts';

/** The slice of Explore and what is edited in it. */
export const sliceTexts = {
  ...besideTexts,
  'slice.title': { en: 'Slice', ko: '단면' },
  'slice.whole': { en: 'all of it', ko: '전체' },
  'slice.of': { en: 'Which tensor', ko: '어느 텐서' },
  'slice.previous': { en: 'Previous slice', ko: '이전 단면' },
  'slice.next': { en: 'Next slice', ko: '다음 단면' },
  'slice.down': { en: 'rows', ko: '행' },
  'slice.across': { en: 'columns', ko: '열' },
  'slice.lower': { en: 'Lower index on {name}', ko: '{name} 위치 하나 앞으로' },
  'slice.higher': { en: 'Higher index on {name}', ko: '{name} 위치 하나 뒤로' },

  'cell.pinned': { en: 'The pinned cell', ko: '고정한 칸' },
  'cell.pointed': { en: 'The cell', ko: '칸' },
  'cell.announce': { en: '{cell}: input {x}, output {y}', ko: '{cell}: 입력 {x}, 출력 {y}' },

  'edit.cell': { en: 'Edit the cell', ko: '칸 고치기' },
  'edit.help': {
    en: 'Type another value: double click a cell, or press E in the slice',
    ko: '다른 값을 입력합니다: 칸을 두 번 클릭하거나 단면에서 E를 누르세요',
  },
  'edit.label': { en: 'New value of {cell}', ko: '{cell}의 새 값' },
  'edit.invalid': {
    en: 'Not a number. NaN, inf and 1e-3 are allowed.',
    ko: '수가 아닙니다. NaN, inf, 1e-3도 쓸 수 있습니다.',
  },
  'edit.mark': { en: 'changed by hand', ko: '직접 고침' },
  'edit.presets': { en: 'Try', ko: '해 보기' },
  'edit.reset': { en: 'Reset edits', ko: '되돌리기' },

  'ripple.changed': {
    en: 'Changed outputs: {count} of {total}',
    ko: '바뀐 출력: {total}개 중 {count}개',
  },
  'ripple.sample': { en: 'sample {sample}: {count}', ko: '샘플 {sample}: {count}개' },

  'inputs.title': { en: 'Beside x: {name} ({axes})', ko: 'x와 함께: {name} ({axes})' },
  'inputs.drawn': {
    en: 'Made up for this example. Open your own, or change a value.',
    ko: '이 예를 위해 만든 값입니다. 가지고 있는 것을 열거나 값을 바꾸세요.',
  },
  'inputs.at': { en: 'at {cell}', ko: '{cell}' },
  'inputs.of': { en: '{name} at {cell}', ko: '{cell}의 {name}' },
  'inputs.open': { en: 'Open a file…', ko: '파일 열기…' },
  'inputs.choose': { en: 'Take an open tensor', ko: '열린 텐서에서 고르기' },
  'inputs.reset': { en: 'Put back', ko: '되돌리기' },
  'inputs.misfit': {
    en: '{file} has the shape ({got}); {name} needs ({expected}).',
    ko: '{file}의 모양은 ({got})인데 {name}에는 ({expected}) 모양이 맞습니다.',
  },
  'inputs.misfitTitle': { en: 'That tensor does not fit', ko: '맞지 않는 텐서입니다' },
  'inputs.first': { en: 'the first {count} values', ko: '처음 값 {count}개' },
  'parameters.title': { en: 'γ and β', ko: 'γ와 β' },
  'parameters.of': { en: '{name} of {cell}', ko: '{cell}의 {name}' },
  'parameters.all': { en: 'all', ko: '전체' },

  'preset.paddingLeak': { en: 'Padding leak', ko: '패딩 누출' },
  'preset.nanBlast': { en: 'NaN blast radius', ko: 'NaN이 번지는 범위' },
  'preset.constantChannel': { en: 'Constant channel', ko: '값이 모두 같은 채널' },
  'preset.batchOfOne': { en: 'Batch of one', ko: '샘플이 하나인 배치' },
  'preset.largeOffset': { en: 'Large offset', ko: '큰 오프셋' },
  'preset.neighbours': { en: 'Damping neighbours', ko: '이웃 채널의 억제' },
  'preset.squareTrap': { en: 'Square trap (C = L)', ko: '정사각형 함정 (C = L)' },
  'preset.roleSwap': { en: 'Role swap', ko: '역할 바꾸기' },
  'preset.layouts': { en: 'Order of the axes', ko: '축 순서' },
  'preset.close': { en: 'Hide this hint', ko: '설명 숨기기' },
  'preset.paddingLeak.look': {
    en: 'The end of the last sample is now 0. Outputs of other samples changed too: they share its mean. With LayerNorm over C they do not.',
    ko: '마지막 샘플의 끝을 0으로 채웠습니다. 평균을 함께 쓰는 다른 샘플의 출력도 바뀝니다. C에 대한 LayerNorm에서는 바뀌지 않습니다.',
  },
  'preset.nanBlast.look': {
    en: 'One cell is NaN. Count the NaN in the output: BatchNorm loses a whole channel, LayerNorm over C one token.',
    ko: '칸 하나가 NaN입니다. 출력의 NaN을 세어 보세요. BatchNorm은 채널 전체를, C에 대한 LayerNorm은 토큰 하나를 잃습니다.',
  },
  'preset.constantChannel.look': {
    en: 'All values of this channel are equal. Its variance is 0, only ε is left under the root, and its outputs are 0 before γ and β.',
    ko: '이 채널의 값이 모두 같습니다. 분산이 0이라 제곱근 안에는 ε만 남고, γ와 β를 적용하기 전의 출력은 0입니다.',
  },
  'preset.batchOfOne.look': {
    en: 'One sample with one value per channel: nothing to average, so training refuses it. Switch to eval, or choose LayerNorm.',
    ko: '샘플이 하나이고 채널마다 값도 하나라 평균 낼 것이 없어 학습 모드가 거부합니다. eval로 바꾸거나 LayerNorm을 골라 보세요.',
  },
  'preset.largeOffset.look': {
    en: 'All values lie near 10,000 and differ by about 0.01. In the precision lab the naive variance is negative, and its output NaN.',
    ko: '모든 값이 10,000 근처이고 차이는 0.01쯤입니다. 정밀도 실험실에서 단순 공식의 분산은 음수, 출력은 NaN이 됩니다.',
  },
  'preset.neighbours.look': {
    en: 'Each value is divided by what it and its two neighbouring channels hold at the same place: next to 4.04 all are small. alpha is 1 here; PyTorch’s 1e-4 would hardly show.',
    ko: '값마다 같은 자리의 자신과 이웃 두 채널로 나눕니다. 4.04 옆에서는 모두 작아집니다. 여기서 alpha는 1입니다. PyTorch의 1e-4로는 거의 보이지 않습니다.',
  },
  'preset.squareTrap.look': {
    en: 'C and L are both 4, so BatchNorm1d takes (N, L, C) without an error and averages over N and C. Choose the layout NCL to compare.',
    ko: 'C와 L이 모두 4라서 BatchNorm1d가 (N, L, C)를 오류 없이 받아 N과 C에 대해 평균합니다. 축 순서를 NCL로 바꾸어 비교해 보세요.',
  },
  'preset.roleSwap.look': {
    en: 'Fed (N, L, C), InstanceNorm1d averages over C at each position. That is LayerNorm(5): see “Also known as”.',
    ko: '(N, L, C)로 넣으면 InstanceNorm1d는 위치마다 C에 대해 평균합니다. LayerNorm(5)와 같습니다. ‘다른 이름’을 보세요.',
  },
} as const satisfies Texts;
