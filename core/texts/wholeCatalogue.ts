import type { Catalogue } from './catalogue.ts';
import { koErrors } from './koErrors.ts';
import { optionsTexts } from './options.ts';
import { STATION_TEXTS } from './stations.ts';
import { summariesTexts } from './summaries.ts';
import { WINDOW_TEXTS } from './window.ts';
import { koNotices } from './notices.ko.ts';

/** Korean for what comes with data and is English there: warnings and identities. */
export const koData = {
  ...koNotices,

  'identity.groupNormOfEachChannel': '그룹마다 채널이 하나면 평균을 낼 곳은 위치뿐입니다.',
  'identity.groupNormOfOneGroup':
    '그룹이 하나면 샘플의 모든 채널과 위치에 걸쳐 평균을 냅니다. γ와 β의 모양만 다릅니다.',
  'identity.batchNormOfOneSample': '샘플이 하나면 평균을 낼 곳은 위치뿐입니다.',
  'identity.rmsNormAfterCentring': '평균이 0이면 제곱 평균이 곧 분산입니다.',
  'identity.layerNormOfPositions':
    'C를 빼고 위치에만 걸친 LayerNorm은 InstanceNorm이 하는 일입니다.',
  'identity.instanceNormOfChannelsLast':
    '채널이 마지막이면 InstanceNorm1d는 위치를 채널로 보고 C에 걸쳐 평균을 냅니다.',
  'identity.layerNormIgnoresBatchOrder':
    '위치마다 따로 정규화하므로 배치 축이 어디 있든 상관없습니다.',
  'identity.syncBatchNormIsGlobal':
    '개수, 평균, 분산을 주고받은 장치들은 배치 전체의 통계량에 이릅니다.',
  'identity.freshBatchNormInEval':
    '새 이동 통계량은 평균 0, 분산 1이므로 eval은 √(1 + eps)로 나눕니다.',
} as const satisfies Readonly<Record<string, string>>;

/** All that can be said. */
export const WHOLE_CATALOGUE: Catalogue = {
  window: { ...WINDOW_TEXTS, ...summariesTexts, ...optionsTexts },
  stations: STATION_TEXTS,
  data: { ...koData, ...koErrors },
};
