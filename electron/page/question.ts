import { readNumber } from '../../core/quiz/answers.ts';
import type { Scene } from '../../core/lessons/document.ts';
import { factOf } from '../../core/lessons/facts.ts';
import { localizedIn } from '../../core/lessons/document.ts';
import { outcomesOf } from '../../core/lessons/sceneText.ts';
import type { PageState } from './state.ts';
import { button, element } from './dom.ts';
import type { Words } from './words.ts';

/** Whether an answer by a click on this run's cell is right; null where the question is not answered by a click. */
export function clickIsRight(scene: Scene, run: number, cell: number): boolean | null {
  const answer = scene.question?.answer;
  if (answer?.pick === 'run') return scene.runs[run]?.id === answer.run;
  return answer?.pick === 'cell' ? answer.cells.includes(cell) : null;
}

/** What is asked, with what it can be answered by beside a click, and what became of the answer. */
export function questionPart(
  scene: Scene,
  ask: string,
  state: PageState,
  words: Words,
  answer: (right: boolean) => void,
  reveal: () => void,
): HTMLElement {
  const { question } = scene;
  const part = element('section', { class: 'question' }, element('p', {}, element('b', {}, ask)));
  if (!question || state.revealed) return part;
  const row = element('p', { class: 'row' });
  if (question.answer.pick === 'run') {
    const { run: right } = question.answer;
    for (const run of scene.runs)
      row.append(
        button(localizedIn(run.name, state.language) || run.id, `pick-${run.id}`, () =>
          answer(run.id === right),
        ),
      );
  }
  if (question.answer.pick === 'number') row.append(...numberField(scene, words, answer));
  row.append(button(words('reveal'), 'reveal', reveal));
  part.append(
    row,
    element('p', { role: 'status' }, state.answered === 'wrong' ? words('wrong') : ''),
  );
  return part;
}

function numberField(scene: Scene, words: Words, answer: (right: boolean) => void): Node[] {
  const asked = scene.question?.answer;
  if (asked?.pick !== 'number') return [];
  const field = element('input', {
    type: 'text',
    inputmode: 'decimal',
    'aria-label': words('answer'),
  });
  const check = () => {
    const row = scene.facts?.find(({ id }) => id === asked.fact);
    const value = row && factOf(row, outcomesOf(scene)).value;
    const given = readNumber(field.value);
    answer(
      typeof value === 'number' && given !== null && Math.abs(given - value) <= asked.tolerance,
    );
  };
  return [field, button(words('check'), 'check', check)];
}
