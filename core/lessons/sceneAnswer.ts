import { readNumber } from '../quiz/answers.ts';
import type { Scene } from './document.ts';
import { factOf } from './facts.ts';
import { outcomesOf } from './sceneText.ts';

/**
 * Whether an answer by a click is right; null where the question is not answered by a click.
 * @param run   index of the run that was clicked
 * @param cell  flat in the tensor as it is stored; null beside every cell
 */
export function clickIsRight(scene: Scene, run: number, cell: number | null): boolean | null {
  const answer = scene.question?.answer;
  if (answer?.pick === 'run') return scene.runs[run]?.id === answer.run;
  return answer?.pick === 'cell' ? cell !== null && answer.cells.includes(cell) : null;
}

/** Whether a number as it was typed is what the scene computes, within the question's tolerance. */
export function numberIsRight(scene: Scene, typed: string): boolean {
  const answer = scene.question?.answer;
  if (answer?.pick !== 'number') return false;
  const row = scene.facts?.find(({ id }) => id === answer.fact);
  const value = row && factOf(row, outcomesOf(scene)).value;
  const given = readNumber(typed);
  return typeof value === 'number' && given !== null && Math.abs(given - value) <= answer.tolerance;
}
