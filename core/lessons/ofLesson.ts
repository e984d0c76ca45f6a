import { lessonsTexts } from '../texts/lessons.ts';
import { layoutLessonsTexts } from '../texts/layoutLessons.ts';
import { neighbourLessonsTexts } from '../texts/neighbourLessons.ts';
import { runningLessonsTexts } from '../texts/runningLessons.ts';
import type { Texts } from '../texts/texts.ts';
import { lessonFrom, type LessonDocument, type Localized, type Scene } from './document.ts';
import type { Language } from '../settings.ts';
import type { Params } from '../texts/format.ts';
import type { Lesson } from './lesson.ts';
import { LESSONS } from './lessons.ts';
import { factParams } from './sceneText.ts';

const TEXTS: Texts = { ...layoutLessonsTexts, ...neighbourLessonsTexts, ...runningLessonsTexts };

/** One of the short lessons as a document of one scene: what is asked, and what is told after the answer. */
export function documentOf(lesson: Lesson): LessonDocument {
  return lessonFrom(textOf(lesson, 'title'), [sceneOf(lesson)], lesson.id);
}

/** All short lessons as one document, in which a class is led from one to the next. */
export function shortLessons(): LessonDocument {
  return lessonFrom(lessonsTexts['lessons.list'], LESSONS.map(sceneOf));
}

const textOf = ({ id }: Lesson, part: string): Localized =>
  TEXTS[`lesson.${id}.${part}`] ?? { en: part, ko: part };

function sceneOf(lesson: Lesson): Scene {
  const text = (part: string) => textOf(lesson, part);
  const runs = lesson.runs.map(({ id, request: { tensor, ...request } }) => {
    if (tensor.kind !== 'example') throw new Error(`lesson ${lesson.id}: a run without an example`);
    return { id, name: text(`run.${id}`), tensor, ...request };
  });
  return {
    title: text('title'),
    runs,
    pinned: lesson.pinned,
    view: { colour: 'group' },
    ...(lesson.difference && { difference: lesson.difference }),
    ...(lesson.changes && { changes: lesson.changes }),
    ...(lesson.running && { running: true }),
    facts: lesson.facts.map((fact) => ({ ...fact, label: text(`fact.${fact.id}`) })),
    text: text('text'),
    question: { ask: text('question'), answer: lesson.question },
    // the cells of a mean are what is asked for where cells are clicked
    hidden: lesson.question.pick === 'cell' ? ['output', 'facts', 'text'] : ['facts', 'text'],
  };
}

/** The numbers that a short lesson's texts may name, as they are written. */
export function lessonParams(lesson: Lesson, language: Language): Params {
  return factParams(sceneOf(lesson), language);
}
