import { describe, expect, test } from 'vitest';
import type { InputError } from '../../../core/errors.ts';
import { normalize } from '../../../core/norm/normalize.ts';
import { planLayer } from '../../../core/norm/plan.ts';
import { isRight, readNumber } from '../../../core/quiz/answers.ts';
import { explanationOf } from '../../../core/quiz/explain.ts';
import { questionOf, quizOf } from '../../../core/quiz/make.ts';
import { QUIZ_KINDS, type Question, type QuizKind } from '../../../core/quiz/question.ts';
import { tell } from '../../../core/quiz/told.ts';
import { numel } from '../../../core/tensor/tensor.ts';
import { reachOf, specOfCall, variedAxes } from './truth.ts';

/** Two thousand questions of the twelve kinds; NORMSCOPE_QUIZ_SEEDS=834 makes 10 008. */
const SEEDS = Number(process.env.NORMSCOPE_QUIZ_SEEDS ?? 170);
const seeds = Array.from({ length: SEEDS }, (_, i) => i * 7919 + 1);

const subjectOf = (question: Question) => question.subject!;
const labels = (question: Question) => {
  if (question.answer.type !== 'choice') throw new Error(`${question.kind} is no choice`);
  return question.answer.options.map((option) => ({
    text: tell(option.label, 'en'),
    right: option.right,
  }));
};
/** Texts of a choice that hold, by a test of the text. */
const holding = (question: Question, holds: (text: string) => boolean) =>
  labels(question).map(({ text, right }) => ({ text, right, holds: holds(text) }));

const wordsOf = (text: string) => text.split(/, and |, | and /);

/** What a sentence about shared cells says of them, against cells that were found. */
function saysCells(text: string, cells: readonly number[], question: Question): boolean {
  const { x } = subjectOf(question);
  if (text === 'only that cell') return cells.length === 1;
  if (text.startsWith('all ')) return cells.length === numel(x.shape);
  const [, n, axes = ''] =
    /^the (\d+) cells with the same (.*?)( and in the same group of channels)?$/.exec(text) ?? [];
  const grouped = text.endsWith('group of channels');
  const varied = variedAxes(cells, x);
  const fixed = x.axes.filter((axis) => !varied.includes(axis));
  if (Number(n) !== cells.length) return false;
  const channel = x.shape[x.axes.indexOf('C')] ?? 1;
  const inGroup = varied.includes('C') && cells.length % channel !== 0;
  const whole = varied.reduce((size, axis) => size * x.shape[x.axes.indexOf(axis)]!, 1);
  if (grouped) return fixed.join() === wordsOf(axes).join() && (inGroup || whole !== cells.length);
  return fixed.join() === wordsOf(axes).join() && whole === cells.length;
}

