import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { layerRow } from '../../../core/norm/layers.ts';
import { batchWeight } from '../../../core/norm/running.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import type { Language } from '../../../core/settings.ts';

export interface Claim {
  /** Plans of which it would be wrong. */
  readonly isFalse: (plan: Plan) => boolean;
  readonly en: RegExp;
  readonly ko: RegExp;
  /** What denies it, and so may say its words. */
  readonly denied?: RegExp;
}

const subtractsNothing = (plan: Plan) => asMoments(plan)?.subtracts === 'nothing';
const isStored = (plan: Plan) => plan.source === 'running';

/** Words that claim something of a layer's arithmetic, and the plans that they would contradict. */
export const CLAIMS: Readonly<Record<string, Claim>> = {
  'a variance, deviations or a mean of 0': {
    isFalse: subtractsNothing,
    en: /variance|deviation|mean 0|σ²|μ/,
    ko: /분산|편차|평균은 0(?!\.)|σ²|μ/,
  },
  'a mean of squares': {
    isFalse: (plan) => asMoments(plan) !== null && asMoments(plan)?.divides !== 'rms',
    en: /mean of squares|(root )?mean square/i,
    ko: /제곱 ?평균/,
  },
  'a length': {
    isFalse: (plan) => asMoments(plan) !== null && asMoments(plan)?.divides !== 'l2',
    en: /\bthe length\b|ha(?:s|ve) length/,
    ko: /길이를 구|길이는|길이입니다|길이의 제곱/,
    // the axis L
    denied: /over the (batch and the )?length,/,
  },
  'a biased variance': {
    isFalse: (plan) => asMoments(plan) !== null && (isStored(plan) || asMoments(plan)?.ddof === 1),
    en: /\bbiased/i,
    ko: /(?<!비)편향/,
  },
  'an unbiased variance': {
    isFalse: (plan) => isStored(plan) || (asMoments(plan)?.ddof === 0 && !plan.updates),
    en: /unbiased/i,
    ko: /비편향/,
  },
  'eps under the root': {
    isFalse: (plan) => ['outside', 'floor'].includes(asMoments(plan)?.epsPlace ?? ''),
    en: /eps = \S+ to the|eps under the root/,
    ko: /eps = \S+ 더한 다음 제곱근|근호 안/,
  },
  'eps outside the root': {
    isFalse: (plan) => asMoments(plan)?.epsPlace !== 'outside',
    en: /then add eps|outside the root/,
    ko: /먼저 구한 다음 eps|근호 밖/,
  },
  'eps as a floor': {
    isFalse: (plan) => asMoments(plan)?.epsPlace !== 'floor',
    en: /at least eps|as a floor/,
    ko: /eps 이상|하한/,
  },
  'a subtracted mean': {
    isFalse: (plan) => plan.subtracts === 'nothing',
    en: /one mean and one variance|[Ss]ubtract μ/,
    ko: /평균 하나와 분산 하나|μ = \S+ 뺍니다/,
  },
  'statistics of this input': {
    isFalse: (plan) => isStored(plan) && asMoments(plan) !== null,
    en: /share one|this batch|of the batch|Add the \d+/,
    ko: /하나를 함께 씁니다|이 배치의|개를 더하고/,
  },
  'that it averages': {
    isFalse: (plan) => isStored(plan) && asMoments(plan) !== null,
    en: /averages over (?!nothing)/,
    ko: /걸쳐 평균을 냅니다/,
  },
  'a batch, where it is stored': {
    isFalse: isStored,
    en: /the batch [−\d]|of the batch, [−\d]|this batch/,
    ko: /배치의 (평균|분산|표준편차) [−\d]|이 배치/,
  },
  'stored statistics': {
    isFalse: (plan) => !isStored(plan),
    en: /\bstored\b/,
    ko: /저장된|저장값/,
  },
  'that they change': {
    isFalse: (plan) => !plan.updates,
    en: /take in the share|takes in the share/,
    ko: /받아들이/,
  },
  'that momentum weighs the batch': {
    isFalse: (plan) => layerRow(plan.spec.layer).momentumOfOld === true,
    en: /weight of the new batch/,
    ko: /새 배치의 비중/,
  },
  'that nothing moves them': {
    isFalse: (plan) => plan.updates && batchWeight(plan, 0) !== 0,
    en: /never change/,
    ko: /바뀌지 않/,
  },
  'that eps is subtracted': {
    isFalse: (plan) => ['floor', 'absolute'].includes(asMoments(plan)?.epsPlace ?? ''),
    en: /is subtracted from/,
    ko: /그만큼을 뺍니다/,
  },
  'a γ of 1': {
    isFalse: (plan) => plan.gammaOffset === 1,
    en: /by γ =/,
    ko: /에 γ = \S+ 곱하/,
  },
  'running statistics': {
    isFalse: (plan) => !plan.tracks && !isStored(plan),
    en: /running_(mean|var)|[Rr]unning statistics/,
    ko: /running_(mean|var)|이동 통계량/,
    denied:
      /track_running_stats=False|이동 통계량을 켜|without γ, β and running|이동 통계량이 없으면/,
  },
  eval: {
    isFalse: (plan) => plan.spec.mode === 'train',
    en: /in eval averages|so eval only/,
    ko: /^eval|eval은 γ/,
  },
  γ: {
    isFalse: (plan) => !plan.hasWeight,
    en: /γ/,
    ko: /γ/,
    denied:
      /no γ|neither γ|without γ|γ와 β 없음|γ도 β도 없|γ와 β가 없으면|γ, β, 이동|where γ is|γ가 유한한|before γ|γ 이전|γ와 β 이전/,
  },
  β: {
    isFalse: (plan) => !plan.hasBias && plan.spec.layer !== 'LocalResponseNorm',
    en: /β/,
    ko: /β/,
    denied:
      /no β|no γ and no β|neither γ|without (a β|γ)|β 없이|γ와 β 없음|γ도 β도 없|β는 없습니다|γ와 β가 없으면|γ, β, 이동|β\(없으면 0\)|before γ|γ와 β 이전/,
  },
  'that nothing is averaged': {
    isFalse: (plan) =>
      plan.groups > 0 &&
      !isStored(plan) &&
      plan.groupSize > 1 &&
      (plan.kind !== 'staged' || plan.acts),
    en: /averages over nothing|[Nn]othing is averaged|group of its own/,
    ko: /평균을 내지 않|홀로 한 그룹/,
  },
};

/**
 * Claims of a text that are wrong of all plans that it may be about.
 * @returns none where the text is about no plan
 */
export function wrongClaims(text: string, plans: readonly Plan[], language: Language): string[] {
  if (plans.length === 0) return [];
  return Object.entries(CLAIMS)
    .filter(
      ([, { isFalse, denied, ...words }]) =>
        plans.every(isFalse) && words[language].test(text) && !denied?.test(text),
    )
    .map(([claim]) => claim);
}
