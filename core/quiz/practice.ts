import { isRight, type Given } from './answers.ts';
import { diceOf } from './dice.ts';
import { questionOf } from './make.ts';
import { QUIZ_KINDS, type Question, type QuizKind } from './question.ts';

/** A question by what makes it. */
export interface QuestionRef {
  readonly kind: QuizKind;
  readonly seed: number;
}

/** One student's practice: plain data, never mutated. */
export interface Practice {
  readonly kinds: readonly QuizKind[];
  readonly seed: number;
  readonly question: Question;
  /** What was answered to it; null before. */
  readonly given: Given | null;
  /** Questions that were begun, this one included. */
  readonly count: number;
  readonly right: number;
  /** Right answers in a row, and the most so far. */
  readonly streak: number;
  readonly best: number;
  /** What was wrong and has not been right since, the longest ago first. */
  readonly wrong: readonly QuestionRef[];
}

/** A question that was wrong comes again after so many others. */
const AGAIN_AFTER = 3;

/** Practice begins. @param kinds  none means all */
export function startPractice(kinds: readonly QuizKind[], seed: number): Practice {
  const asked = kinds.length > 0 ? kinds : QUIZ_KINDS;
  const base = { kinds: asked, seed, given: null, right: 0, streak: 0, best: 0, wrong: [] };
  return { ...base, count: 1, question: drawn(asked, seed, 1) };
}

/** The practice after an answer. */
export function answerPractice(practice: Practice, given: Given): Practice {
  const { question, right, streak, best, wrong } = practice;
  const others = wrong.filter((one) => !sameQuestion(one, question));
  if (!isRight(question, given)) {
    const { kind, seed } = question;
    return { ...practice, given, streak: 0, wrong: [...others, { kind, seed }] };
  }
  const now = streak + 1;
  return {
    ...practice,
    given,
    right: right + 1,
    streak: now,
    best: Math.max(best, now),
    wrong: others,
  };
}

/** The next question: one that was wrong comes again in its turn, so that it is learnt. */
export function nextPractice(practice: Practice): Practice {
  const { kinds, seed, wrong, question } = practice;
  const count = practice.count + 1;
  const [again] = wrong.filter((one) => !sameQuestion(one, question));
  const next =
    again && count % (AGAIN_AFTER + 1) === 0
      ? questionOf(again.kind, again.seed)
      : drawn(kinds, seed, count);
  return { ...practice, given: null, count, question: next };
}

/** The same question once more, or one that was wrong. */
export function askAgain(practice: Practice, ref: QuestionRef): Practice {
  return {
    ...practice,
    given: null,
    count: practice.count + 1,
    question: questionOf(ref.kind, ref.seed),
  };
}

function sameQuestion(a: QuestionRef, b: QuestionRef): boolean {
  return a.kind === b.kind && a.seed === b.seed;
}

/** Kinds in turn, each question from a seed that the practice's seed and its place decide. */
function drawn(kinds: readonly QuizKind[], seed: number, count: number): Question {
  const dice = diceOf((seed + Math.imul(count, 0x9e3779b1)) >>> 0);
  return questionOf(kinds[(count - 1) % kinds.length]!, dice.integer(1, 999_999));
}
