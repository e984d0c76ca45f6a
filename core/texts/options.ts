import type { LayerName } from '../norm/layers.ts';
import type { Language } from '../settings.ts';
import { optionKeys } from './byKey.ts';
import type { Text, Texts } from './texts.ts';

const SIZES_OF_PARAMETERS: Text = {
  en: 'Sizes of the last dimensions, along which γ and β vary.',
  ko: 'γ와 β가 달라지는 마지막 차원들의 크기.',
};
const ALPHA_BEFORE_BENDING: Text = {
  en: 'What every value is multiplied by before it is bent.',
  ko: '구부리기 전에 모든 값에 곱하는 수.',
};

/** What an option does, in one sentence: of the option wherever it stands, of layers that divide by the root mean square (rms) or the length (l2), or of one layer's where that differs. */
export const optionsTexts = {
  'option.affine': {
    en: 'Scale by γ (weight) and shift by β (bias), one of each per channel.',
    ko: '채널마다 하나씩 γ(weight)를 곱하고 β(bias)를 더합니다.',
  },
  'option.alpha': {
    en: 'Multiplies the mean of the squares in the window.',
    ko: '창 안 제곱 평균에 곱하는 수.',
  },
  'option.DynamicTanh.alpha': ALPHA_BEFORE_BENDING,
  'option.DynamicErf.alpha': ALPHA_BEFORE_BENDING,
  'option.apply_act': {
    en: 'Normalize and bend; without it the layer only scales by γ and shifts by β.',
    ko: '정규화하고 구부립니다. 끄면 γ를 곱하고 β를 더하기만 합니다.',
  },
  'option.axes': {
    en: 'Positions of the dimensions to average over; negative ones count from the end.',
    ko: '평균을 낼 차원의 위치. 음수는 뒤에서부터 셉니다.',
  },
  'option.beta': { en: 'Exponent of the denominator.', ko: '분모의 지수.' },
  'option.bias': {
    en: 'Have β (bias) as well as γ (weight).',
    ko: 'γ(weight)와 함께 β(bias)도 둡니다.',
  },
  'option.center': {
    en: 'Subtract the mean; without it the layer divides by the root mean square.',
    ko: '평균을 뺍니다. 끄면 제곱평균제곱근으로 나눕니다.',
  },
  'option.channels_last': {
    en: 'The input is (N, H, W, C), not (N, C, H, W); so it is where its last axis is called C.',
    ko: '입력이 (N, C, H, W)가 아니라 (N, H, W, C)입니다. 마지막 축의 이름이 C이면 그렇게 봅니다.',
  },
  'option.dim': {
    en: 'Positions of the dimensions whose length is taken; negative ones count from the end.',
    ko: '길이를 구할 차원의 위치. 음수는 뒤에서부터 셉니다.',
  },
  'option.dmax': {
    en: 'Most that the batch is moved towards the running statistics: d is kept from −dmax to dmax.',
    ko: '배치를 이동 통계량 쪽으로 옮기는 한도. d는 −dmax와 dmax 사이에 둡니다.',
  },
  'option.elementwise_affine': {
    en: 'Scale and shift with parameters of the shape normalized_shape.',
    ko: 'normalized_shape 모양의 매개변수로 스케일하고 시프트합니다.',
  },
  'option.RMSNorm.elementwise_affine': {
    en: 'Scale with a weight of the shape normalized_shape.',
    ko: 'normalized_shape 모양의 γ(weight)로 스케일합니다.',
  },
  'option.QKNorm.elementwise_affine': {
    en: 'Scale by γ (weight), without a β.',
    ko: 'β 없이 γ(weight)만 곱합니다.',
  },
  'option.eps': {
    en: 'Added to the variance, so that a constant group does not divide by zero.',
    ko: '값이 모두 같은 그룹에서 0으로 나누지 않도록 분산에 더하는 수.',
  },
  'option.rms.eps': {
    en: 'Added to the mean of squares, so that zeros do not divide by zero.',
    ko: '0으로 나누지 않도록 제곱 평균에 더하는 수.',
  },
  'option.l2.eps': {
    en: 'The least that is divided by, so that zeros do not divide by zero.',
    ko: '0으로 나누지 않도록 정한, 나누는 수의 하한.',
  },
  'option.Custom.eps': {
    en: 'Added to the variance, or without center to the mean of squares, so that nothing is divided by zero.',
    ko: '0으로 나누지 않도록 분산에, center를 끄면 제곱 평균에 더하는 수.',
  },
  'option.EpsOutsideBatchNorm.eps': {
    en: 'Added to the root of the variance, where PyTorch adds it to the variance.',
    ko: '분산의 제곱근에 더하는 수. PyTorch는 분산에 더합니다.',
  },
  'option.FilterResponseNorm2d.eps': {
    en: 'Its size, without a sign, is added to the mean of squares, so that zeros do not divide by zero.',
    ko: '0으로 나누지 않도록 제곱 평균에 더하는 수. 부호를 뗀 크기를 더합니다.',
  },
  'option.GlobalResponseNorm.eps': {
    en: 'Added to the mean length, so that zeros do not divide by zero.',
    ko: '0으로 나누지 않도록 평균 길이에 더하는 수.',
  },
  'option.QKNorm.eps': {
    en: 'Added to the mean of squares, so that zeros do not divide by zero; with norm l2 it is the least that is divided by.',
    ko: '0으로 나누지 않도록 제곱 평균에 더하는 수. norm이 l2이면 나누는 수의 하한입니다.',
  },
  'option.RMSNorm.eps': {
    en: 'Added to the mean of squares; None is the smallest step of the data type at 1.',
    ko: '제곱 평균에 더하는 수. None이면 자료형에서 1 다음 수까지의 간격입니다.',
  },
  'option.g': {
    en: 'The number that all are multiplied by; None is the root of the last size, √D.',
    ko: '모두에 곱하는 수. None이면 마지막 크기의 제곱근 √D입니다.',
  },
  'option.k': {
    en: 'Added to the denominator before the exponent.',
    ko: '지수를 적용하기 전에 분모에 더하는 수.',
  },
  'option.momentum': {
    en: 'Weight of the new batch in the running statistics; None averages all batches alike.',
    ko: '이동 통계량에서 새 배치의 비중. None이면 모든 배치를 똑같이 평균합니다.',
  },
  'option.SwitchNorm2d.momentum': {
    en: 'Weight of the old running statistics, not of the new batch as elsewhere in this list.',
    ko: '이 목록의 다른 레이어와 달리, 새 배치가 아니라 이전 이동 통계량의 비중.',
  },
  'option.norm': {
    en: 'Divide by the root mean square, or by the length (eps is then the least divided by).',
    ko: '제곱평균제곱근으로 나눌지 길이로 나눌지 고릅니다(길이면 eps는 하한입니다).',
  },
  'option.norm_before_gate': {
    en: 'Normalize x and gate the result, not the other way round.',
    ko: '게이트를 먼저 곱하지 않고, x를 정규화한 다음 게이트를 곱합니다.',
  },
  'option.normalized_shape': {
    en: 'Sizes of the last dimensions, which are normalized together.',
    ko: '함께 정규화할 마지막 차원들의 크기.',
  },
  'option.DynamicTanh.normalized_shape': SIZES_OF_PARAMETERS,
  'option.DynamicErf.normalized_shape': SIZES_OF_PARAMETERS,
  'option.num_channels': {
    en: 'Number of channels C of the input.',
    ko: '입력의 채널 수 C.',
  },
  'option.num_features': {
    en: 'Number of channels C of the input.',
    ko: '입력의 채널 수 C.',
  },
  'option.num_groups': {
    en: 'Number of groups that the channels are split into; it must divide them.',
    ko: '채널을 나눌 그룹 수. 채널 수의 약수여야 합니다.',
  },
  'option.RMSNormGated.num_groups': {
    en: 'Number of groups that the last dimension is split into; it must divide it.',
    ko: '마지막 차원을 나눌 그룹 수. 그 크기의 약수여야 합니다.',
  },
  'option.num_heads': {
    en: 'Number of heads that the last dimension holds; it must divide it.',
    ko: '마지막 차원에 든 헤드 수. 그 크기의 약수여야 합니다.',
  },
  'option.param_axes': {
    en: 'Positions of the dimensions along which γ and β vary; None for neither.',
    ko: 'γ와 β가 달라지는 차원의 위치. None이면 둘 다 없습니다.',
  },
  'option.per_head': {
    en: 'A γ of its own for every head, not one that all heads share.',
    ko: '모든 헤드가 함께 쓰지 않고 헤드마다 따로 γ를 둡니다.',
  },
  'option.replicas': {
    en: 'Samples on each simulated device, summing to N; None is one device.',
    ko: '가상 장치마다의 샘플 수. 합이 N이어야 하고, None은 장치 하나입니다.',
  },
  'option.rmax': {
    en: 'Most that the batch is stretched or shrunk towards the running statistics: r is kept from 1/rmax to rmax.',
    ko: '배치를 이동 통계량 쪽으로 늘이거나 줄이는 한도. r은 1/rmax와 rmax 사이에 둡니다.',
  },
  'option.shift': {
    en: 'Added to α · x before it is bent.',
    ko: '구부리기 전에 α · x에 더하는 수.',
  },
  'option.size': {
    en: 'Number of neighbouring channels in the window.',
    ko: '창에 드는 이웃 채널 수.',
  },
  'option.track_running_stats': {
    en: 'Keep running statistics while training and use them in eval.',
    ko: '학습 중에 이동 통계량을 모아 두었다가 eval에서 씁니다.',
  },
  'option.virtual_batch_size': {
    en: 'Most samples that are normalized together; the batch is split into chunks as equal as possible.',
    ko: '함께 정규화할 샘플의 최대 수. 배치를 되도록 똑같은 크기의 묶음으로 나눕니다.',
  },
  'option.zero_centered_gamma': {
    en: 'Scale by 1 + γ: the weight says how far the scale is from 1, and starts at 0.',
    ko: '1 + γ를 곱합니다. weight는 배율이 1에서 얼마나 떨어져 있는지를 말하며 0에서 시작합니다.',
  },
} as const satisfies Texts;

/** What an option of a layer does; undefined where nobody has said it. */
export function optionHelp(
  layer: LayerName,
  option: string,
  language: Language,
): string | undefined {
  const texts: Texts = optionsTexts;
  return optionKeys(layer, option)
    .map((key) => texts[key]?.[language])
    .find((text) => text !== undefined);
}
