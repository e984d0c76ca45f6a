import { LESSON_IDS, type LessonId } from '../../core/lessons/lesson.ts';
import type { LongPlace } from '../lessons/lessonWorks.svelte.ts';

/** The screens of the program, in the order of their tabs. */
export const TABS = ['overview', 'explore', 'compare', 'lessons', 'training', 'files'] as const;

export type Tab = (typeof TABS)[number];

/** What the screen about files shows: what is in one, or which layer made one of another. */
export const FILES_PAGES = ['checkpoint', 'verify'] as const;

export type FilesPage = (typeof FILES_PAGES)[number];

/** The screen that is shown, and the lesson and the page of those that have several. */
export interface Place {
  readonly tab: Tab;
  readonly lesson: LessonId;
  /** The first one when left out. */
  readonly files?: FilesPage;
  /** A lesson of several scenes that is open in place of it. */
  readonly long?: LongPlace;
}

export const FIRST_PLACE: Place = { tab: 'overview', lesson: 'letters' };

/** Reads a remembered place; the first one where there is none or it is broken. */
export function readPlace(value: unknown): Place {
  const found = typeof value === 'object' && value !== null ? (value as Partial<Place>) : {};
  const lesson = LESSON_IDS.find((id) => id === found.lesson);
  const tab = TABS.find((name) => name === found.tab);
  const files = FILES_PAGES.find((name) => name === found.files);
  const long = readLong(found.long);
  return {
    tab: tab ?? FIRST_PLACE.tab,
    lesson: lesson ?? FIRST_PLACE.lesson,
    ...(files && { files }),
    ...(long && { long }),
  };
}

function readLong(value: Partial<LongPlace> | undefined): LongPlace | null {
  const { id, scene } = value ?? {};
  // That there is such a lesson and such a scene is known with the lessons' own code.
  if (typeof id !== 'string' || !Number.isSafeInteger(scene)) return null;
  return { id, scene: Math.max(0, scene ?? 0) };
}
