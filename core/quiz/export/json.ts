import { language as languages, type Language } from '../../settings.ts';
import { list, orNull } from '../../shape/compound.ts';
import { object, tagged } from '../../shape/object.ts';
import { jsonSchema, type JsonSchema } from '../../shape/shape.ts';
import { anyOf, constant, count, flag, integer, name, number, text } from '../../shape/values.ts';
import { quizKind } from '../question.ts';
import { explanationOf } from '../explain.ts';
import type { Question } from '../question.ts';
import { tell } from '../told.ts';
import { chosenOf, nameOf } from './markup.ts';

/** A quiz as data: what is asked, the input, the answer and why, in one language. */
export function quizJson(quiz: readonly Question[], language: Language, seed: number): string {
  const questions = quiz.map((question) => {
    const { kind, subject, pinned, answer, shown } = question;
    return {
      id: nameOf(question),
      kind,
      seed: question.seed,
      prompt: tell(question.prompt, language),
      call: subject?.call ?? null,
      mode: subject?.plan.spec.mode ?? null,
      shape: subject?.x.shape ?? null,
      axes: subject?.x.axes ?? null,
      x: subject ? plain(subject.x.data) : null,
      shown: shown
        .filter(({ name }) => name !== 'x')
        .map(({ name, tensor }) => ({ name, values: plain(tensor.data) })),
      pinned,
      answer:
        answer.type === 'number'
          ? {
              type: answer.type,
              value: answer.value,
              tolerance: answer.tolerance,
              wrong: answer.wrong.map(({ value, why }) => ({ value, why: tell(why, language) })),
            }
          : answer.type === 'cells'
            ? { type: answer.type, cells: answer.cells }
            : { type: answer.type, options: chosenOf(question, language) },
      explanation: explanationOf(question, language),
    };
  });
  return `${JSON.stringify({ format: 'normscope-quiz', version: 1, seed, language, questions }, null, 2)}\n`;
}

/** Float32 values with the digits that they were written with. */
function plain(values: ArrayLike<number>): number[] {
  return Array.from(values, (value) => Number(value.toPrecision(7)));
}

const told = text(20_000);

/** The file that quizJson() writes. */
const quizFile = object({
  format: constant('normscope-quiz'),
  version: constant(1),
  seed: integer({ min: 0 }),
  language: languages,
  questions: list(
    object({
      id: name,
      kind: quizKind,
      seed: integer({ min: 0 }),
      prompt: told,
      /** The constructor as its user writes it; null where the question names it alone. */
      call: orNull(told),
      mode: orNull(anyOf(['train', 'eval'])),
      shape: orNull(list(count)),
      axes: orNull(list(name)),
      x: orNull(list(number())),
      shown: list(object({ name, values: list(number()) })),
      /** The cell that is asked about, flat in x. */
      pinned: orNull(count),
      answer: tagged('type', {
        number: object({
          type: constant('number'),
          value: number(),
          tolerance: number({ min: 0 }),
          wrong: list(object({ value: number(), why: told })),
        }),
        cells: object({ type: constant('cells'), cells: list(count) }),
        choice: object({
          type: constant('choice'),
          options: list(object({ label: told, right: flag, why: told })),
        }),
      }),
      explanation: list(told),
    }),
  ),
});

/** The JSON Schema of a quiz. */
export function quizSchema(): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Normscope quiz',
    ...jsonSchema(quizFile),
  };
}
