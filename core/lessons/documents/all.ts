import type { LessonDocument } from '../document.ts';
import { LESSONS } from '../lessons.ts';
import { documentOf } from '../ofLesson.ts';
import { fourLesson } from './four.ts';
import { imagesLesson } from './images.ts';
import { layoutLesson } from './layout.ts';
import { notebookLesson } from './notebook.ts';
import { trainEvalLesson } from './trainEval.ts';

/** Lessons of several scenes, in the order in which they are taught. */
export const LONG_LESSONS: readonly LessonDocument[] = [
  notebookLesson,
  imagesLesson,
  fourLesson,
  layoutLesson,
  trainEvalLesson,
];

/** Every built-in lesson as a document: the long ones, then what learners get wrong. */
export function builtInLessons(): readonly LessonDocument[] {
  return [...LONG_LESSONS, ...LESSONS.map(documentOf)];
}
