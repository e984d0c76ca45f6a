import { expect, test } from 'vitest';
import { tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
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
import { overviewTexts } from '../../../core/texts/overview.ts';
import { sayText } from '../../../core/texts/sayText.ts';
import { WHOLE_CATALOGUE } from '../../../core/texts/wholeCatalogue.ts';
import { CLAIMS, wrongClaims } from './claims.ts';
import { runsOf, type Run } from './runs.ts';

/** Of which PyTorch makes NaN. */
const ODD = [{ eps: -0.5 }];

/** All that is said about a run, each with where it stands. */
function* saidOf({ result, x }: Run, language: Language): Generator<readonly [string, string]> {
  const { plan } = result;
  yield ['headline', headlineText(plan, language)];
  if (plan.spec.mode === 'train') {
    const { line, count } = overviewTexts(language);
    yield ['card', line({ plan })];
    yield ['count', count({ plan, alias: null, twin: null, name: '' })];
    yield ['twin', count({ plan, alias: null, twin: 'P', name: '' })];
  }
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
      for (const language of ['en', 'ko'] as const)
        for (const [where, text] of texts[language])
          for (const claim of wrongClaims(text, [plan], language))
            wrong.add(`${name}, ${where}: claims ${claim}: ${text}`);
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
