import type { LessonDocument } from '../document.ts';
import { ATLAS_LESSONS } from './atlas.ts';
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
  ...ATLAS_LESSONS,
];
