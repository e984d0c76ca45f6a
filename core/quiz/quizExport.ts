import { language } from '../settings.ts';
import { list } from '../shape/compound.ts';
import { object, optional } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, integer, text } from '../shape/values.ts';
import { quizKind } from './question.ts';

export const MOST_QUESTIONS = 1000;
export const MOST_SEED = 2 ** 32 - 1;

/** What a quiz can be written as. */
export const quizFormat = anyOf(['moodle', 'gift', 'qti', 'json', 'worksheet']);
export type QuizFormat = Infer<typeof quizFormat>;

/** A quiz to be written. */
export const quizExport = object({
  /** None means all. */
  kinds: list(quizKind),
  count: integer({ min: 1, max: MOST_QUESTIONS }),
  seed: integer({ min: 0, max: MOST_SEED }),
  format: quizFormat,
  language,
  /** What a worksheet is about. */
  title: optional(text(500)),
});
export type QuizExport = Infer<typeof quizExport>;
