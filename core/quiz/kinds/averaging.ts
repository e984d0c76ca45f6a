import { cellsOfGroup, groupOf } from '../../norm/groups.ts';
import type { Plan } from '../../norm/spec.ts';
import { indexOf } from '../../tensor/strides.ts';
import { numel } from '../../tensor/tensor.ts';
import { cellText, shapeText } from '../call.ts';
import { choiceOf, overText, sharingText } from '../choices.ts';
import type { Dice } from '../dice.ts';
import { averaging, misconceptions } from '../misconceptions.ts';
import type { Draft, Subject } from '../question.ts';
import { drawSubject } from '../subject.ts';
import { told, verbatim, type Told } from '../told.ts';

/** What every prompt says of the call. */
export function about({ call, plan }: Pick<Subject, 'call' | 'plan'>) {
  return { call, shape: shapeText(plan.shape), axes: plan.axes.join(', '), mode: plan.spec.mode };
}

const PLAIN = { pinned: null, shown: [], because: [], stations: [] } as const;

/** Which axes are averaged over? */
export function axesDraft(dice: Dice): Draft | null {
  const subject = drawSubject(dice);
  const { plan } = subject;
  const answer = choiceOf(
    { label: overText(plan), why: told('quiz.because.axes', { kept: sharingText(plan) }) },
    misconceptions(plan).map((one) => ({ label: overText(one.plan), why: one.why })),
    dice,
  );
  const prompt = told('quiz.ask.axes', about(subject));
  return answer && { ...PLAIN, subject, prompt, answer, picture: 'values' };
}

/** How many statistics, of how many values each? */
export function countsDraft(dice: Dice): Draft | null {
  const subject = drawSubject(dice, { plan: (plan) => plan.groups !== plan.groupSize });
  const { plan } = subject;
  const label = ({ groups, groupSize }: Pick<Plan, 'groups' | 'groupSize'>): Told =>
    told('quiz.counts', { groups, size: groupSize });
  const answer = choiceOf(
    { label: label(plan), why: told('quiz.because.axes', { kept: sharingText(plan) }) },
    [
      {
        label: label({ groups: plan.groupSize, groupSize: plan.groups }),
        why: told('quiz.why.exchanged'),
      },
      ...misconceptions(plan).map((one) => ({ label: label(one.plan), why: one.why })),
    ],
    dice,
  );
  const prompt = told('quiz.ask.counts', about(subject));
  return answer && { ...PLAIN, subject, prompt, answer, picture: 'values' };
}

const OFFERED = 8;

/** Which cells share the statistic of this one? */
export function cellsDraft(dice: Dice): Draft {
  const subject = drawSubject(dice);
  const { plan } = subject;
  const pinned = dice.integer(0, numel(plan.shape) - 1);
  const cells = [...cellsOfGroup(plan, groupOf(plan, pinned))];
  const own = new Set(cells);
  const sharing = dice.shuffled(cells.filter((flat) => flat !== pinned)).slice(0, OFFERED / 2);
  // those that a mistake takes for its neighbours first
  const mistaken = misconceptions(plan).flatMap((one) =>
    dice.shuffled([...cellsOfGroup(one.plan, groupOf(one.plan, pinned))]),
  );
  const strangers = [...new Set(mistaken)].filter((flat) => !own.has(flat));
  const offered = dice.shuffled([...sharing, ...strangers.slice(0, OFFERED - sharing.length)]);
  return {
    ...PLAIN,
    subject,
    prompt: told(plan.subtracts === 'mean' ? 'quiz.ask.cells' : 'quiz.ask.cellsSquares', {
      ...about(subject),
      cell: cellText(indexOf(plan.shape, pinned)),
    }),
    answer: { type: 'cells', cells, offered },
    pinned,
    picture: 'values',
  };
}

/** The shape of γ. */
export function weightDraft(dice: Dice): Draft | null {
  const subject = drawSubject(dice);
  const { plan } = subject;
  const none = told('quiz.weight.none');
  const shape = (sizes: readonly number[]) => verbatim(shapeText(sizes));
  const channel = plan.axes.indexOf('C');
  const wrong = [
    { label: shape(plan.statShape), why: told('quiz.why.weightOfStatistics') },
    {
      label: shape(plan.reducedDims.map((axis) => plan.shape[axis] ?? 1)),
      why: told('quiz.why.weightOfReduced'),
    },
    { label: none, why: told('quiz.why.weightThere') },
    { label: shape(plan.shape), why: told('quiz.why.weightOfInput') },
    {
      label: shape([channel >= 0 ? (plan.shape[channel] ?? 1) : 1]),
      why: told('quiz.why.weightOfChannels'),
    },
    { label: shape([plan.shape.at(-1) ?? 1]), why: told('quiz.why.weightOfLast') },
  ];
  const truth = plan.paramShape
    ? { label: shape(plan.paramShape), why: told('quiz.because.weight') }
    : { label: none, why: told('quiz.because.noWeight') };
  const answer = choiceOf(truth, wrong, dice);
  const prompt = told('quiz.ask.weight', about(subject));
  return answer && { ...PLAIN, subject, prompt, answer, picture: 'none' };
}

/** Which outputs change when one input does? */
export function editDraft(dice: Dice): Draft | null {
  const mode = dice.pick(['train', 'train', 'eval'] as const);
  const subject = drawSubject(dice, {
    mode,
    plan: (plan) => mode === 'train' || plan.source === 'running',
  });
  const { plan } = subject;
  const pinned = dice.integer(0, numel(plan.shape) - 1);
  const itself = averaging(plan, []);
  const stored = plan.source === 'running';
  const truth = stored ? itself : plan;
  const batch = stored ? [{ plan, why: told('quiz.why.evalIsStored') }] : [];
  const alone = stored ? [] : [{ plan: itself, why: told('quiz.why.editItself') }];
  const mistakes = [...batch, ...alone, ...misconceptions(plan)];
  const answer = choiceOf(
    {
      label: sharingText(truth),
      why: told(stored ? 'quiz.because.editStored' : 'quiz.because.edit'),
    },
    mistakes.map((one) => ({ label: sharingText(one.plan), why: one.why })),
    dice,
  );
  const cell = cellText(indexOf(plan.shape, pinned));
  const prompt = told('quiz.ask.edit', { ...about(subject), cell });
  return answer && { ...PLAIN, subject, prompt, answer, pinned, picture: 'values' };
}
