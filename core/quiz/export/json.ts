import type { Language } from '../../settings.ts';
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