/** What has to hold for the right answer and for no other, by kind; each found without the plan. */
const PROOFS: Readonly<Record<QuizKind, (question: Question) => void>> = {
  axes(question) {
    const { plan, x } = subjectOf(question);
    const cells = reachOf(plan.spec, x, 0);
    const varied = variedAxes(cells, x);
    const whole = varied.reduce((size, axis) => size * x.shape[x.axes.indexOf(axis)]!, 1);
    for (const { text, right, holds } of holding(question, (said) => {
      const inGroup = said.includes('within each group');
      const names = wordsOf(said.replace('C within each group', 'C')).sort().join();
      return names === [...varied].sort().join() && inGroup === (whole !== cells.length);
    }))
      expect(holds, text).toBe(right);
  },
  counts(question) {
    const { plan, x } = subjectOf(question);
    const size = reachOf(plan.spec, x, 0).length;
    const truth = `${x.data.length / size} statistics from ${size} values each`;
    for (const { text, right } of labels(question)) expect(text === truth, text).toBe(right);
  },
  cells(question) {
    const { plan, x } = subjectOf(question);
    const { answer, pinned } = question;
    if (answer.type !== 'cells') throw new Error('no cells');
    expect(answer.cells).toEqual(reachOf(plan.spec, x, pinned!));
    const offered = answer.offered.filter((flat) => answer.cells.includes(flat));
    expect(offered.length).toBeGreaterThan(0);
    expect(offered.length).toBeLessThan(answer.offered.length);
    expect(answer.offered).not.toContain(pinned);
  },
  edit(question) {
    const { plan, x } = subjectOf(question);
    const cells = reachOf(plan.spec, x, question.pinned!, subjectOf(question));
    for (const { text, right, holds } of holding(question, (said) =>
      saysCells(said, cells, question),
    ))
      expect(holds, text).toBe(right);
  },
  picture(question) {
    const { plan, x } = subjectOf(question);
    const sharing = (call: ReturnType<typeof specOfCall>) =>
      Array.from(x.data, (_, flat) => reachOf(call, x, flat).join()).join(';');
    const truth = sharing(plan.spec);
    for (const { text, right } of labels(question))
      expect(sharing(specOfCall(text)) === truth, text).toBe(right);
  },
  numbers(question) {
    const { x, result } = subjectOf(question);
    for (const { text, right } of labels(question)) {
      const y = normalize(specOfCall(text), x).output.data;
      const apart = Math.max(...y.map((value, i) => Math.abs(value - result.output.data[i]!)));
      // printed with four decimals: the same, or visibly another
      if (right) expect(apart, text).toBe(0);
      else expect(apart, text).toBeGreaterThan(0.01);
    }
  },
  weight(question) {
    const { result } = subjectOf(question);
    const { weight } = result;
    for (const { text, right } of labels(question)) {
      const none = text.startsWith('There is none');
      const sizes = text.match(/\d+/g)?.map(Number) ?? [];
      if (right) expect(none ? null : numel(sizes)).toBe(weight ? weight.length : null);
      else if (!weight) expect(none, text).toBe(false);
    }
  },
  mode(question) {
    const { plan, x, running } = subjectOf(question);
    const asked = tell(question.prompt, 'en').includes('Which is from train mode?')
      ? 'train'
      : 'eval';
    const truth = normalize({ ...plan.spec, mode: asked }, x, { running }).output.data;
    for (const { text, right } of labels(question)) {
      const shown = question.shown.find(({ name }) => name === text)!.tensor.data;
      const apart = Math.max(...shown.map((value, i) => Math.abs(value - truth[i]!)));
      if (right) expect(apart).toBe(0);
      else expect(apart).toBeGreaterThan(0.01);
    }
  },
  mean: (question) => provesNumber(question, (values) => meanOf(values)),
  variance: (question) =>
    provesNumber(question, (values) => meanOf(values.map((v) => (v - meanOf(values)) ** 2))),
  output: (question) =>
    provesNumber(question, (values, own) => {
      const variance = meanOf(values.map((v) => (v - meanOf(values)) ** 2));
      return (own - meanOf(values)) / Math.sqrt(variance + 1e-5);
    }),
  refusal(question) {
    const [, call = '', sizes = ''] = /say to (nn\..*)\(torch\.randn\((.*)\)\)/.exec(
      tell(question.prompt, 'en'),
    )!;
    const shape = sizes.split(', ').map(Number);
    let says = `It runs and gives y of shape (${sizes}${shape.length === 1 ? ',' : ''})`;
    try {
      planLayer(specOfCall(call), shape);
    } catch (error) {
      says = (error as InputError).message;
    }
    for (const { text, right } of labels(question)) expect(says.startsWith(text), text).toBe(right);
  },
};

const meanOf = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

function provesNumber(
  question: Question,
  compute: (values: readonly number[], own: number) => number,
): void {
  const { plan, x } = subjectOf(question);
  const { answer, pinned } = question;
  if (answer.type !== 'number') throw new Error('no number');
  const cells = reachOf(plan.spec, x, pinned!);
  const truth = compute(
    cells.map((flat) => x.data[flat]!),
    x.data[pinned!]!,
  );
  expect(Math.abs(answer.value - truth)).toBeLessThan(1e-6);
  expect(answer.wrong.length).toBeGreaterThan(0);
  for (const { value } of answer.wrong)
    expect(Math.abs(value - truth)).toBeGreaterThan(10 * answer.tolerance);
}

