import { cellsOfGroup, groupOf } from '../../norm/groups.ts';
import { normalize } from '../../norm/normalize.ts';
import type { NormResult } from '../../norm/spec.ts';
import { indexOf } from '../../tensor/strides.ts';
import { numel } from '../../tensor/tensor.ts';
import { cellText } from '../call.ts';
import type { Dice } from '../dice.ts';
import { misconceptions, type Misconception } from '../misconceptions.ts';
import type { Draft, Subject, WrongNumber } from '../question.ts';
import { drawSubject } from '../subject.ts';
import { told, type QuizText } from '../told.ts';
import { about } from './averaging.ts';

/** A number with four decimals is right, and one whose last digit was rounded on the way. */
const TOLERANCE = 0.0005;
/** Wrong numbers lie further from the right one, and from one another. */
const APART = 0.01;
/** Values that are added by hand. */
const MOST = 12;
const EPS = 1e-5;

/** What a mistake computes: the statistics of other cells. */
type Mistaken = (one: Misconception, result: NormResult) => number;

/** The mean of a cell's group. */
export function meanDraft(dice: Dice): Draft | null {
  const { subject, pinned, group } = drawCell(dice);
  const value = subject.result.statistics?.mean[group] ?? NaN;
  const { groupSize } = subject.plan;
  return numeric(
    subject,
    pinned,
    'quiz.ask.mean',
    value,
    ['mean'],
    [
      { value: value * groupSize, why: told('quiz.why.sum', { n: groupSize }) },
      { value: (value * groupSize) / (groupSize - 1), why: told('quiz.why.lessOne') },
      ...mistaken(
        subject,
        (one, found) => found.statistics?.mean[groupOf(one.plan, pinned)] ?? NaN,
      ),
    ],
  );
}

/** The biased variance of a cell's group. */
export function varianceDraft(dice: Dice): Draft | null {
  const { subject, pinned, group } = drawCell(dice);
  const { mean, variance, varianceUnbiased } = subject.result.statistics!;
  const value = variance[group] ?? NaN;
  const { groupSize } = subject.plan;
  return numeric(
    subject,
    pinned,
    'quiz.ask.variance',
    value,
    ['mean', 'variance'],
    [
      {
        value: varianceUnbiased[group] ?? NaN,
        why: told('quiz.why.unbiased', { n: groupSize - 1 }),
      },
      { value: Math.sqrt(value), why: told('quiz.why.deviation') },
      { value: value + (mean[group] ?? NaN) ** 2, why: told('quiz.why.meanOfSquares') },
      ...mistaken(
        subject,
        (one, found) => found.statistics?.variance[groupOf(one.plan, pinned)] ?? NaN,
      ),
    ],
  );
}

/** One output. */
export function outputDraft(dice: Dice): Draft | null {
  const { subject, pinned, group } = drawCell(dice);
  const { mean, variance, varianceUnbiased } = subject.result.statistics!;
  const x = subject.x.data[pinned] ?? NaN;
  const deviation = x - (mean[group] ?? NaN);
  const value = subject.result.output.data[pinned] ?? NaN;
  return numeric(
    subject,
    pinned,
    'quiz.ask.output',
    value,
    ['mean', 'variance', 'epsSqrt', 'divide'],
    [
      {
        value: deviation / Math.sqrt((varianceUnbiased[group] ?? NaN) + EPS),
        why: told('quiz.why.unbiased', { n: subject.plan.groupSize - 1 }),
      },
      { value: deviation / ((variance[group] ?? NaN) + EPS), why: told('quiz.why.noRoot') },
      { value: x / Math.sqrt((variance[group] ?? NaN) + EPS), why: told('quiz.why.notCentred') },
      ...mistaken(subject, (_, found) => found.output.data[pinned] ?? NaN),
    ],
  );
}

function drawCell(dice: Dice): { subject: Subject; pinned: number; group: number } {
  const subject = drawSubject(dice, { most: MOST, plan: (plan) => plan.subtracts === 'mean' });
  const pinned = dice.integer(0, numel(subject.plan.shape) - 1);
  return { subject, pinned, group: groupOf(subject.plan, pinned) };
}

function mistaken(subject: Subject, valueOf: Mistaken): WrongNumber[] {
  return misconceptions(subject.plan).map((one) => ({
    value: valueOf(one, normalize(one.plan.spec, subject.x)),
    why: one.why,
  }));
}

const MOST_WRONG = 4;

function numeric(
  subject: Subject,
  pinned: number,
  key: QuizText,
  value: number,
  stations: readonly string[],
  wrong: readonly WrongNumber[],
): Draft | null {
  const spread = subject.result.statistics?.variance[groupOf(subject.plan, pinned)] ?? 0;
  // nothing to divide by, and nothing to learn
  if (!(spread > 0.05)) return null;
  const apart: WrongNumber[] = [];
  for (const one of wrong)
    if (
      Number.isFinite(one.value) &&
      [value, ...apart.map((other) => other.value)].every(
        (other) => Math.abs(other - one.value) > APART,
      )
    )
      apart.push(one);
  const cells = cellsOfGroup(subject.plan, groupOf(subject.plan, pinned));
  const { x } = subject;
  return {
    subject,
    prompt: told(key, {
      ...about(subject),
      cell: cellText(indexOf(x.shape, pinned)),
      out: cellText(indexOf(x.shape, pinned), 'y'),
    }),
    answer: { type: 'number', value, tolerance: TOLERANCE, wrong: apart.slice(0, MOST_WRONG) },
    pinned,
    picture: 'values',
    shown: [{ name: 'x', tensor: x }],
    because: [told('quiz.because.cells', { n: cells.length })],
    stations,
  };
}
