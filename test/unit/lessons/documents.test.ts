import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import {
  lessonSchema,
  readLesson,
  writeLesson,
  type LessonDocument,
} from '../../../core/lessons/document.ts';
import { builtInLessons } from '../../../core/lessons/documents/all.ts';
import { LONG_LESSONS } from '../../../core/lessons/documents/long.ts';
import { LESSONS } from '../../../core/lessons/lessons.ts';
import { sceneFigure } from '../../../core/pages/sceneFigure.ts';
import { factParams, outcomesOf, sceneTexts } from '../../../core/lessons/sceneText.ts';

const documents = builtInLessons();
const idOf = ({ id }: LessonDocument) => id ?? '';

test('the long lessons come before what learners get wrong, the notebook’s first', () => {
  expect(documents[0]?.id).toBe('notebook');
  expect(documents.map(idOf)).toEqual([...LONG_LESSONS.map(idOf), ...LESSONS.map(({ id }) => id)]);
});

describe.each(documents.map((document) => [idOf(document), document] as const))(
  '%s',
  (_, document) => {
    test('is valid by its schema, and the same after it was written and read', () => {
      const validate = new Ajv2020({ strict: false }).compile(lessonSchema());
      const json = writeLesson(document);
      expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
      expect(readLesson(json)).toEqual(readLesson(writeLesson(readLesson(json))));
      expect(readLesson(json).scenes).toHaveLength(document.scenes.length);
    });

    test.each(['en', 'ko'] as const)(
      'says something in every scene, with numbers (%s)',
      (language) => {
        for (const scene of document.scenes) {
          const { title, text, ask, notes, facts } = sceneTexts(scene, language);
          expect(title).not.toBe('');
          expect(text).not.toBe('');
          if (scene.question) expect(ask).not.toBe('');
          for (const said of [title, text, ask, notes, ...facts.map(({ value }) => value)])
            expect(said).not.toMatch(/undefined|[{}]/);
          if (language === 'ko') expect(text).toMatch(/[가-힣]/);
        }
      },
    );

    test('asks for a run or cells that are there, and tells no number before the answer', () => {
      for (const { question, runs, hidden, facts } of document.scenes) {
        if (question && facts?.some(({ label }) => label)) expect(hidden).toContain('facts');
        if (question) expect(hidden).toContain('text');
        if (question?.answer.pick === 'run')
          expect(runs.map(({ id }) => id)).toContain(question.answer.run);
        if (question?.answer.pick === 'cell')
          expect(question.answer.cells.length).toBeGreaterThan(0);
      }
    });
  },
);

test('no number stands in a text of a lesson that is not a size, an option or a place', () => {
  // a statistic that was typed would have decimals
  const texts = documents.flatMap(({ scenes }) =>
    scenes.flatMap(({ text, question }) =>
      [text, question?.ask].flatMap((said) => [said?.en, said?.ko]),
    ),
  );
  for (const text of texts)
    expect((text ?? '').replace(/1e-5|0\.9(?!\d)|0\.1|0\.99|0\.01/g, ''), text).not.toMatch(
      /\d\.\d/,
    );
});

test('the notebook’s check: library and hand computation agree in every cell', () => {
  const scene = documents[0]!.scenes.at(-1)!;
  const { library, byHand, apart } = factParams(scene, 'en');
  // the notebook prints 1.6039 for the token at N 0, L 1, channel 2
  expect([library, byHand, apart]).toEqual(['1.6039', '1.6039', '0 (identical)']);
  const outcomes = outcomesOf(scene);
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
});

test('means and variances of the notebook’s lesson are those that the notebook prints', () => {
  const said = documents[0]!.scenes.map((scene) => sceneTexts(scene, 'en').text).join(' ');
  expect(said).toContain('μ = \u22120.0431');
  expect(said).toContain('σ² = 1.1125');
});

const minimal = JSON.parse(writeLesson(documents[0]!)) as Record<string, unknown>;
const code = (change: unknown) => {
  try {
    readLesson(typeof change === 'string' ? change : JSON.stringify(change));
    return 'read';
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('a file that is no lesson, of a newer version or broken is refused with its reason', () => {
  expect(code('{')).toBe('lesson-json');
  expect(code({ format: 'normscope-report', version: 1 })).toBe('lesson-format');
  expect(code({ ...minimal, version: 2 })).toBe('lesson-newer');
  expect(code({ ...minimal, scenes: [] })).toBe('badRequest');
  expect(code({ ...minimal, scenes: [{ ...(minimal.scenes as object[])[0], pinned: -1 }] })).toBe(
    'badRequest',
  );
  expect(code(minimal)).toBe('read');
});

test('a text that names a fact which is not there is refused, and says which there are', () => {
  const [scene] = documents[0]!.scenes;
  const broken = { ...scene!, text: { en: 'The median is {median}.' } };
  expect(() => sceneTexts(broken, 'en')).toThrow(/\{median\}.*\{shape\}/);
});

test.each(documents.flatMap(({ scenes }) => scenes.filter(({ question }) => question)))(
  'the picture of $title.en tells neither the cells that are asked for nor a refusal',
  (scene) => {
    const look = {
      width: 1280,
      height: 560,
      language: 'en',
      theme: 'light',
      revealed: false,
    } as const;
    const said = sceneFigure(scene, look).figure.marks.flatMap((mark) =>
      mark.kind === 'text' ? [mark.text] : [],
    );
    // an axis with Σ is one that is averaged over, and the colours of groups would tell their cells
    if (scene.question?.answer.pick === 'cell') {
      expect(said.join(' ')).not.toContain('Σ');
      const grouped = { ...look, view: { colour: 'group' } } as const;
      const valued = { ...look, view: { colour: 'value' } } as const;
      expect(sceneFigure(scene, grouped).figure.marks).toEqual(
        sceneFigure(scene, valued).figure.marks,
      );
    }
    for (const outcome of outcomesOf(scene))
      if (!outcome.ok) expect(said.join(' ')).not.toContain(outcome.message.slice(0, 20));
  },
);
