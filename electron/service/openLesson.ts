import { InputError } from '../../core/errors.ts';
import { LESSON_FORMAT, readLesson, type LessonDocument } from '../../core/lessons/document.ts';
import { readHead } from '../workers/fileSource.ts';
import { textOf } from './openReport.ts';

/** Bytes in which a lesson says what it is: the format is the first of its fields. */
const HEAD = 1024;

/** Whether a file says that it is a lesson, broken or newer ones too. What cannot be read says so later. */
export async function isLesson(file: string): Promise<boolean> {
  if (!file.toLowerCase().endsWith('.json')) return false;
  try {
    const head = new TextDecoder().decode(await readHead(file, HEAD));
    return new RegExp(`"format"\\s*:\\s*"${LESSON_FORMAT}"`).test(head);
  } catch {
    return false;
  }
}

/**
 * Opens a lesson's file.
 * @param name  what a person knows it by
 * @throws InputError lesson-json, lesson-newer, lesson-broken, and those of reading
 */
export async function openLesson(file: string, name: string): Promise<LessonDocument> {
  const json = await textOf(file, name);
  try {
    return readLesson(json);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (error.code === 'badRequest')
      throw new InputError(
        'lesson-broken',
        `${name}: the lesson cannot be read. ${error.message} Nothing was changed; open another copy of it.`,
        { file: name, reason: error.message },
      );
    throw new InputError(error.code, `${name}: ${error.message}`, {
      ...error.details,
      file: name,
    });
  }
}
