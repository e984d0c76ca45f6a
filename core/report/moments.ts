import type { StageStep } from '../figure/stageSteps.ts';
import type { ReportLanguage } from './text.ts';

type Moments = Readonly<Record<`moment.${StageStep | 'none'}`, string>>;

/** What happens at each station of the stage, in one sentence, `none` where a layer does not pass it; the window and the report page say the same. */
export const MOMENTS: Readonly<Record<ReportLanguage, Moments>> = {
  en: {
    'moment.group': 'Choose a statistic: these cells share it.',
    'moment.gather': 'Gather its cells; the reduced axes disappear.',
    'moment.replicas':
      'Each device takes n, μ and M = Σ(x − μ)² of its share; merged, they are those of the whole batch.',
    'moment.mean': 'Their mean.',
    'moment.deviation': 'What each cell deviates from the mean.',
    'moment.square': 'The deviations squared.',
    'moment.variance': 'Their average: the biased variance, divided by n.',
    'moment.epsSqrt': 'Add eps, then take the root.',
    'moment.divide': 'Divide every deviation by it: mean 0, variance 1.',
    'moment.scaleShift': 'Scale by γ and shift by β.',
    'moment.allGroups': 'The same for every other statistic.',
    'moment.running': 'The running statistics take in a share of this batch.',
    'moment.none': 'This layer has no such step in this mode.',
  },
  ko: {
    'moment.group': '통계 하나를 고릅니다. 이 칸들이 그 통계를 함께 씁니다.',
    'moment.gather': '칸을 모읍니다. 줄어드는 축이 사라집니다.',
    'moment.replicas':
      '장치마다 자기 몫의 n, μ, M = Σ(x − μ)²을 구하고, 합치면 배치 전체의 값이 됩니다.',
    'moment.mean': '모은 칸의 평균입니다.',
    'moment.deviation': '각 칸이 평균에서 벗어난 정도입니다.',
    'moment.square': '편차를 제곱합니다.',
    'moment.variance': '제곱의 평균, 곧 n으로 나눈 편향 분산입니다.',
    'moment.epsSqrt': 'eps를 더하고 제곱근을 구합니다.',
    'moment.divide': '모든 편차를 나누면 평균 0, 분산 1이 됩니다.',
    'moment.scaleShift': 'γ를 곱하고 β를 더합니다.',
    'moment.allGroups': '다른 모든 통계에도 똑같이 합니다.',
    'moment.running': '이동 통계가 이 배치의 몫을 받아들입니다.',
    'moment.none': '이 모드의 이 레이어에는 없는 단계입니다.',
  },
};
