import type { Texts } from './texts.ts';

/** Which layer made one tensor of another. */
export const verifyTexts = {
  'verify.pages': { en: 'About files', ko: '파일 화면' },
  'verify.title': { en: 'Which layer?', ko: '어느 레이어?' },
  'verify.lead': {
    en: 'Give the input and the output of a layer: this finds which one it was, over which axes, with which variance and eps.',
    ko: '레이어의 입력과 출력을 주면 어느 레이어였는지, 어느 축에서 평균을 냈고 어떤 분산과 eps를 썼는지 찾습니다.',
  },
  'verify.picture': { en: 'x, a layer that is not known, y', ko: 'x, 모르는 레이어, y' },

  'verify.x': { en: 'Input x', ko: '입력 x' },
  'verify.y': { en: 'Output y', ko: '출력 y' },
  'verify.weight': { en: 'Weight γ', ko: '가중치 γ' },
  'verify.bias': { en: 'Bias β', ko: '편향 β' },
  'verify.runningMean': { en: 'running_mean', ko: 'running_mean' },
  'verify.runningVar': { en: 'running_var', ko: 'running_var' },
  'verify.eps': { en: 'eps', ko: 'eps' },
  'verify.epsUnknown': { en: 'not known', ko: '모름' },
  'verify.epsWrong': { en: 'A number of at least 0, such as 1e-5', ko: '0 이상의 수(예: 1e-5)' },
  'verify.known': { en: 'What else is known', ko: '더 아는 것' },
  'verify.choose': { en: 'Choose or drop a file', ko: '고르거나 파일을 끌어다 놓기' },
  'verify.chooseFor': { en: 'Choose the tensor for {part}', ko: '{part}에 쓸 텐서 고르기' },
  'verify.clear': { en: 'Leave {part} out', ko: '{part} 빼기' },
  'verify.swap': { en: 'Swap x and y', ko: 'x와 y 바꾸기' },
  'verify.openFile': { en: 'Open a file', ko: '파일 열기' },

  'verify.running': { en: 'Searching …', ko: '찾는 중 …' },
  'verify.cancel': { en: 'Cancel', ko: '취소' },
  'verify.again': { en: 'Search again', ko: '다시 찾기' },
  'verify.explained': { en: '{layer} made y of x', ko: 'y는 {layer:이가} x로 만든 것입니다' },
  'verify.unexplained': { en: 'No layer explains this', ko: '이 y를 설명하는 레이어가 없습니다' },
  'verify.untold': { en: 'It cannot be told', ko: '가려낼 수 없습니다' },
  'verify.untoldWhy': {
    en: 'There are too few values: what fits, would fit anything.',
    ko: '값이 너무 적어서 무엇이든 맞아떨어집니다.',
  },
  'verify.rounding': {
    en: 'rounding of {precision} leaves up to {tolerance}',
    ko: '{precision} 반올림으로 생길 수 있는 차이는 {tolerance}까지',
  },
  'verify.turned': {
    en: 'y lies with its dimensions in another order: {order}',
    ko: 'y는 차원 순서가 다릅니다: {order}',
  },
  'verify.precision': { en: 'y went through {precision}', ko: 'y는 {precision:을를} 거쳤습니다' },

  'verify.over': { en: '{layer} over {axes}', ko: '{layer} ({axes} 축에서 평균)' },
  'verify.groups': { en: '{n} groups', ko: '그룹 {n}개' },
  'verify.variance.biased': { en: 'variance ÷ n', ko: '분산 ÷ n' },
  'verify.variance.unbiased': { en: 'variance ÷ (n − 1)', ko: '분산 ÷ (n − 1)' },
  'verify.variance.mean square': { en: 'mean of squares', ko: '제곱의 평균' },
  'verify.variance.sum of squares': { en: 'sum of squares', ko: '제곱의 합' },
  'verify.eps.inside': { en: 'eps {eps} inside the root', ko: '제곱근 안의 eps {eps}' },
  'verify.eps.outside': { en: 'eps {eps} outside the root', ko: '제곱근 밖의 eps {eps}' },
  'verify.eps.floor': { en: 'eps {eps} as the least divisor', ko: '나누는 수의 하한 eps {eps}' },
  'verify.affine.none': { en: 'without γ and β', ko: 'γ, β 없음' },
  'verify.affine.given': { en: 'γ and β as given', ko: '주어진 γ, β' },
  'verify.affine.plusOne': { en: '1 + γ, as given', ko: '주어진 γ에 1을 더함' },
  'verify.affine.fitted': { en: 'γ and β fitted to y', ko: 'y에 맞춘 γ, β' },
  'verify.mode.train': { en: 'train', ko: 'train' },
  'verify.mode.eval': {
    en: 'eval: x has no part in the statistics',
    ko: 'eval: 통계량이 x와 무관',
  },

  'verify.entries': { en: 'What was found, the likeliest first', ko: '찾은 것(가능성이 큰 순서)' },
  'verify.fits': { en: 'explains y', ko: 'y를 설명함' },
  'verify.fails': { en: 'does not explain y', ko: 'y를 설명하지 못함' },
  'verify.residual': { en: 'at most {max} off', ko: '최대 차이 {max}' },
  'verify.limit': { en: 'what rounding leaves', ko: '반올림 한계' },
  'verify.equals': { en: 'The same on this shape: {names}', ko: '이 모양에서 같은 것: {names}' },
  'verify.near.unbiased': {
    en: '{over}, but with the variance divided by n − 1: {from} → {to}',
    ko: '{over}이지만 분산을 n − 1로 나누면: {from} → {to}',
  },
  'verify.near.biased': {
    en: '{over}, but with the variance divided by n: {from} → {to}',
    ko: '{over}이지만 분산을 n으로 나누면: {from} → {to}',
  },
  'verify.near.outside': {
    en: '{over}, but with eps added outside of the root: {from} → {to}',
    ko: '{over}이지만 eps를 제곱근 밖에 더하면: {from} → {to}',
  },
  'verify.near.floor': {
    en: '{over}, but with eps as the least divisor: {from} → {to}',
    ko: '{over}이지만 eps를 나누는 수의 하한으로 쓰면: {from} → {to}',
  },
  'verify.near.eps': {
    en: '{over}, but with eps {eps}: {from} → {to}',
    ko: '{over}이지만 eps를 {eps:으로로} 하면: {from} → {to}',
  },
  'verify.near.nearest': {
    en: '{over} is {from} off, {times} times what rounding leaves',
    ko: '{over}: 차이 {from}, 반올림 한계의 {times}배',
  },
  'verify.near.far': {
    en: '{over} is {from} off, far above what rounding leaves',
    ko: '{over}: 차이 {from}, 반올림 한계를 크게 넘음',
  },
  'verify.nearest': { en: 'The nearest', ko: '가장 가까운 것' },
  'verify.nearMisses': { en: 'Near misses', ko: '아깝게 빗나간 것' },
  'verify.undecided': {
    en: 'Cannot be told: {layer} fits {fitted} numbers to {values} values, and so would anything.',
    ko: '가려낼 수 없음: {layer:은는} 값 {values}개에 수 {fitted}개를 맞추므로 무엇이든 맞습니다.',
  },
  'verify.difference': { en: 'y − what this makes of x', ko: 'y − 이 레이어의 출력' },
  'verify.differenceIn': {
    en: 'y − what this makes of x, in {unit}',
    ko: 'y − 이 레이어의 출력, 단위 {unit}',
  },
  'verify.explore': { en: 'Open in Explore', ko: '탐색에서 열기' },
  'verify.exploreLike': {
    en: 'Explore has no layer with this variance or eps: the usual one is shown there.',
    ko: '탐색에는 이런 분산이나 eps를 쓰는 레이어가 없어 보통의 레이어를 보여 줍니다.',
  },
  'verify.cubes': { en: 'x, y and the difference', ko: 'x, y, 차이' },
  'verify.lines': { en: 'PyTorch lines that do the same', ko: '같은 일을 하는 PyTorch 코드' },
  'verify.cancelled': { en: 'The search was cancelled.', ko: '찾기를 취소했습니다.' },
} as const satisfies Texts;
