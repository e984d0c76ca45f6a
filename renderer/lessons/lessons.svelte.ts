import { createContext } from 'svelte';
import type { LessonId } from '../../core/lessons/lesson.ts';

/** Which lesson is read. */
export class Lessons {
  lesson = $state.raw<LessonId>() as LessonId;

  constructor(lesson: LessonId) {
    this.lesson = lesson;
  }
}

export const [getLessons, setLessons] = createContext<Lessons>();
