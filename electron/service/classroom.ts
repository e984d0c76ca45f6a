import path from 'node:path';
import { writeLesson, type LessonDocument } from '../../core/lessons/document.ts';
import type { Language } from '../../core/settings.ts';
import type { Classroom } from './classroomHandlers.ts';
import { lessonBytes, type Draws } from './lessonBytes.ts';
import { LessonDrafts } from './lessonDrafts.ts';
import { lessonHtml } from './lessonHtml.ts';
import { LessonPlaces } from './lessonPlaces.ts';
import { quizBytes } from './quizBytes.ts';
import type { TensorStore } from './tensors.ts';

interface ClassroomOptions extends Draws {
  /** Folder of dist/: the code of hand-outs is found below it. */
  readonly dist: URL;
  readonly version: string;
  readonly tensors: TensorStore;
  /** Where drafts lie; null keeps them in memory only. */
  readonly folder: string | null;
}

/** What a classroom needs of the service. */
export function createClassroom(options: ClassroomOptions): Classroom {
  const { draw, dist, version, tensors, folder } = options;
  const html = (lesson: LessonDocument, language: Language) =>
    lessonHtml(dist, { lesson: writeLesson(lesson), language, made: `Normscope ${version}` });
  return {
    tensors,
    drafts: new LessonDrafts(folder === null ? null : path.join(folder, 'lessons')),
    places: new LessonPlaces(),
    lesson: (request) => lessonBytes({ draw, lessonHtml: html }, request),
    quiz: (request) => quizBytes({ draw }, request),
  };
}
