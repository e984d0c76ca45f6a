import { layerRow } from '../../norm/layers.ts';
import { normalize } from '../../norm/normalize.ts';
import type { Plan } from '../../norm/spec.ts';
import type { Tensor } from '../../tensor/tensor.ts';
import { callOf } from '../call.ts';
import { choiceOf, overText } from '../choices.ts';
import type { Dice } from '../dice.ts';
import { otherLayers, partitionOf } from '../misconceptions.ts';
import type { Draft, Subject } from '../question.ts';
import { drawSubject } from '../subject.ts';
import { told, verbatim, type Told } from '../told.ts';
import { about } from './averaging.ts';

const callOfPlan = (plan: Plan) => callOf(layerRow(plan.spec.layer), plan.spec.options);

/** Outputs that differ by less cannot be told apart on paper. */
const APART = 0.05;
/** And by less than this they are printed alike. */
const SAME = 5e-5;

/** Which layer is in the picture? */
export function pictureDraft(dice: Dice): Draft | null {
  const subject = drawSubject(dice);
  const mine = partitionOf(subject.plan);
  const isSame = (plan: Plan) => partitionOf(plan) === mine;
  return naming(dice, subject, isSame, (plan) => !isSame(plan), 'quiz.ask.picture');
}

/** Which layer gave these numbers? */
export function numbersDraft(dice: Dice): Draft | null {
  const subject = drawSubject(dice);
  const { x, result } = subject;
  const distance = (plan: Plan) => apart(result.output, normalize(plan.spec, x).output);
  return naming(
    dice,
    subject,
    (plan) => distance(plan) < SAME,
    (plan) => distance(plan) > APART,
    'quiz.ask.numbers',
  );
}

function apart(a: Tensor, b: Tensor): number {
  let most = 0;
  for (let i = 0; i < a.data.length; i++)
    most = Math.max(most, Math.abs((a.data[i] ?? NaN) - (b.data[i] ?? NaN)));
  return most;
}

function naming(
  dice: Dice,
  subject: Subject,
  isSame: (plan: Plan) => boolean,
  differs: (plan: Plan) => boolean,
  key: 'quiz.ask.picture' | 'quiz.ask.numbers',
): Draft | null {
  const { plan, x, result } = subject;
  const mine = partitionOf(plan);
  const whyOf = (other: Plan): Told =>
    partitionOf(other) === mine
      ? told('quiz.why.squares', { layer: other.spec.layer })
      : told('quiz.why.averages', { layer: other.spec.layer, over: overText(other) });
  const others = otherLayers(plan);
  const answer = choiceOf(
    {
      label: verbatim(subject.call),
      why: told('quiz.why.averages', { layer: plan.spec.layer, over: overText(plan) }),
    },
    dice
      .shuffled(others.filter(differs))
      .map((other) => ({ label: verbatim(callOfPlan(other)), why: whyOf(other) })),
    dice,
  );
  const same = others
    .filter(isSame)
    .map(callOfPlan)
    .filter((call) => call !== subject.call);
  const isPicture = key === 'quiz.ask.picture';
  return (
    answer && {
      subject,
      prompt: told(key, about(subject)),
      answer,
      pinned: null,
      picture: isPicture ? 'groups' : 'none',
      shown: isPicture
        ? []
        : [
            { name: 'x', tensor: x },
            { name: 'y', tensor: result.output },
          ],
      because: same.length > 0 ? [told('quiz.coincides', { layers: same })] : [],
      stations: [],
    }
  );
}
