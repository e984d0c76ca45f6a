import { inputErrorOf } from '../../../core/errors.ts';
import { isPlain } from '../../../core/shape/compound.ts';
import { readLesson, writeLesson, type LessonDocument } from '../../../core/lessons/document.ts';

/** What is kept of a lesson that is being written. */
export interface Draft {
  /** What its file is called; null while there is none. */
  readonly name: string | null;
  /** It is not as it is in its file. */
  readonly edited: boolean;
  readonly lesson: LessonDocument;
}

const VERSION = 1;

/** A draft as the service keeps it. */
export function writeDraft({ name, edited, lesson }: Draft): string {
  const head = JSON.stringify({ version: VERSION, name, edited });
  return `${head.slice(0, -1)},"lesson":${writeLesson(lesson)}}`;
}

/** Reads a draft; null for one of another version, or that is broken: it stays where it is. */
export function readDraft(text: string): Draft | null {
  try {
    const value: unknown = JSON.parse(text);
    if (!isPlain(value) || value.version !== VERSION) return null;
    const lesson = readLesson(JSON.stringify(value.lesson));
    const name = typeof value.name === 'string' ? value.name : null;
    return { name, edited: value.edited !== false, lesson };
  } catch (error) {
    if (inputErrorOf(error) || error instanceof SyntaxError) return null;
    throw error;
  }
}
