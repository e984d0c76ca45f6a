import { diceOf, type Dice } from './dice.ts';
import { axesDraft, cellsDraft, countsDraft, editDraft, weightDraft } from './kinds/averaging.ts';
import { numbersDraft, pictureDraft } from './kinds/naming.ts';
import { meanDraft, outputDraft, varianceDraft } from './kinds/numeric.ts';
import { refusalDraft } from './kinds/refusal.ts';
import { modeDraft } from './kinds/running.ts';
import { QUIZ_KINDS, type Draft, type Question, type QuizKind } from './question.ts';

/** What each kind makes of the dice; null where it cannot be asked fairly, and they are thrown again. */
const KINDS: Readonly<Record<QuizKind, (dice: Dice) => Draft | null>> = {
  axes: axesDraft,
  cells: cellsDraft,
  counts: countsDraft,
  picture: pictureDraft,
  numbers: numbersDraft,
  weight: weightDraft,
  edit: editDraft,
  mode: modeDraft,
  mean: meanDraft,
  variance: varianceDraft,
  output: outputDraft,
  refusal: refusalDraft,
};

const MOST_THROWS = 500;

/** The question of a kind that a seed makes: always the same. */
export function questionOf(kind: QuizKind, seed: number): Question {
  const dice = diceOf(seed);
  for (let i = 0; i < MOST_THROWS; i++) {
    const draft = KINDS[kind](dice);
    if (draft) return { ...draft, kind, seed };
  }
  throw new Error(`questionOf: no ${kind} question for seed ${seed}`);
}

/**
 * A quiz: its kinds in turn, each question from a seed of its own, which the quiz's seed decides.
 * @param kinds  none means all
 */
export function quizOf(kinds: readonly QuizKind[], count: number, seed: number): Question[] {
  const asked = kinds.length > 0 ? kinds : QUIZ_KINDS;
  const dice = diceOf(seed);
  return Array.from({ length: count }, (_, i) =>
    questionOf(asked[i % asked.length]!, dice.integer(1, 999_999)),
  );
}
