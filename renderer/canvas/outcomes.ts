import { valueDomains } from '../../core/figure/colour.ts';
import { farthestApart } from '../../core/lessons/compare.ts';
import type { Outcome } from '../../core/lessons/lesson.ts';
import type { ComputeReply } from '../ui/host.ts';
import type { Answer } from './runAnswers.svelte.ts';

/** What a lesson and a comparison read from an answer of the service. */
export function outcomeOf(answer: Answer): Outcome {
  if (!answer.ok) return { ok: false, message: answer.message };
  const { plan, x, y, statistics, runningBefore, runningAfter } = answer.value;
  return { ok: true, plan, x, y, statistics, runningBefore, runningAfter };
}

/** Whether a reply holds every cell of its output, so that it can be compared cell by cell. */
export function isWhole(reply: ComputeReply): boolean {
  return reply.y.pool.every((size) => size === 1);
}

/**
 * Largest difference of two outputs of the same tensor, cells matched by the names of their axes.
 * @returns null where a run failed or is too large to be held cell by cell
 */
export function difference(a: Answer | undefined, b: Answer | undefined): number | null {
  if (!a?.ok || !b?.ok || !isWhole(a.value) || !isWhole(b.value)) return null;
  const [left, right] = [outcomeOf(a), outcomeOf(b)];
  return left.ok && right.ok ? farthestApart(left, right).by : null;
}

/** Half-widths of the value colours that all replies can share; null without a reply. */
export function sharedDomain(
  answers: readonly (Answer | undefined)[],
): { readonly x: number; readonly y: number } | null {
  const own = answers.flatMap((answer) =>
    answer?.ok ? [valueDomains(answer.value.x.data, answer.value.y.data)] : [],
  );
  if (own.length === 0) return null;
  return {
    x: Math.max(...own.map((domain) => domain.x)),
    y: Math.max(...own.map((domain) => domain.y)),
  };
}