describe('exactly one answer is right, whatever the seed', () => {
  test.each(QUIZ_KINDS)('%s', { timeout: 600_000 }, (kind) => {
    for (const seed of seeds) {
      const question = questionOf(kind, seed);
      if (question.answer.type === 'choice') {
        const { options } = question.answer;
        expect(options.filter(({ right }) => right)).toHaveLength(1);
        for (const language of ['en', 'ko'] as const) {
          const texts = options.map(({ label }) => tell(label, language));
          expect(new Set(texts).size, `${kind} ${seed}`).toBe(texts.length);
        }
      }
      try {
        PROOFS[kind](question);
      } catch (error) {
        throw new Error(`${kind} ${seed}: ${tell(question.prompt, 'en')}`, { cause: error });
      }
    }
  });
});

test('the same seed makes the same quiz, another one another', () => {
  const quiz = () => JSON.stringify(quizOf([], 24, 5));
  expect(quiz()).toBe(quiz());
  expect(JSON.stringify(quizOf([], 24, 6))).not.toBe(quiz());
  expect(quizOf(['mean', 'axes'], 5, 1).map(({ kind }) => kind)).toEqual([
    'mean',
    'axes',
    'mean',
    'axes',
    'mean',
  ]);
});

test('every question is told and explained in both languages, with nothing left in braces', () => {
  for (const question of quizOf([], 48, 11))
    for (const language of ['en', 'ko'] as const) {
      const texts = [tell(question.prompt, language), ...explanationOf(question, language)];
      expect(texts.length).toBeGreaterThan(1);
      for (const text of texts) expect(text).not.toMatch(/[{}]|undefined|NaN/);
    }
});

test('a layer that coincides with the one asked for is named as right, and never offered as wrong', () => {
  const found = seeds
    .map((seed) => questionOf('numbers', seed))
    .find((question) => subjectOf(question).call.startsWith('nn.InstanceNorm'));
  // InstanceNorm on (N, C, …) is GroupNorm with as many groups as there are channels
  if (!found) throw new Error('no InstanceNorm among the seeds');
  const channels = subjectOf(found).x.shape[subjectOf(found).x.axes.indexOf('C')];
  const said = found.because.map((one) => tell(one, 'en')).join();
  if (subjectOf(found).x.axes[0] === 'N')
    expect(said).toContain(`nn.GroupNorm(${channels}, ${channels})`);
});

test('cells are right in any order, with or without the cell that is asked about', () => {
  const question = questionOf('cells', 1);
  if (question.answer.type !== 'cells') throw new Error('no cells');
  const { cells } = question.answer;
  expect(isRight(question, { type: 'cells', cells: [...cells].reverse() })).toBe(true);
  const others = cells.filter((flat) => flat !== question.pinned);
  expect(isRight(question, { type: 'cells', cells: others })).toBe(true);
  expect(isRight(question, { type: 'cells', cells: others.slice(1) })).toBe(false);
});

test('a typed number is right within the tolerance, with either decimal mark and any minus sign', () => {
  const question = questionOf('mean', 3);
  if (question.answer.type !== 'number') throw new Error('no number');
  const text = question.answer.value.toFixed(4);
  expect(isRight(question, { type: 'number', text })).toBe(true);
  expect(isRight(question, { type: 'number', text: text.replace('.', ',') })).toBe(true);
  expect(isRight(question, { type: 'number', text: String(question.answer.value + 0.002) })).toBe(
    false,
  );
  expect(readNumber('−1,5')).toBe(-1.5);
  expect(readNumber('1.5.2')).toBeNull();
  expect(readNumber('')).toBeNull();
});
