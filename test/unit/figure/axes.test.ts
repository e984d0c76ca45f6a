import { expect, test } from 'vitest';
import { builtInExamples } from '../../../core/examples/builtIn.ts';
import { cubeFigure } from '../../../core/figure/cubeFigure.ts';
import { wholeTensor } from '../../../core/figure/displayTensor.ts';
import { boxOf, type MarkBox } from '../../../core/figure/markBox.ts';
import { overviewCards } from '../../../core/figure/overviewCards.ts';
import { INITIAL_VIEW } from '../../../core/figure/state.ts';

/** Cards of Compare and of lessons on a small window, and a stage of their own. */
const SIZES = [
  [486, 182],
  [348, 288],
  [700, 400],
] as const;

const cases = SIZES.flatMap(([width, height]) =>
  builtInExamples().map(({ id, tensor }) => [width, height, id, tensor] as const),
);

test.each(cases)(
  'on %i × %i the axes of %s are written within the stage and apart, of every layer',
  (width, height, _, tensor) => {
    const x = wholeTensor(tensor);
    for (const { name, plan } of overviewCards(tensor.shape, tensor.axes)) {
      const { marks } = cubeFigure({
        width,
        height,
        plan,
        x,
        y: x,
        view: { ...INITIAL_VIEW, fourD: 'separate', theme: 'light' },
        labels: { x: 'input x', y: 'output y', axisNames: {} },
        gizmo: false,
        legend: false,
        naming: 'compact',
      });
      const boxes = marks.flatMap((mark): MarkBox[] =>
        mark.action?.startsWith('axis:') && (mark.kind === 'rect' || mark.kind === 'text')
          ? [boxOf([mark])!]
          : [],
      );
      expect(boxes.length).toBeGreaterThan(0);
      for (const { bottom } of boxes)
        expect([name, Math.max(bottom, height)]).toEqual([name, height]);
      const over = boxes.filter((a, i) =>
        boxes
          .slice(i + 1)
          .some(
            (b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
          ),
      );
      expect([name, over]).toEqual([name, []]);
    }
  },
);
