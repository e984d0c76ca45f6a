import { layoutLessons } from './layoutLessons.ts';
import type { Lesson, LessonId } from './lesson.ts';
import { neighbourLessons } from './neighbourLessons.ts';
import { runningLessons } from './runningLessons.ts';

/** What learners get wrong, in the order in which it is taught. */
export const LESSONS: readonly Lesson[] = [
  ...layoutLessons,
  ...runningLessons,
  ...neighbourLessons,
];

/** A lesson by its id. */
export function lesson(id: LessonId): Lesson {
  const found = LESSONS.find((entry) => entry.id === id);
  if (!found) throw new RangeError(`no lesson "${id}"`);
  return found;
}
