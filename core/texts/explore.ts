import type { Texts } from './texts.ts';

/** The panels of Explore: tensor, layer, options, view, code and warnings. */
export const exploreTexts = {
  'panel.left': { en: 'Tensor, layer and view', ko: '텐서, 레이어, 보기' },
  'panel.right': { en: 'Numbers', ko: '수치' },

  'tensor.title': { en: 'Tensor', ko: '텐서' },

  'example.nlp': { en: 'NLP example', ko: 'NLP 예제' },
  'example.image': { en: 'Image example', ko: '이미지 예제' },
  'example.channels': { en: 'Unequal channels, text', ko: '고르지 않은 채널, 문장' },
  'example.channelsImage': { en: 'Unequal channels, image', ko: '고르지 않은 채널, 이미지' },
  'example.square': { en: 'Square trap (C = L)', ko: '정사각형 함정 (C = L)' },
  'example.oneHot': { en: 'One-hot column', ko: '원-핫 열' },
  'example.oneSentence': { en: 'Batch of one sentence', ko: '문장 하나짜리 배치' },
  'example.oneVector': { en: 'Batch of one vector', ko: '벡터 하나짜리 배치' },
  'example.pair': { en: 'Batch of two vectors', ko: '벡터 두 개짜리 배치' },
  'example.offset': { en: 'Large offset', ko: '큰 오프셋' },
  'example.constant': { en: 'Constant channel', ko: '상수 채널' },
  'example.seed': { en: 'seed {seed}', ko: '시드 {seed}' },

  'layer.title': { en: 'Layer', ko: '레이어' },
  'layer.needs': {
    en: 'takes {forms}; this tensor has {rank} {rank:dimension|dimensions}',
    ko: '{forms} 입력만 받습니다. 이 텐서는 {rank}차원입니다',
  },

  'family.batch': { en: 'Batch', ko: '배치 정규화' },
  'family.layer': { en: 'Layer', ko: '레이어 정규화' },
  'family.group': { en: 'Group', ko: '그룹 정규화' },
  'family.instance': { en: 'Instance', ko: '인스턴스 정규화' },
  'family.window': { en: 'Window', ko: '창' },
  'family.custom': { en: 'Your own', ko: '직접 고르기' },
  'family.pointwise': { en: 'No statistics', ko: '통계량 없음' },
  'family.weight': { en: 'Weights', ko: '가중치' },
  'family.museum': { en: 'Museum', ko: '박물관' },
  'family.teaching': { en: 'Common mistakes', ko: '흔한 실수' },

  'option.title': { en: 'Options of the layer', ko: '레이어의 옵션' },
  'option.reset': { en: 'Back to the defaults', ko: '기본값으로' },

  'problem.empty': { en: 'Type a value.', ko: '값을 입력하세요.' },
  'problem.number': {
    en: 'Not a number. Type it like 0.001 or 1e-5.',
    ko: '수가 아닙니다. 0.001이나 1e-5처럼 입력하세요.',
  },
  'problem.integer': { en: 'Not a whole number.', ko: '정수가 아닙니다.' },
  'problem.sizes': {
    en: 'Type whole numbers with commas, like 5, 4.',
    ko: '5, 4처럼 정수를 쉼표로 나누어 입력하세요.',
  },
  'problem.choice': { en: 'Choose one of the list.', ko: '목록에서 고르세요.' },
  'problem.least': { en: 'Must be at least {limit}.', ko: '{limit} 이상이어야 합니다.' },
  'problem.most': { en: 'Must be at most {limit}.', ko: '{limit} 이하여야 합니다.' },
  'problem.orNone': { en: 'None is allowed too.', ko: 'None도 쓸 수 있습니다.' },

  'mode.title': { en: 'Mode', ko: '모드' },
  'mode.help': {
    en: 'train() uses the statistics of this input, eval() the running statistics',
    ko: 'train()은 이 입력의 통계량을, eval()은 이동 통계량을 씁니다',
  },

  'axes.title': { en: 'Axes', ko: '축' },
  'axes.guess': {
    en: 'What are the dimensions of this tensor? The names are a guess.',
    ko: '이 텐서의 차원은 무엇인가요? 이름은 추측입니다.',
  },
  'axes.right': { en: 'They are right', ko: '맞습니다' },
  'axes.of': { en: 'dim {dim} · {size}', ko: '차원 {dim} · {size}' },
  'axes.dim': { en: 'Name of dim {dim}, of size {size}', ko: '차원 {dim}(크기 {size})의 이름' },
  'axes.failed': { en: 'The axes could not be named', ko: '축의 이름을 바꾸지 못했습니다' },
  'axes.N': { en: 'batch', ko: '배치' },
  'axes.C': { en: 'channels', ko: '채널' },
  'axes.L': { en: 'length', ko: '길이' },
  'axes.D': { en: 'depth', ko: '깊이' },
  'axes.H': { en: 'height', ko: '높이' },
  'axes.W': { en: 'width', ko: '너비' },

  'view.title': { en: 'View', ko: '보기' },
  'view.layout': { en: 'Layout', ko: '축 순서' },
  'view.colour': { en: 'Colour', ko: '색' },
  'view.byValue': { en: 'value', ko: '값' },
  'view.byValueHelp': {
    en: 'Orange is negative, purple is positive',
    ko: '주황은 음수, 보라는 양수',
  },
  'view.byGroup': { en: 'group', ko: '그룹' },
  'view.byGroupHelp': {
    en: 'One colour for all cells that share a statistic',
    ko: '통계량을 함께 쓰는 칸을 같은 색으로',
  },
  'view.fourD': { en: 'Form', ko: '모양' },
  'view.auto': { en: 'auto', ko: '자동' },
  'view.autoHelp': {
    en: 'Cubes where their numbers can be read, else slices laid flat; a turn shows cubes',
    ko: '숫자를 읽을 수 있으면 정육면체, 아니면 평면 슬라이스. 돌리면 정육면체가 됩니다',
  },
  'view.separate': { en: 'cubes', ko: '정육면체' },
  'view.separateHelp': {
    en: 'Cubes; images have one for every sample',
    ko: '정육면체. 이미지는 샘플마다 하나씩',
  },
  'view.flat': { en: 'flat', ko: '평면' },
  'view.flatHelp': {
    en: 'Every slice as a matrix of numbers',
    ko: '모든 슬라이스를 숫자 행렬로',
  },
  'view.merged': { en: 'merged', ko: '합침' },
  'view.mergedHelp': {
    en: 'Height and width as one axis, as in the Group Normalization paper',
    ko: '그룹 정규화 논문처럼 높이와 너비를 한 축으로',
  },
  'view.explode': { en: 'Explode', ko: '벌리기' },
  'view.range': { en: 'Colours to', ko: '색 범위' },
  'view.rangeHelp': {
    en: 'Where the colours end, on both sides of 0; cells beyond are marked as clipped. Empty: as the data are.',
    ko: '0의 양쪽에서 색이 끝나는 값입니다. 넘는 칸에는 잘림 표시가 붙습니다. 비우면 데이터에 맞춥니다.',
  },
  'view.rangeOf': { en: 'Colours of {name} end at ±', ko: '{name}의 색이 끝나는 값 ±' },
  'view.rangeReset': { en: 'Colours as the data are', ko: '색을 데이터에 맞추기' },
  'view.pooling': { en: 'Blocks', ko: '구역' },
  'view.mean': { en: 'mean', ko: '평균' },
  'view.min': { en: 'min', ko: '최소' },
  'view.max': { en: 'max', ko: '최대' },

  'code.title': { en: 'The same in code', ko: '같은 계산을 코드로' },

  'notices.title': { en: 'Often mistaken', ko: '흔한 오해' },
} as const satisfies Texts;
