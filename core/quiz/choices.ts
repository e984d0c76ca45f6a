import type { Plan } from '../norm/spec.ts';
import { tell, type Told, told } from './told.ts';
import type { Dice } from './dice.ts';
import type { Answer, Option } from './question.ts';

const MOST_OPTIONS = 4;

/**
 * A choice in a random order: the truth, and as many mistakes as there is room for.
 * @param wrong  in the order in which they are wanted; those that read like another are left out
 * @returns      null where no mistake is left to choose
 */
export function choiceOf(
  truth: { readonly label: Told; readonly why: Told },
  wrong: readonly { readonly label: Told; readonly why: Told }[],
  dice: Dice,
): Answer | null {
  const seen = new Set([tell(truth.label, 'en')]);
  const fresh = wrong.filter(({ label }) => {
    const text = tell(label, 'en');
    if (seen.has(text)) return false;
    seen.add(text);
    return true;
  });
  if (fresh.length === 0) return null;
  const options: Option[] = [
    { ...truth, right: true },
    ...fresh.slice(0, MOST_OPTIONS - 1).map((one) => ({ ...one, right: false })),
  ];
  return { type: 'choice', options: dice.shuffled(options) };
}

/** How a plan takes each axis of the input: averaged over, kept, or split into groups of which each is averaged over. */
function takenAs(plan: Plan): { reduced: string[]; kept: string[]; split: boolean } {
  const reduced: string[] = [];
  const kept: string[] = [];
  let split = false;
  plan.axes.forEach((name, axis) => {
    const parts = plan.view.filter((dim) => dim.axis === axis);
    const has = (role: 'reduced' | 'kept') =>
      parts.some((dim) => dim.role === role && (dim.size > 1 || parts.length === 1));
    if (has('reduced') && has('kept')) split = true;
    else (has('reduced') ? reduced : kept).push(name);
  });
  return { reduced, kept, split };
}

/** "N and L", "L, and C within each group": what a plan averages over. */
export function overText(plan: Plan): Told {
  const { reduced: axes, split } = takenAs(plan);
  if (split)
    return axes.length === 0 ? told('quiz.over.group') : told('quiz.over.groupAnd', { axes });
  return axes.length === 0 ? told('quiz.over.nothing') : told('quiz.over.axes', { axes });
}

/** "the 8 cells with the same C": those that a plan takes together. */
export function sharingText(plan: Plan): Told {
  const n = plan.groupSize;
  if (n === 1) return told('quiz.sharing.itself');
  if (plan.groups === 1) return told('quiz.sharing.all', { n });
  const { kept, split } = takenAs(plan);
  return told(split ? 'quiz.sharing.group' : 'quiz.sharing.axes', { n, axes: kept });
}
