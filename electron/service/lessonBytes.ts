import type { Figure } from '../../core/figure/marks.ts';
import { localizedIn, writeLesson, type LessonDocument } from '../../core/lessons/document.ts';
import type { LessonExport } from '../../core/lessons/lessonExport.ts';
import { sceneTexts } from '../../core/lessons/sceneText.ts';
import { lessonPages } from '../../core/pages/lessonPages.ts';
import type { Language } from '../../core/settings.ts';
import type { Drawing } from '../workers/rasterJobs.ts';
import { bytesOf } from './pictureBytes.ts';

/** What draws pictures and pages. */
export interface Draws {
  readonly draw: (drawing: Drawing) => Promise<Uint8Array>;
}

interface Maker extends Draws {
  readonly lessonHtml: (lesson: LessonDocument, language: Language) => Promise<Uint8Array>;
}

/**
 * A lesson to take along: its document, one file of HTML, or a page a scene.
 * @throws InputError lesson-fact, lesson-run, lesson-cell, lesson-values, lesson-tensor
 */
export async function lessonBytes(
  maker: Maker,
  { lesson, format, language }: LessonExport,
): Promise<Uint8Array> {
  switch (format) {
    case 'json':
      return bytesOf(writeLesson(lesson));
    case 'html':
      // the page has no window around it that could say what is wrong with a scene
      for (const scene of lesson.scenes) sceneTexts(scene, language);
      return maker.lessonHtml(lesson, language);
    case 'pdf': {
      const pages = lessonPages(lesson, language, 'Normscope');
      return pdfOf(maker, pages, localizedIn(lesson.title, language), language);
    }
    default:
      return format satisfies never;
  }
}

/** Points of a PDF per figure pixel: 96 of these an inch, 72 of those. */
const POINTS = 0.75;

/** Pages as a PDF. */
export function pdfOf(
  service: Draws,
  figures: readonly Figure[],
  title: string,
  language: Language,
): Promise<Uint8Array> {
  return service.draw({
    kind: 'pdf',
    figures,
    scale: POINTS,
    facts: { title, description: title, software: 'Normscope', language, keywords: '' },
  });
}
