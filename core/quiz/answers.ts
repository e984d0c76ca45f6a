import type { Question } from './question.ts';

/** What a student gives: the option's place, cells in any order, or a number as it was typed. */
export type Given =
  | { readonly type: 'choice'; readonly option: number }
  | { readonly type: 'cells'; readonly cells: readonly number[] }
  | { readonly type: 'number'; readonly text: string };

/**
 * Whether an answer is right. Cells have to be all that share and no other; whether the cell that is asked about is among
 * them does not matter.
 */
export function isRight({ answer, pinned }: Question, given: Given): boolean {
  if (answer.type !== given.type) return false;
  if (answer.type === 'choice' && given.type === 'choice')
    return answer.options[given.option]?.right ?? false;
  if (answer.type === 'number' && given.type === 'number') {
    const value = readNumber(given.text);
    return value !== null && Math.abs(value - answer.value) <= answer.tolerance;
  }
  if (answer.type !== 'cells' || given.type !== 'cells') return false;
  const others = (cells: readonly number[]) =>
    [...new Set(cells)].filter((flat) => flat !== pinned).sort((a, b) => a - b);
  return others(answer.cells).join() === others(given.cells).join();
}

/** A number with a decimal point or comma and any minus sign; null for what is none. */
export function readNumber(text: string): number | null {
  const plain = text.trim().replace(',', '.').replace(/^[−–]/, '-');
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain) ? Number(plain) : null;
}
