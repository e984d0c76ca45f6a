import { normalize } from '../../norm/normalize.ts';
import { planLayer } from '../../norm/plan.ts';
import { formatNumber } from '../../tensor/formatNumber.ts';
import type { Dice } from '../dice.ts';
import type { Draft } from '../question.ts';
import { drawSubject } from '../subject.ts';
import { told, verbatim } from '../told.ts';
import { about } from './averaging.ts';

const APART = 0.05;

/** Which of two outputs is of train, which of eval? */
export function modeDraft(dice: Dice): Draft | null {
  const subject = drawSubject(dice, { mode: 'eval', plan: (plan) => plan.source === 'running' });
  const { plan, x, result, running } = subject;
  if (!running) return null;
  const train = normalize(
    planLayer({ ...plan.spec, mode: 'train' }, plan.shape, plan.axes).spec,
    x,
  );
  const apart = train.output.data.some(
    (value, i) => Math.abs(value - (result.output.data[i] ?? NaN)) > APART,
  );
  if (!apart) return null;
  const asked = dice.pick(['train', 'eval'] as const);
  const first = dice.pick(['train', 'eval'] as const);
  const outputOf = (mode: 'train' | 'eval') => (mode === 'train' ? train : result).output;
  const second = first === 'train' ? 'eval' : 'train';
  const numbers = (values: Float64Array) =>
    `[${Array.from(values, (value) => formatNumber(value, 1, '-')).join(', ')}]`;
  const option = (name: string, mode: 'train' | 'eval') => ({
    label: verbatim(name),
    right: mode === asked,
    why: told(mode === 'train' ? 'quiz.why.isTrain' : 'quiz.why.isEval'),
  });
  return {
    subject,
    prompt: told(asked === 'train' ? 'quiz.ask.train' : 'quiz.ask.eval', {
      ...about(subject),
      mean: numbers(running.mean),
      variance: numbers(running.var),
    }),
    answer: { type: 'choice', options: [option('A', first), option('B', second)] },
    pinned: null,
    picture: 'none',
    shown: [
      { name: 'x', tensor: x },
      { name: 'A', tensor: outputOf(first) },
      { name: 'B', tensor: outputOf(second) },
    ],
    because: [],
    stations: [],
  };
}
