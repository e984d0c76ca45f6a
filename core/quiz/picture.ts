import { cubeFigure } from '../figure/cubeFigure.ts';
import { wholeTensor } from '../figure/displayTensor.ts';
import type { Figure } from '../figure/marks.ts';
import { INITIAL_VIEW } from '../figure/state.ts';
import type { Language } from '../settings.ts';
import { averaging } from './misconceptions.ts';
import type { Question } from './question.ts';
import { tell, told } from './told.ts';

const WIDTH = 640;
const HEIGHT = 400;

/**
 * The picture that a question is asked with; null where it has none. One of values shows no axis as reduced: that
 * would be the answer.
 */
export function questionFigure(question: Question, language: Language): Figure | null {
  const { picture, subject, pinned } = question;
  if (picture === 'none' || !subject) return null;
  const groups = picture === 'groups';
  const plan = groups ? subject.plan : averaging(subject.plan, []);
  const x = wholeTensor(subject.x);
  const title = tell(told('quiz.picture', { shape: subject.x.axes.join(' × ') }), language);
  return cubeFigure({
    width: WIDTH,
    height: HEIGHT,
    plan,
    x,
    y: null,
    view: {
      ...INITIAL_VIEW,
      explode: groups ? INITIAL_VIEW.explode : 0.15,
      colour: groups ? 'group' : 'value',
      fourD: groups ? 'separate' : 'flat',
      pinned,
    },
    labels: { x: 'x', y: '', axisNames: {} },
    decimals: 1,
    gizmo: false,
    legend: false,
    tight: true,
    title,
    description: title,
  });
}
