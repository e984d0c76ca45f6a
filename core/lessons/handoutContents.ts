import type { LessonDocument } from './document.ts';
import type { Language } from '../settings.ts';

/** What a hand-out is made of, as JSON in its page. */
export interface HandoutContents {
  readonly lesson: LessonDocument;
  readonly language: Language;
  /** "Normscope 1.0.0". */
  readonly made: string;
}
