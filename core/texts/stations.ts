import { STATION_SENTENCES, type Both } from './stationSentences.ts';

/** Places, short names, titles and remarks. */
const STATION_NAMES = {
  // Where a statistic belongs.
  'place.channel': { en: 'channel {c}', ko: '채널 {c}' },
  'place.sample': { en: 'sample {n}', ko: '샘플 {n}' },
  'place.channelOfSample': { en: 'channel {c} of sample {n}', ko: '샘플 {n}의 채널 {c}' },
  'place.groupOfSample': { en: 'channel group {g} of sample {n}', ko: '샘플 {n}의 채널 그룹 {g}' },
  'place.token': { en: 'token {l}', ko: '토큰 {l}' },
  'place.tokenOfSample': { en: 'token {l} of sample {n}', ko: '샘플 {n}의 토큰 {l}' },
  'place.input': { en: 'the whole input', ko: '입력 전체' },
  'place.cell': { en: 'the cell x[{index}]', ko: '칸 x[{index}]' },
  'place.index': { en: 'index {index}', ko: '위치 {index}' },

  // Short names, on the timeline.
  'label.group': { en: 'group', ko: '그룹' },
  'label.window': { en: 'window', ko: '창' },
  'label.gate': { en: 'gate', ko: '게이트' },
  'label.renorm': { en: 'r and d', ko: 'r과 d' },
  'label.style': { en: 'style', ko: '스타일' },
  'label.threshold': { en: 'at least τ', ko: 'τ 이상' },
  'label.means': { en: 'three means', ko: '세 평균' },
  'label.length': { en: 'length', ko: '길이' },
  'label.meanLength': { en: 'mean length', ko: '평균 길이' },
  'label.larger': { en: 'the larger', ko: '더 큰 쪽' },
  'label.residual': { en: 'add x', ko: 'x 더하기' },
  'label.gather': { en: 'gather', ko: '모으기' },
  'label.replicas': { en: 'merge', ko: '합치기' },
  'label.mean': { en: 'mean', ko: '평균' },
  'label.deviation': { en: 'deviations', ko: '편차' },
  'label.square': { en: 'squared', ko: '제곱' },
  'label.variance': { en: 'variance', ko: '분산' },
  'label.meanOfSquares': { en: 'mean of x²', ko: 'x²의 평균' },
  'label.sumOfSquares': { en: 'sum of x²', ko: 'x²의 합' },
  'label.root': { en: '+ eps, √', ko: '+ eps, √' },
  'label.rootAbsolute': { en: '+ |eps|, √', ko: '+ |eps|, √' },
  'label.rootFirst': { en: '√, + eps', ko: '√, + eps' },
  'label.rootFloor': { en: '√, at least eps', ko: '√, eps 이상' },
  'label.power': { en: 'power', ko: '거듭제곱' },
  'label.divide': { en: 'divide', ko: '나누기' },
  'label.bend': { en: 'bend', ko: '구부리기' },
  'label.scaleShift': { en: 'γ, β', ko: 'γ, β' },
  'label.scale': { en: 'γ', ko: 'γ' },
  'label.allGroups': { en: 'all groups', ko: '모든 그룹' },
  'label.allCells': { en: 'all cells', ko: '모든 칸' },
  'label.running': { en: 'running', ko: '이동 통계량' },

  // Over the formulas of a list.
  'title.replicas': { en: 'Devices', ko: '장치' },
  'title.mean': { en: 'Mean', ko: '평균' },
  'title.storedMean': { en: 'Stored mean', ko: '저장된 평균' },
  'title.variance': { en: 'Biased variance', ko: '편향 분산' },
  'title.unbiasedVariance': { en: 'Unbiased variance', ko: '비편향 분산' },
  'title.storedVariance': { en: 'Stored variance', ko: '저장된 분산' },
  'title.meanOfSquares': { en: 'Mean of squares', ko: '제곱 평균' },
  'title.sumOfSquares': { en: 'Sum of squares', ko: '제곱의 합' },
  'title.root': { en: 'Root', ko: '제곱근' },
  'title.denominator': { en: 'Denominator', ko: '분모' },
  'title.normalize': { en: 'Normalize', ko: '정규화' },
  'title.bend': { en: 'Bend', ko: '구부리기' },
  'title.scaleShift': { en: 'Scale and shift', ko: '스케일과 시프트' },
  'title.scale': { en: 'Scale', ko: '스케일' },
  'title.output': { en: 'Output', ko: '출력' },
  'title.running': { en: 'Running statistics', ko: '이동 통계량' },
  'title.gate': { en: 'Gate', ko: '게이트' },
  'title.renorm': { en: 'Towards the running statistics', ko: '이동 통계량 쪽으로' },
  'title.style': { en: 'γ and β of the style', ko: '스타일의 γ와 β' },
  'title.threshold': { en: 'Threshold', ko: '문턱값' },
  'title.means': { en: 'Three means', ko: '세 평균' },
  'title.variances': { en: 'Three variances', ko: '세 분산' },
  'title.length': { en: 'Length', ko: '길이' },
  'title.meanLength': { en: 'Mean length', ko: '평균 길이' },
  'title.larger': { en: 'The larger of two', ko: '둘 중 큰 쪽' },
  'title.residual': { en: 'The input once more', ko: '입력을 한 번 더' },
  'aside.gateFirst': { en: 'before the statistics', ko: '통계량보다 먼저' },
  'aside.gateLast': { en: 'after γ', ko: 'γ 다음에' },
  'aside.renorm': { en: 'buffers as they were before', ko: '갱신 전의 버퍼' },
  'aside.style': { en: 'per sample and channel', ko: '샘플과 채널마다' },
  'aside.blended': { en: 'instance, layer, batch', ko: '인스턴스, 레이어, 배치' },
  'aside.blendedStored': { en: 'instance, layer, stored', ko: '인스턴스, 레이어, 저장값' },
  'aside.evoS0': { en: 'bent by a sigmoid', ko: '시그모이드로 구부림' },
  'aside.evoB0': { en: 'of batch and instance', ko: '배치와 인스턴스 가운데' },
  'aside.evoB0Stored': { en: 'of stored and instance', ko: '저장값과 인스턴스 가운데' },
  'aside.merged': { en: 'merged as if one batch', ko: '한 배치처럼 합침' },
  'aside.over': { en: 'over {axes}', ko: '{axes}에 걸쳐' },
  'aside.nothing': { en: 'of one value', ko: '값 하나' },
  'aside.stored': { en: 'not of this input', ko: '이 입력의 것이 아님' },
  'aside.divisor': { en: 'divide by {n}, not {other}', ko: '{other:이가} 아니라 {n:으로로} 나눔' },
  'aside.epsInside': { en: 'eps under the root', ko: 'eps는 근호 안' },
  'aside.epsOutside': { en: 'eps outside the root', ko: 'eps는 근호 밖' },
  'aside.epsFloor': { en: 'eps as a floor', ko: 'eps는 하한' },
  'aside.noStatistics': { en: 'of this cell alone', ko: '이 칸의 값만으로' },
  'aside.noAffine': { en: 'no γ and no β', ko: 'γ와 β 없음' },
  'aside.running': { en: 'variance unbiased: ÷ {n}', ko: '비편향 분산: ÷ {n}' },
  'aside.averaged': { en: 'mean over the samples', ko: '샘플들의 평균' },
  'aside.window': { en: '{n} {n:channel|channels}', ko: '채널 {n}개' },
  'aside.outside': {
    en: '{outside} of {n} beyond the edge {outside:counts|count} as 0',
    ko: '{n}개 가운데 바깥 {outside}개는 0으로 셈',
  },
  'aside.power': { en: '(k + α · mean of squares)^β', ko: '(k + α · 제곱 평균)^β' },

  // Beside a line of a program.
  'remark.biased': { en: 'biased: divided by n', ko: '편향: n으로 나눔' },
  'remark.unbiased': { en: 'the mistake: divided by n - 1', ko: '흔한 실수: n - 1로 나눔' },
  'remark.epsOutside': { en: 'the mistake: eps outside the root', ko: '흔한 실수: eps가 근호 밖' },
  'remark.nothing': { en: 'nothing is averaged', ko: '평균을 내지 않음' },
} as const satisfies Readonly<Record<string, Both>>;

