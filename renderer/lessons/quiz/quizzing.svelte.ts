import type { Given } from '../../../core/quiz/answers.ts';
import {
  examOf,
  examResultOf,
  type ExamResult,
  type ExamSetting,
} from '../../../core/quiz/exam.ts';
import {
  answerPractice,
  askAgain,
  nextPractice,
  startPractice,
  type Practice,
  type QuestionRef,
} from '../../../core/quiz/practice.ts';
import { QUIZ_KINDS, type Question, type QuizKind } from '../../../core/quiz/question.ts';
import type { Language } from '../../../core/settings.ts';

export const QUIZ_MODES = ['practice', 'exam', 'files'] as const;
export type QuizMode = (typeof QUIZ_MODES)[number];

/** An exam as one student takes it. */
export interface Exam {
  readonly setting: ExamSetting;
  readonly student: string;
  readonly questions: readonly Question[];
  readonly given: readonly (Given | null)[];
  /** Index of the question that is shown. */
  readonly at: number;
  /** After it was handed in. */
  readonly result: ExamResult | null;
}

/** What is practised and examined. */
export class Quizzing {
  mode = $state.raw<QuizMode>('practice');
  kinds = $state.raw<readonly QuizKind[]>(QUIZ_KINDS);
  seed = $state(1);
  count = $state(10);
  student = $state('');
  practice = $state.raw<Practice | null>(null);
  exam = $state.raw<Exam | null>(null);

  toggle(kind: QuizKind): void {
    const on = !this.kinds.includes(kind);
    // in the order in which they are taught
    this.kinds = QUIZ_KINDS.filter((one) => (one === kind ? on : this.kinds.includes(one)));
  }

  /** @param seed  another one each time, or practice would repeat itself */
  begin(seed: number): void {
    this.practice = startPractice(this.kinds, seed);
  }

  answer(given: Given): void {
    if (this.practice) this.practice = answerPractice(this.practice, given);
  }

  next(): void {
    if (this.practice) this.practice = nextPractice(this.practice);
  }

  again(ref: QuestionRef): void {
    if (this.practice) this.practice = askAgain(this.practice, ref);
  }

  beginExam(): void {
    const { kinds, count, seed, student } = this;
    const setting = { kinds, count, seed };
    const questions = examOf(setting, student);
    this.exam = {
      setting,
      student,
      questions,
      given: questions.map(() => null),
      at: 0,
      result: null,
    };
  }

  /** Answers the question that is shown, or takes the answer back. */
  give(given: Given | null): void {
    const { exam } = this;
    if (!exam || exam.result) return;
    this.exam = { ...exam, given: exam.given.map((one, i) => (i === exam.at ? given : one)) };
  }

  visit(at: number): void {
    const { exam } = this;
    if (exam) this.exam = { ...exam, at: Math.max(0, Math.min(exam.questions.length - 1, at)) };
  }

  handIn(language: Language): void {
    const { exam } = this;
    if (!exam) return;
    const { setting, student, given } = exam;
    this.exam = { ...exam, result: examResultOf(setting, student, given, language) };
  }
}
