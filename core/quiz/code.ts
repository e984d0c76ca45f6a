import type { Question, QuizKind } from './question.ts';

/** Kinds whose answer is the same as which dimensions a mean is taken over. */
const KINDS: readonly QuizKind[] = ['axes', 'counts', 'mean'];

/** Code to complete: with its blanks, and the line as it has to be. */
export interface CodeTask {
  readonly asked: readonly string[];
  readonly answer: string;
}

/**
 * The statistic of a question as a line of PyTorch to complete; null where it is none, as where a layer parts an axis into
 * groups, which `dim` cannot say.
 */
export function codeOf({ kind, subject }: Question): CodeTask | null {
  if (!KINDS.includes(kind) || !subject) return null;
  const { plan, x } = subject;
  const split = plan.view.length !== plan.axes.length;
  if (split || plan.subtracts !== 'mean') return null;
  const line = (dims: string) => `mean = x.mean(dim=(${dims}), keepdim=True)`;
  const dims = plan.reducedDims;
  return {
    asked: [`x = torch.randn(${x.shape.join(', ')})  # ${x.axes.join(', ')}`, line('__________')],
    answer: line(dims.length === 1 ? `${dims[0]},` : dims.join(', ')),
  };
}