/** What happens in a window of neighbours. */
const WINDOW_SENTENCES = {
  'window.group': {
    en: 'This cell has a window of its own: {size:one channel|# channels} around channel {channel}.',
    ko: '이 칸에는 자신의 창이 있습니다. 채널 {channel} 둘레의 채널 {size}개입니다.',
  },
  'window.edge': {
    en: 'This cell has a window of its own: {size:one channel|# channels} around channel {channel}; {outside} of them {outside:lies|lie} beyond the edge and {outside:counts|count} as 0.',
    ko: '이 칸에는 자신의 창이 있습니다. 채널 {channel} 둘레의 채널 {size}개이고, 그 가운데 {outside}개는 가장자리 밖이라 0으로 셉니다.',
  },
  'window.gather': {
    en: 'Gather the {inside} {inside:value|values} within the window.',
    ko: '창 안의 값 {inside}개를 모읍니다.',
  },
  'window.square': {
    en: 'Square every value of the window; {x} becomes {square}.',
    ko: '창의 모든 값을 제곱합니다. {x:은는} {square:이가} 됩니다.',
  },
  'window.mean': {
    en: 'Add the {inside} {inside:square|squares} and divide by the size of the window, {size}: the mean of squares is {mean}.',
    ko: '제곱 {inside}개를 더하고 창의 크기 {size:으로로} 나눕니다. 제곱 평균은 {mean}입니다.',
  },
  'window.power': {
    en: 'Multiply {mean} by α = {alpha}, add k = {k}, and raise it to the power β = {beta}: {denominator}.',
    ko: '{mean}에 α = {alpha:을를} 곱하고 k = {k:을를} 더한 다음 β = {beta}제곱합니다. {denominator}',
  },
  'window.divide': {
    en: 'Divide the value in the middle of the window, {x}, by {denominator}: y = {y}.',
    ko: '창 가운데의 값 {x:을를} {denominator:으로로} 나눕니다. y = {y}',
  },
  'window.all': {
    en: 'The same for every cell, each with the window around it; here {x} became y = {y}.',
    ko: '모든 칸이 저마다의 창으로 똑같이 합니다. 여기서 {x:은는} y = {y:이가} 되었습니다.',
  },
} as const satisfies Readonly<Record<string, Both>>;

/**
 * Every text about the stations of a layer's arithmetic, in both languages. `{name}` is a value, `{name:one|other}` the
 * word that agrees with a count, `{name:은는}` a value with its particle.
 */
export const STATION_TEXTS = {
  ...STATION_NAMES,
  ...STATION_SENTENCES,
  ...WINDOW_SENTENCES,
} as const;

export type StationText = keyof typeof STATION_TEXTS;
