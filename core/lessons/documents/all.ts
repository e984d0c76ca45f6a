import type { LessonDocument } from '../document.ts';
import { LESSONS } from '../lessons.ts';
import { documentOf } from '../ofLesson.ts';
import { LONG_LESSONS } from './long.ts';

/** Every built-in lesson as a document: the long ones, then what learners get wrong, whose texts are those of the window. */
export function builtInLessons(): readonly LessonDocument[] {
  return [...LONG_LESSONS, ...LESSONS.map(documentOf)];
}
