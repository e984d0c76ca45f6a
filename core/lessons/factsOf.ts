import { factOf } from './facts.ts';
import type { Fact, Lesson, Outcome } from './lesson.ts';

/**
 * The lesson's facts; none when a run failed that should not have, such as by a connection that broke: its
 * card says why.
 */
export function factsOf(
  lesson: Pick<Lesson, 'facts'>,
  outcomes: readonly Outcome[],
): readonly Fact[] {
  try {
    return lesson.facts.map((row) => factOf(row, outcomes));
  } catch {
    return [];
  }
}
