import { layoutLessonsTexts } from '../texts/layoutLessons.ts';
import { neighbourLessonsTexts } from '../texts/neighbourLessons.ts';
import { runningLessonsTexts } from '../texts/runningLessons.ts';
import type { Texts } from '../texts/texts.ts';
import { lessonFrom, type LessonDocument, type Localized, type Scene } from './document.ts';
import type { Language } from '../settings.ts';
import type { Params } from '../texts/format.ts';
import type { Lesson } from './lesson.ts';
import { factParams } from './sceneText.ts';

const TEXTS: Texts = { ...layoutLessonsTexts, ...neighbourLessonsTexts, ...runningLessonsTexts };

/** One of the short lessons as a document of two scenes: what is asked, and what is told after the answer. */
export function documentOf(lesson: Lesson): LessonDocument {
  const text = (part: string): Localized =>
    TEXTS[`lesson.${lesson.id}.${part}`] ?? { en: part, ko: part };
  const runs = lesson.runs.map(({ id, request: { tensor, ...request } }) => {
    if (tensor.kind !== 'example') throw new Error(`lesson ${lesson.id}: a run without an example`);
    return { id, name: text(`run.${id}`), tensor, ...request };
  });
  const shown = {
    title: text('title'),
    runs,
    pinned: lesson.pinned,
    view: { colour: 'group' as const },
  };
  const asked: Scene = {
    ...shown,
    text: text('question'),
    // without labels: what is asked may name them, and no table tells them
    facts: lesson.facts,
    question: { ask: text('question'), answer: lesson.question },
    hidden: ['facts', 'text'],
  };
  const told: Scene = {
    ...shown,
    ...(lesson.difference && { difference: lesson.difference }),
    ...(lesson.changes && { changes: lesson.changes }),
    ...(lesson.running && { running: true }),
    facts: lesson.facts.map((fact) => ({ ...fact, label: text(`fact.${fact.id}`) })),
    text: text('text'),
  };
  return lessonFrom(text('title'), [asked, told], lesson.id);
}

/** The numbers that a short lesson's texts may name, as they are written. */
export function lessonParams(lesson: Lesson, language: Language): Params {
  return factParams(documentOf(lesson).scenes[1]!, language);
}
