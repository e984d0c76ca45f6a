import type { Texts } from './texts.ts';

/** The stage of Explore: camera, headline, statistics. */
export const stageTexts = {
  'timeline.title': { en: 'Step through the layer', ko: '레이어를 단계별로 보기' },
  'timeline.play': { en: 'Play the steps (space)', ko: '단계 재생 (스페이스)' },
  'timeline.pause': { en: 'Pause (space)', ko: '일시 정지 (스페이스)' },
  'timeline.speed': { en: 'Speed of playing: {speed} times', ko: '재생 속도: {speed}배' },
  'timeline.close': { en: 'Show the result', ko: '결과 보기' },

  'camera.title': { en: 'Camera', ko: '시점' },
  'camera.isometric': { en: 'Isometric (1)', ko: '등각 (1)' },
  'camera.front': { en: 'Front (2)', ko: '앞 (2)' },
  'camera.top': { en: 'Top (3)', ko: '위 (3)' },
  'camera.side': { en: 'Side (4)', ko: '옆 (4)' },
  'camera.reset': { en: 'Reset the camera (0)', ko: '시점 초기화 (0)' },

  'stage.input': { en: 'input x', ko: '입력 x' },
  'stage.output': { en: 'output y', ko: '출력 y' },
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

  'banner.refused': {
    en: 'A {layer} made for this tensor as it is stored would stop here: {error} Its options, as far as you have not set them, follow the new shape.',
    ko: '저장된 순서의 텐서에 맞춘 {layer}: 여기서 오류가 납니다. {error} 직접 정하지 않은 옵션은 새 모양을 따릅니다.',
  },
  'headline.keeps': {
    en: 'x of shape ({shape}): {layer} keeps dim {dims}, whatever it holds.',
    ko: 'x의 모양 ({shape}) · {layer}: 무엇이 담겼든 차원 {dims} 유지.',
  },
  'headline.each': {
    en: '{layer} averages over {axes}: {size} {size:value|values} for each of {groups} {unit}',
    ko: '{layer:은는} {axes}에 걸쳐 평균을 냅니다: {unit} {groups}개 각각에 값 {size}개씩',
  },
  'headline.all': {
    en: '{layer} averages over {axes}: {size:its one value has|all # values share} one mean and one variance',
    ko: '{layer:은는} {axes}에 걸쳐 평균을 냅니다: 값 {size}개가 모두 평균 하나와 분산 하나를 함께 씁니다',
  },
  'headline.eachSquares': {
    en: '{layer} takes the root mean square over {axes}: {size} {size:value|values} for each of {groups} {unit}',
    ko: '{layer:은는} {axes}에 걸쳐 제곱평균제곱근을 구합니다: {unit} {groups}개 각각에 값 {size}개씩',
  },
  'headline.allSquares': {
    en: '{layer} takes one root mean square over {axes}: of {size:its one value|all # values}',
    ko: '{layer:은는} {axes}에 걸쳐 값 {size}개 전체의 제곱평균제곱근 하나를 구합니다',
  },
  'headline.eachLength': {
    en: '{layer} takes the length over {axes}: of {size} {size:value|values} for each of {groups} {unit}',
    ko: '{layer:은는} {axes}에 걸쳐 길이를 구합니다: {unit} {groups}개 각각에 값 {size}개씩',
  },
  'headline.allLength': {
    en: '{layer} takes one length over {axes}: of {size:its one value|all # values}',
    ko: '{layer:은는} {axes}에 걸쳐 값 {size}개 전체의 길이 하나를 구합니다',
  },
  'headline.alone': {
    en: '{layer} averages over nothing: each value is computed by itself',
    ko: '{layer:은는} 평균을 내지 않습니다: 값 하나하나를 따로 계산합니다',
  },
  'headline.nothing': {
    en: '{layer} averages over nothing: every value is its own mean',
    ko: '{layer:은는} 평균을 내지 않습니다: 값 하나하나가 곧 자신의 평균입니다',
  },
  'headline.running': {
    en: '{layer} in eval averages over nothing: it uses stored statistics for {groups:the one|each of #} {unit}',
    ko: 'eval 모드의 {layer:은는} 평균을 내지 않습니다: {unit} {groups}개 각각에 저장된 통계량을 씁니다',
  },
  'headline.window': {
    en: '{layer} slides a window over {axes}: each value is divided by the mean square of {size:its channel alone|# neighbouring channels}',
    ko: '{layer:은는} {axes} 축을 따라 창을 옮깁니다: 값마다 이웃 채널 {size}개의 제곱 평균으로 나눕니다',
  },

  'unit.channel': { en: '{n:channel|channels}', ko: '채널' },
  'unit.token': { en: '{n:token|tokens}', ko: '토큰' },
  'unit.pixel': { en: '{n:pixel|pixels}', ko: '픽셀' },
  'unit.sample': { en: '{n:sample|samples}', ko: '샘플' },
  'unit.channelOfSample': { en: '{n:channel of a sample|channels of samples}', ko: '샘플별 채널' },
  'unit.groupOfChannels': { en: '{n:group of channels|groups of channels}', ko: '채널 그룹' },
  'unit.input': { en: '{n:input|inputs}', ko: '입력' },
  'unit.value': { en: '{n:value|values}', ko: '값' },
  'unit.index': { en: '{n:index|indices} on {names}', ko: '{names} 위치' },
  'unit.tuple': { en: '{n:index|indices} on ({names})', ko: '({names}) 위치' },

  'sharers.hint': {
    en: 'Point at a cell to see who shares its statistics; click to pin it.',
    ko: '칸을 가리키면 통계량을 함께 쓰는 칸들이 보입니다. 클릭하면 고정됩니다.',
  },
  'sharers.pinned': { en: 'Pinned:', ko: '고정:' },
  'sharers.pointed': { en: 'Under the pointer:', ko: '가리키는 칸:' },
  'sharers.both': {
    en: '{where}. Its {size} cells share one mean and one variance; the other{others:| #} {unit} {others:does|do} not take part.',
    ko: '{where}. 칸 {size}개가 평균 하나와 분산 하나를 함께 쓰고, 나머지 {unit} {others}개는 끼지 않습니다.',
  },
  'sharers.square': {
    en: '{where}. Its {size} cells share one mean square; the other{others:| #} {unit} {others:does|do} not take part.',
    ko: '{where}. 칸 {size}개가 제곱 평균 하나를 함께 쓰고, 나머지 {unit} {others}개는 끼지 않습니다.',
  },
  'sharers.all': {
    en: '{size:its one cell has statistics of its own|all # cells share the same statistics}.',
    ko: '칸 {size}개가 모두 같은 통계량을 씁니다.',
  },
  'sharers.alone': {
    en: '{where}. It shares its statistics with no other cell.',
    ko: '{where}. 이 통계량을 쓰는 다른 칸은 없습니다.',
  },
  'sharers.running': {
    en: '{where}. Its cells use the stored mean and variance; the input changes neither.',
    ko: '{where}. 저장된 평균과 분산을 쓰며, 입력이 바뀌어도 둘 다 그대로입니다.',
  },
  'sharers.window': {
    en: 'its window of {size:one channel|# channels} at the same position.',
    ko: '같은 위치에 있는 채널 {size}개의 창.',
  },

  'statistics.title': { en: 'Statistics, one per {unit}', ko: '통계량: {unit}마다 하나' },
  'statistics.running': {
    en: 'Running statistics in use, one per {unit}',
    ko: '사용 중인 이동 통계량: {unit}마다 하나',
  },
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
