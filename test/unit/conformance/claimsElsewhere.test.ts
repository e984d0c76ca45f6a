import { expect, test } from 'vitest';
import { overviewCards } from '../../../core/figure/overviewCards.ts';
import { builtInLessons } from '../../../core/lessons/documents/all.ts';
import { outcomesOf, sceneTexts } from '../../../core/lessons/sceneText.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import type { Plan } from '../../../core/norm/spec.ts';
import { explanationOf } from '../../../core/quiz/explain.ts';
import { questionOf } from '../../../core/quiz/make.ts';
import { QUIZ_KINDS } from '../../../core/quiz/question.ts';
import { tell } from '../../../core/quiz/told.ts';
import type { LayerOptions } from '../../../core/norm/view.ts';
import type { Language } from '../../../core/settings.ts';
import { optionHelp } from '../../../core/texts/options.ts';
import { overviewTexts } from '../../../core/texts/overview.ts';
import { layerSummary } from '../../../core/texts/summaries.ts';
import { wrongClaims } from './claims.ts';
import { inputOf, runsOf } from './runs.ts';

const LANGUAGES: readonly Language[] = ['en', 'ko'];

/** Layers' names, which are no claims. */
const NAMES = LAYERS.map(({ name }) => name).sort((a, b) => b.length - a.length);
const withoutNames = (text: string) =>
  NAMES.reduce((left, name) => left.replaceAll(name, ''), text);

/** What is wrong of all plans that a text may be about, told with the text. */
const wrongOf = (text: string, plans: readonly Plan[], language: Language) =>
  wrongClaims(withoutNames(text), plans, language).map((claim) => `claims ${claim}: ${text}`);

const lessons = builtInLessons().flatMap((lesson) =>
  lesson.scenes.map((scene, i) => [`${lesson.id ?? ''} ${i + 1}`, scene] as const),
);

test.each(lessons)(
  'lesson %s: nothing that it says is wrong of all layers that it shows',
  (_, scene) => {
    const plans = outcomesOf(scene).flatMap((run) => (run.ok ? [run.plan] : []));
    const wrong = LANGUAGES.flatMap((language) => {
      const { title, text, notes, ask, facts } = sceneTexts(scene, language);
      return [title, text, notes, ask, ...facts.map(({ label }) => label)].flatMap((said) =>
        wrongOf(said, plans, language),
      );
    });
    expect(wrong).toEqual([]);
  },
);

/** Enough that each kind asks about every layer that it can. */
const SEEDS = Array.from({ length: 60 }, (_, i) => i * 7919 + 1);

test.each(QUIZ_KINDS)(
  'quiz, %s: what is asked and what explains it is true of its layer',
  (kind) => {
    const wrong = new Set<string>();
    for (const seed of SEEDS) {
      const question = questionOf(kind, seed);
      const plans = question.subject ? [question.subject.plan] : [];
      for (const language of LANGUAGES) {
        // who asks for the shape of γ does not say that there is one
        const asked = kind === 'weight' ? [] : [tell(question.prompt, language)];
        for (const said of [...asked, ...explanationOf(question, language)])
          for (const one of wrongOf(said, plans, language)) wrong.add(one);
      }
    }
    expect([...wrong].slice(0, 20)).toEqual([]);
  },
);

/** What turns on what help with an option tells of. */
const TURNED_ON: readonly LayerOptions[] = [{ affine: true }, { track_running_stats: true }];
const ALWAYS_SET = ['size', 'num_groups'];

test.each(LAYERS.map((row) => [row.name, row] as const))(
  '%s: its page says nothing that is wrong of it as it comes, nor of an option whatever the others are',
  (name, row) => {
    const runs = runsOf(row, TURNED_ON);
    const plans = runs.map(({ result }) => result.plan);
    const plain = runs
      .filter(
        ({ spec }) =>
          spec.mode === 'train' &&
          Object.keys(spec.options).every((key) => ALWAYS_SET.includes(key)),
      )
      .map(({ result }) => result.plan);
    expect(plain.length).toBeGreaterThan(0);
    const wrong = LANGUAGES.flatMap((language) => [
      ...plain.flatMap((plan) => wrongOf(layerSummary(name, language), [plan], language)),
      ...row.options.flatMap((option) =>
        wrongOf(optionHelp(name, option.name, language) ?? '', plans, language),
      ),
    ]);
    expect([...new Set(wrong)]).toEqual([]);
  },
);

test('the overview’s headline is true of every card under it', () => {
  for (const shape of [
    [2, 5, 4],
    [2, 3, 4, 4],
  ]) {
    const { axes } = inputOf(shape);
    for (const { plan } of overviewCards(shape, axes))
      for (const language of LANGUAGES) {
        const { headline, printed } = overviewTexts(language);
        expect([headline, printed].flatMap((said) => wrongOf(said, [plan], language))).toEqual([]);
      }
  }
});
