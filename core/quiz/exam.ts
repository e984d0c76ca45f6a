import { list, orNull } from '../shape/compound.ts';
import { object } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, constant, count, flag, integer, number, text } from '../shape/values.ts';
import { jsonSchema, type JsonSchema } from '../shape/shape.ts';
import { language as languages, type Language } from '../settings.ts';
import { indexOf } from '../tensor/strides.ts';
import { isRight, type Given } from './answers.ts';
import { cellText } from './call.ts';
import { quizOf } from './make.ts';
import { quizKind, type Question } from './question.ts';
import { MOST_SEED } from './quizExport.ts';
import { tell } from './told.ts';

/** Most questions of one exam. */
export const MOST_EXAM = 60;

/** What a teacher sets; the same for the whole class. */
export const examSetting = object({
  kinds: list(quizKind),
  count: integer({ min: 1, max: MOST_EXAM }),
  seed: integer({ min: 0, max: MOST_SEED }),
});
export type ExamSetting = Infer<typeof examSetting>;

const answer = object({
  kind: quizKind,
  seed: count,
  question: text(10_000),
  /** As it was given; null where nothing was. */
  given: orNull(text(10_000)),
  expected: text(10_000),
  right: flag,
});

/** What became of one student's exam: a file that a teacher collects. */
export const examResult = object({
  format: constant('normscope-exam'),
  version: constant(1),
  student: text(200),
  setting: examSetting,
  /** That of the student's own questions. */
  seed: integer({ min: 0, max: MOST_SEED }),
  language: languages,
  points: number({ min: 0 }),
  answers: list(answer, MOST_EXAM),
});
export type ExamResult = Infer<typeof examResult>;

export const examFormat = anyOf(['csv', 'json']);
export type ExamFormat = Infer<typeof examFormat>;

/**
 * The seed of one student: other students get other questions, the same student the same ones again.
 * FNV-1a over the name in lower case, without spaces at its ends and with one between its words, begun from the exam's seed.
 */
export function studentSeed(seed: number, student: string): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (const character of student.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase())
    hash = Math.imul(hash ^ character.codePointAt(0)!, 0x01000193) >>> 0;
  return hash;
}

/** One student's questions. */
export function examOf({ kinds, count: asked, seed }: ExamSetting, student: string): Question[] {
  return quizOf(kinds, asked, studentSeed(seed, student));
}

/** An answer in words: the option, the cells, the number as it was typed. */
export function givenText(question: Question, given: Given, language: Language): string {
  const { answer: asked, subject } = question;
  switch (given.type) {
    case 'choice': {
      const option = asked.type === 'choice' ? asked.options[given.option] : undefined;
      return option ? tell(option.label, language) : '';
    }
    case 'cells':
      return given.cells.map((flat) => cellText(indexOf(subject?.x.shape ?? [], flat))).join(' ');
    case 'number':
      return given.text;
    default:
      return given satisfies never;
  }
}

/** The right answer in words. */
export function expectedText(question: Question, language: Language): string {
  const { answer: asked } = question;
  switch (asked.type) {
    case 'choice':
      return asked.options
        .filter(({ right }) => right)
        .map(({ label }) => tell(label, language))
        .join('; ');
    case 'cells':
      return givenText(question, { type: 'cells', cells: asked.cells }, language);
    case 'number':
      return asked.value.toFixed(4);
    default:
      return asked satisfies never;
  }
}

/** The result of an exam. @param given  one entry a question, null where it was left out */
export function examResultOf(
  setting: ExamSetting,
  student: string,
  given: readonly (Given | null)[],
  language: Language,
): ExamResult {
  const answers = examOf(setting, student).map((question, i) => {
    const own = given[i] ?? null;
    return {
      kind: question.kind,
      seed: question.seed,
      question: tell(question.prompt, language),
      given: own && givenText(question, own, language),
      expected: expectedText(question, language),
      right: own !== null && isRight(question, own),
    };
  });
  return {
    format: 'normscope-exam',
    version: 1,
    student: student.trim(),
    setting,
    seed: studentSeed(setting.seed, student),
    language,
    points: answers.filter(({ right }) => right).length,
    answers,
  };
}

/** A result as its file's text. */
export function examJson(result: ExamResult): string {
  return `${JSON.stringify(examResult.read(result), null, 2)}\n`;
}

const COLUMNS = [
  'student',
  'exam_seed',
  'student_seed',
  'number',
  'kind',
  'question_seed',
  'question',
  'given',
  'expected',
  'right',
] as const;

/**
 * A result as a table, a line a question, so that those of a class can be put under one another. It begins with a byte
 * order mark, by which spreadsheets know UTF-8.
 */
export function examCsv(result: ExamResult): string {
  const { student, seed, setting, answers } = result;
  const lines = answers.map((one, i) => [
    student,
    setting.seed,
    seed,
    i + 1,
    one.kind,
    one.seed,
    one.question,
    one.given ?? '',
    one.expected,
    one.right ? 1 : 0,
  ]);
  return `\uFEFF${[COLUMNS, ...lines].map((line) => line.map(field).join(',')).join('\r\n')}\r\n`;
}

/** A field as RFC 4180 writes it; a text that a spreadsheet would take for a formula is kept a text by a quote before it. */
function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const formula = /^[=+@\t\r]|^-(?![\d.,])/.test(value);
  return `"${(formula ? `'${value}` : value).replaceAll('"', '""')}"`;
}

/** The JSON Schema of a result. */
export function examSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Normscope exam result',
    ...jsonSchema(examResult),
  };
}
