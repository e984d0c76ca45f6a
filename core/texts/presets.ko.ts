import type { presetsEn } from './presets.en.ts';

/** 해 보기와 정밀도 실험실의 글. */
export const presetsKo: Readonly<Record<keyof typeof presetsEn, string>> = {
  'preset.paddingLeak': '패딩 누출',
  'preset.nanBlast': 'NaN이 번지는 범위',
  'preset.constantChannel': '값이 모두 같은 채널',
  'preset.batchOfOne': '샘플이 하나인 배치',
  'preset.largeOffset': '큰 오프셋',
  'preset.squareTrap': '정사각형 함정 (C = L)',
  'preset.roleSwap': '역할 바꾸기',
  'preset.layouts': '축 순서',
  'preset.close': '설명 숨기기',
  'preset.paddingLeak.look':
    '마지막 샘플의 끝을 0으로 채웠습니다. 평균을 함께 쓰는 다른 샘플의 출력도 바뀝니다. C에 대한 LayerNorm에서는 바뀌지 않습니다.',
  'preset.nanBlast.look':
    '칸 하나가 NaN입니다. 출력의 NaN을 세어 보세요. BatchNorm은 채널 전체를, C에 대한 LayerNorm은 토큰 하나를 잃습니다.',
  'preset.constantChannel.look':
    '이 채널의 값이 모두 같습니다. 분산이 0이라 제곱근 안에는 ε만 남고, γ와 β를 적용하기 전의 출력은 0입니다.',
  'preset.batchOfOne.look':
    '샘플이 하나이고 채널마다 값도 하나라 평균 낼 것이 없어 학습 모드가 거부합니다. eval로 바꾸거나 LayerNorm을 골라 보세요.',
  'preset.largeOffset.look':
    '모든 값이 10,000 근처이고 차이는 0.01쯤입니다. 정밀도 실험실에서 단순 공식의 분산은 음수, 출력은 NaN이 됩니다.',
  'preset.squareTrap.look':
    'C와 L이 모두 4라서 BatchNorm1d가 (N, L, C)를 오류 없이 받아 N과 C에 대해 평균합니다. 축 순서를 NCL로 바꾸어 비교해 보세요.',
  'preset.roleSwap.look':
    '(N, L, C)로 넣으면 InstanceNorm1d는 위치마다 C에 대해 평균합니다. LayerNorm(5)와 같습니다. ‘다른 이름’을 보세요.',

  'lab.title': '정밀도 실험실',
  'lab.text':
    'E[x²] − E[x]²은 거의 같은 두 큰 수의 차입니다. 오프셋을 더해도 분산은 그대로여야 합니다. 무엇이 남는지 보세요.',
  'lab.offset': '{group}의 값에 더하는 오프셋',
  'lab.offsetField': '오프셋 값',
  'lab.row.twoPass': '두 번 훑기, float64 (Normscope)',
  'lab.row.torch': 'PyTorch {version}, float32',
  'lab.row.naive32': 'E[x²] − E[x]², float32',
  'lab.row.welford32': 'Welford, float32',
  'lab.xhat': '고정한 칸을 정규화한 값 (γ와 β 적용 전)',
  'lab.notRecorded': '이 입력에 대한 기록이 없습니다',
  'lab.negative': '단순 공식의 분산이 음수라서 제곱근도, 그것으로 나눈 출력도 모두 NaN입니다.',
  'lab.chart': '오프셋에 따른 σ²의 |오차|',
  'lab.chartAlt':
    '오프셋에 따른 분산의 오차, 두 축 모두 로그: 단순 공식의 오차는 오프셋의 제곱에 따라 커집니다',
  'lab.key.naive32': '단순 공식',
  'lab.key.welford32': 'Welford',
  'lab.spacing':
    '{mean} 근처에서 float32의 간격은 {step}입니다. 값 자체가 그만큼 반올림되며, 네 방법 모두 마찬가지입니다.',
};
