import { cubeFigure } from '../figure/cubeFigure.ts';
import { wholeTensor } from '../figure/displayTensor.ts';
import type { Figure } from '../figure/marks.ts';
import { INITIAL_VIEW, type ViewState } from '../figure/state.ts';
import type { Language } from '../settings.ts';
import { averaging } from './misconceptions.ts';
import type { Question } from './question.ts';
import { tell, told } from './told.ts';

/** How a question's picture is drawn; as files hold it when left out. */
export interface PictureLook {
  readonly width: number;
  readonly height: number;
  readonly theme: ViewState['theme'];
  /** Cells that are chosen, flat in x. */
  readonly chosen?: readonly number[];
  /** After the answer: the groups in their colours, whatever was shown before. */
  readonly explained?: boolean;
  /** As cubes, without numbers: those stand in tables beside it. */
  readonly cubes?: boolean;
}

const IN_FILES: PictureLook = { width: 640, height: 400, theme: 'light' };

/**
 * The picture that a question is asked with; null where it has none. One of values shows no axis as reduced: that
 * would be the answer.
 */
export function questionFigure(
  question: Question,
  language: Language,
  look: PictureLook = IN_FILES,
): Figure | null {
  const { picture, subject, pinned } = question;
  const { width, height, theme, chosen, explained = false, cubes = false } = look;
  if (!subject || (picture === 'none' && !explained)) return null;
  const groups = picture === 'groups' || explained;
  const plan = groups ? subject.plan : averaging(subject.plan, []);
  const x = wholeTensor(subject.x);
  const title = tell(told('quiz.picture', { shape: subject.x.axes.join(' × ') }), language);
  return cubeFigure({
    width,
    height,
    plan,
    x,
    y: null,
    view: {
      ...INITIAL_VIEW,
      explode: groups ? INITIAL_VIEW.explode : 0.15,
      colour: groups ? 'group' : 'value',
      fourD: cubes || (groups && !explained) ? 'separate' : 'flat',
      pinned,
      theme,
    },
    labels: { x: 'x', y: '', axisNames: {} },
    ...(chosen && { outlined: { x: chosen } }),
    ...(cubes && { numbers: false }),
    decimals: 1,
    gizmo: false,
    legend: false,
    tight: true,
    title,
    description: title,
  });
}
