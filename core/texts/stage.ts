import type { Texts } from './texts.ts';

/** The stage of Explore: camera, headline, statistics. */
export const stageTexts = {
  'timeline.title': { en: 'Step through the layer', ko: '레이어를 단계별로 보기' },
  'timeline.play': { en: 'Play the steps (space)', ko: '단계 재생 (스페이스)' },
  'timeline.pause': { en: 'Pause (space)', ko: '일시 정지 (스페이스)' },
  'timeline.speed': { en: 'Speed of playing: {speed}×', ko: '재생 속도: {speed}배' },
  'timeline.close': { en: 'Show the result', ko: '결과 보기' },

  'camera.title': { en: 'Camera', ko: '시점' },
  'camera.isometric': { en: 'Isometric (1)', ko: '등각 (1)' },
  'camera.front': { en: 'Front (2)', ko: '앞 (2)' },
  'camera.top': { en: 'Top (3)', ko: '위 (3)' },
  'camera.side': { en: 'Side (4)', ko: '옆 (4)' },
  'camera.reset': { en: 'Reset the camera (0)', ko: '시점 초기화 (0)' },

  'spread.title': {
    en: 'Mean and deviation of every channel of every sample',
    ko: '샘플마다 채널마다의 평균과 표준편차',
  },
  'spread.mean': { en: 'μ of each sample and channel', ko: '샘플과 채널마다의 μ' },
  'spread.std': { en: 'σ of each sample and channel', ko: '샘플과 채널마다의 σ' },
  'spread.cell': { en: '{where}: μ {mean}, σ {std}', ko: '{where}: μ {mean}, σ {std}' },
  'stage.name': { en: 'Cells of input and output', ko: '입력과 출력의 칸' },
  'stage.input': { en: 'input x', ko: '입력 x' },
  'stage.output': { en: 'output y', ko: '출력 y' },
  'stage.part': { en: '{shown} of {all} slices', ko: '단면 {all}개 중 {shown}개' },
  'stage.clipped': { en: 'clipped', ko: '범위 밖' },

  'blocks.mean': {
    en: 'Each drawn cell is the mean of {block} values',
    ko: '그려진 칸 하나는 값 {block}개의 평균입니다',
  },
  'blocks.min': {
    en: 'Each drawn cell is the smallest of {block} values',
    ko: '그려진 칸 하나는 값 {block}개의 최솟값입니다',
  },
  'blocks.max': {
    en: 'Each drawn cell is the largest of {block} values',
    ko: '그려진 칸 하나는 값 {block}개의 최댓값입니다',
  },

  'banner.order': {
    en: '{layer} takes {channel} as channels: fed {fed}, not {expected}.',
    ko: '{layer}: 채널 자리에 {channel} 축. 입력 {fed}, {expected} 아님.',
  },
  'banner.stops': {
    en: 'A {layer} made for this tensor as it is stored would stop here.',
    ko: '저장된 순서의 텐서에 맞춘 {layer}: 여기서 오류가 납니다.',
  },
  'banner.why': { en: 'Why?', ko: '왜?' },
  'banner.refused': {
    en: 'A {layer} made for this tensor as it is stored would stop here: {error} Its options, as far as you have not set them, follow the new shape.',
    ko: '저장된 순서의 텐서에 맞춘 {layer}: 여기서 오류가 납니다. {error} 직접 정하지 않은 옵션은 새 모양을 따릅니다.',
  },
  'headline.keeps': {
    en: 'x of shape ({shape}): {layer} keeps dim {dims}, whatever it holds.',
    ko: 'x의 모양 ({shape}) · {layer}: 무엇이 담겼든 차원 {dims} 유지.',
  },
  'sharers.hint': {
    en: 'Point at a cell to see who shares its statistics; click to pin.',
    ko: '칸을 가리키면 통계량을 함께 쓰는 칸들이 보입니다. 클릭하면 고정됩니다.',
  },
  'sharers.pinned': { en: 'Pinned:', ko: '고정:' },
  'sharers.pointed': { en: 'Under the pointer:', ko: '가리키는 칸:' },
  'statistics.first': { en: '· the first {shown} of {all}', ko: '· {all}개 중 앞의 {shown}개' },
  'statistics.all': { en: 'all', ko: '전체' },
  'statistics.window': {
    en: 'No shared statistics: every cell has its own window',
    ko: '함께 쓰는 통계량이 없습니다: 칸마다 자신의 창이 있습니다',
  },

  'tooltip.mean': { en: 'mean of the block', ko: '구역의 평균' },
  'tooltip.min': { en: 'smallest of the block', ko: '구역의 최솟값' },
  'tooltip.max': { en: 'largest of the block', ko: '구역의 최댓값' },
  'tooltip.group': {
    en: '{name}: {size:# cell has|# cells share} this',
    ko: '{name}: 칸 {size}개가 함께 씁니다',
  },

  'stale.note': {
    en: 'The numbers of the last input that could be computed.',
    ko: '마지막으로 계산할 수 있었던 입력의 수치입니다.',
  },
} as const satisfies Texts;
