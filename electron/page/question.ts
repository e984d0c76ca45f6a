import type { Scene } from '../../core/lessons/document.ts';
import { numberIsRight } from '../../core/lessons/sceneAnswer.ts';
import { localizedIn } from '../../core/lessons/document.ts';
import type { PageState } from './pageState.ts';
import { button, element } from './dom.ts';
import type { Words } from './words.ts';

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
  const field = element('input', {
    type: 'text',
    inputmode: 'decimal',
    'aria-label': words('answer'),
  });
  const check = () => answer(numberIsRight(scene, field.value));
  return [field, button(words('check'), 'check', check)];
}
