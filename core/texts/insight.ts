import type { Texts } from './texts.ts';

/** What Explore says about the pinned cell, its group and its layer. */
export const insightTexts = {
  'sum.more': { en: '{n} more', ko: '{n}개 더' },
  'sum.all': { en: 'Show all {n} terms', ko: '항 {n}개 모두 보기' },
  'sum.first': { en: 'Show the first {n} terms', ko: '앞의 항 {n}개 보기' },
  'sum.fewer': { en: 'Show fewer terms', ko: '줄여 보기' },

  'aka.title': { en: 'Also known as', ko: '다른 이름' },
  'aka.is': { en: 'These axes are', ko: '이 축을 쓰는 레이어' },
  'aka.none': { en: 'No layer has this name.', ko: '이 이름의 레이어는 없습니다.' },
  'aka.noOther': {
    en: 'No other layer computes this here.',
    ko: '여기서 같은 계산을 하는 다른 레이어는 없습니다.',
  },
  'aka.fixed': {
    en: 'In eval with running statistics: no layer of its own.',
    ko: 'eval에서 이동 통계량을 쓰므로 이름이 따로 없습니다.',
  },
  'aka.on': { en: '{call} on {order}', ko: '{order}에서 {call}' },
  'aka.open': { en: 'Open {call}', ko: '{call} 열기' },
  'aka.permuted': { en: 'after a permutation', ko: '축을 바꾼 뒤' },
  'aka.parameters': { en: 'γ and β lie along other axes', ko: 'γ와 β의 축은 다름' },
  'aka.more': { en: 'Show {n} more', ko: '{n}개 더 보기' },

  'identities.title': { en: 'Identities on this input', ko: '이 입력에서 성립하는 등식' },
  'identities.difference': { en: 'largest difference {difference}', ko: '최대 차이 {difference}' },
  'identities.holds': { en: 'holds', ko: '성립' },
  'identities.fails': { en: 'does not hold', ko: '성립하지 않음' },

  'identity.firstSample': { en: 'on the first sample', ko: '첫 샘플에서' },
  'identity.devices': { en: 'on devices of {a} and {b}', ko: '장치에 {a}개와 {b}개씩' },
  'identity.swapped': { en: 'and swapped back', ko: '(다시 되돌림)' },
  'identity.centred': { en: 'of x − mean', ko: 'x − 평균' },

  'distribution.title': { en: 'Values of the group', ko: '그룹의 값' },
  'distribution.before': { en: 'before', ko: '정규화 전' },
  'distribution.after': { en: 'after', ko: '정규화 후' },
  'distribution.mean': { en: 'mean {mean}, σ {sigma}', ko: '평균 {mean}, σ {sigma}' },
  'distribution.alt': {
    en: '{which}: {size:# value|# values}, mean {mean}, standard deviation {sigma}',
    ko: '{which}: 값 {size}개, 평균 {mean}, 표준편차 {sigma}',
  },
  'distribution.notFinite': { en: '{n} not finite', ko: '유한하지 않은 값 {n}개' },

  'outlier.short': { en: 'far from the others', ko: '다른 통계량과 크게 다름' },
  'outlier.word': { en: 'far', ko: '특이' },
  'outlier.title': {
    en: '{what} far from those of the others (beyond 3 robust deviations)',
    ko: '{what}: 다른 통계량과 크게 다름 (강건 편차의 3배 밖)',
  },

  'axes.reduce': { en: 'Reduce', ko: '줄일 축' },
  'axes.help': {
    en: 'Average over this axis or keep it: leads to axes of your own',
    ko: '이 축에 걸쳐 평균을 내거나 남깁니다: 직접 고른 축이 됩니다',
  },

  'types.title': { en: 'What would float16 do?', ko: 'float16이라면?' },
  'types.text': {
    en: 'The same layer in types of fewer digits, rounded step by step as PyTorch rounds.',
    ko: '같은 레이어를 자릿수가 적은 자료형으로, PyTorch처럼 단계마다 반올림하며 계산합니다.',
  },
  'types.rounding': { en: 'Rounded', ko: '반올림하는 때' },
  'types.way.each': { en: 'after every operation', ko: '연산마다' },
  'types.way.beforeGamma': { en: 'before γ', ko: 'γ를 곱하기 전' },
  'types.way.afterGamma': { en: 'once, at the end', ko: '마지막에 한 번' },
  'types.does.each': {
    en: 'A layer that is written out in tensors of the type. Sums are added in float32 and rounded at their end.',
    ko: '그 자료형의 텐서로 풀어 쓴 레이어입니다. 합은 float32로 더한 다음 끝에서 반올림합니다.',
  },
  'types.does.beforeGamma': {
    en: 'Arithmetic in float32; x̂ is rounded, and γ multiplies it in the type, as in Llama’s RMSNorm.',
    ko: 'float32로 계산하고 x̂을 반올림한 다음 그 자료형에서 γ를 곱합니다. Llama의 RMSNorm이 그렇습니다.',
  },
  'types.does.afterGamma': {
    en: 'Arithmetic in float32 up to the output, which is rounded once, as PyTorch’s own kernels do.',
    ko: '출력까지 float32로 계산하고 한 번만 반올림합니다. PyTorch 자체의 커널이 그렇습니다.',
  },
  'types.cell': { en: 'this cell', ko: '이 칸' },
  'types.error': { en: 'its error', ko: '이 칸의 오차' },
  'types.worst': { en: 'largest', ko: '가장 큰 오차' },
  'types.show': { en: 'Show the error of {type} in every cell', ko: '{type}의 칸별 오차 보기' },
  'types.map': { en: 'error of {type}, cell by cell', ko: '{type}의 칸별 오차' },
  'types.scale': {
    en: 'Colours end at ±{largest}. Click a cell to pin it.',
    ko: '색의 양 끝은 ±{largest}입니다. 칸을 누르면 고정됩니다.',
  },
  'types.none': {
    en: 'No cell differs from the exact output.',
    ko: '정확한 출력과 다른 칸이 없습니다.',
  },
  'types.pin': { en: 'Pin the cell [{cell}]', ko: '칸 [{cell}] 고정' },
  'types.overflow': {
    en: 'the squares of {number} of {groups} {groups:group|groups} overflow.',
    ko: '그룹 {groups}개 중 {number}개의 제곱이 넘칩니다.',
  },
  'types.epsLost': {
    en: 'eps is lost in {number} of {groups} {groups:group|groups}: adding it changes nothing.',
    ko: '그룹 {groups}개 중 {number}개에서 eps가 사라집니다. 더해도 바뀌지 않습니다.',
  },
  'types.spoiled': {
    en: '{number} {number:cell becomes|cells become} NaN or infinite.',
    ko: '칸 {number}개가 NaN이나 무한대가 됩니다.',
  },
  'lab.title': { en: 'Precision lab', ko: '정밀도 실험실' },
  'lab.text': {
    en: 'E[x²] − E[x]² subtracts two large numbers that are nearly equal. Add an offset, which changes no variance, and see what is left.',
    ko: 'E[x²] − E[x]²은 거의 같은 두 큰 수의 차입니다. 오프셋을 더해도 분산은 그대로여야 합니다. 무엇이 남는지 보세요.',
  },
  'lab.offset': { en: 'Offset added to the values of {group}', ko: '{group}의 값에 더하는 오프셋' },
  'lab.offsetField': { en: 'Offset as a number', ko: '오프셋 값' },
  'lab.row.twoPass': { en: 'Two passes, float64 (ours)', ko: '두 번 훑기, float64 (Normscope)' },
  'lab.row.torch': { en: 'PyTorch {version}, float32', ko: 'PyTorch {version}, float32' },
  'lab.row.naive32': { en: 'E[x²] − E[x]², float32', ko: 'E[x²] − E[x]², float32' },
  'lab.row.welford32': { en: 'Welford, float32', ko: 'Welford, float32' },
  'lab.xhat': {
    en: 'The pinned cell, normalized, before γ and β',
    ko: '고정한 칸을 정규화한 값 (γ와 β 적용 전)',
  },
  'lab.notRecorded': { en: 'not recorded for this input', ko: '이 입력에 대한 기록이 없습니다' },
  'lab.negative': {
    en: 'The naive variance is negative: its root, and every output with it, is NaN.',
    ko: '단순 공식의 분산이 음수라서 제곱근도, 그것으로 나눈 출력도 모두 NaN입니다.',
  },
  'lab.chart': { en: '|error| of σ² against the offset', ko: '오프셋에 따른 σ²의 |오차|' },
  'lab.chartAlt': {
    en: 'Error of the variance against the offset, both logarithmic: the naive formula’s grows with the square of the offset',
    ko: '오프셋에 따른 분산의 오차, 두 축 모두 로그: 단순 공식의 오차는 오프셋의 제곱에 따라 커집니다',
  },
  'lab.key.naive32': { en: 'naive', ko: '단순 공식' },
  'lab.key.welford32': { en: 'Welford', ko: 'Welford' },
  'lab.spacing': {
    en: 'Near {mean} the float32 numbers lie {step} apart: the values themselves are rounded to that, for all four formulas alike.',
    ko: '{mean} 근처에서 float32의 간격은 {step}입니다. 값 자체가 그만큼 반올림되며, 네 방법 모두 마찬가지입니다.',
  },
} as const satisfies Texts;
