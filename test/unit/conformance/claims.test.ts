import { expect, test } from 'vitest';
import { tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { asMoments } from '../../../core/norm/kinds/moments/asMoments.ts';
import { LAYERS, layerRow } from '../../../core/norm/layers.ts';
import { batchWeight } from '../../../core/norm/running.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import type { Language } from '../../../core/settings.ts';
import { textByKey } from '../../../core/texts/byKey.ts';
import { formatText } from '../../../core/texts/format.ts';
import {
  headlineText,
  sharersText,
  statisticsTitle,
  statisticText,
} from '../../../core/texts/headline.ts';
import { sayText } from '../../../core/texts/sayText.ts';
import { WHOLE_CATALOGUE } from '../../../core/texts/wholeCatalogue.ts';
import { runsOf, type Run } from './runs.ts';

/** Of which PyTorch makes NaN. */
const ODD = [{ eps: -0.5 }];

interface Claim {
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
const CLAIMS: Readonly<Record<string, Claim>> = {
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
      /no γ|without γ|γ와 β 없음|γ와 β가 없으면|γ, β, 이동|where γ is|γ가 유한한|before γ|γ 이전|γ와 β 이전/,
  },
  β: {
    isFalse: (plan) => !plan.hasBias && plan.spec.layer !== 'LocalResponseNorm',
    en: /β/,
    ko: /β/,
    denied:
      /no β|no γ and no β|without γ|γ와 β 없음|β는 없습니다|γ와 β가 없으면|γ, β, 이동|β\(없으면 0\)|before γ|γ와 β 이전/,
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

/** All that is said about a run, each with where it stands. */
function* saidOf({ result, x }: Run, language: Language): Generator<readonly [string, string]> {
  const { plan } = result;
  yield ['headline', headlineText(plan, language)];
  yield ['sharers', sharersText(plan, 'P', language)];
  yield ['statistics', `${statisticsTitle(plan, language)} ${statisticText(plan, language)}`];
  for (const { code, message, details } of result.warnings) {
    const translated = textByKey(WHOLE_CATALOGUE, `notice.${code}`, language);
    yield [
      `notice ${code}`,
      translated ? formatText(translated, details ?? {}, language) : message,
    ];
  }
  for (const station of tellStations(traceCell(result, x, 1 % x.data.length)))
    for (const said of [
      station.label,
      station.sentence,
      station.heading?.title,
      station.heading?.aside,
    ])
      if (said) yield [station.id, sayText(said, language)];
}

interface Told {
  readonly name: string;
  readonly plan: Plan;
  readonly texts: Readonly<Record<Language, readonly (readonly [where: string, text: string])[]>>;
}

const told = new Map<string, readonly Told[]>();

/** All that is said about a row, without its name, which is no claim. */
function toldOf(row: (typeof LAYERS)[number]): readonly Told[] {
  const known = told.get(row.name);
  if (known) return known;
  const texts = (run: Run, language: Language) =>
    [...saidOf(run, language)].map(
      ([where, text]) => [where, text.replaceAll(row.name, '')] as const,
    );
  const found = runsOf(row, ODD).map((run) => ({
    name: run.name,
    plan: run.result.plan,
    texts: { en: texts(run, 'en'), ko: texts(run, 'ko') },
  }));
  told.set(row.name, found);
  return found;
}

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: no word about it contradicts its plan',
  (_, row) => {
    const wrong = new Set<string>();
    for (const { name, plan, texts } of toldOf(row))
      for (const [claim, { isFalse, denied, ...words }] of Object.entries(CLAIMS)) {
        if (!isFalse(plan)) continue;
        for (const language of ['en', 'ko'] as const)
          for (const [where, text] of texts[language])
            if (words[language].test(text) && !denied?.test(text))
              wrong.add(`${name}, ${where}: claims ${claim}: ${text}`);
      }
    expect([...wrong].slice(0, 20)).toEqual([]);
  },
  60_000,
);

test('every claim is made by some layer, so that none is looked for in vain', () => {
  const made = new Set<string>();
  for (const row of LAYERS)
    for (const { texts } of toldOf(row))
      for (const language of ['en', 'ko'] as const)
        for (const [, text] of texts[language])
          for (const [claim, words] of Object.entries(CLAIMS))
            if (words[language].test(text)) made.add(`${claim} ${language}`);
  const all = Object.keys(CLAIMS).flatMap((claim) => [`${claim} en`, `${claim} ko`]);
  expect(all.filter((one) => !made.has(one))).toEqual([]);
}, 120_000);
