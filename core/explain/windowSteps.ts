import { bracketed, list, sum } from './numbers.ts';
import { step, type Step } from './step.ts';
import type { CellTrace, WindowTrace } from './trace.ts';

/** LocalResponseNorm's stations: its window, the mean of its squares, the power, the division. */
export function windowSteps(trace: CellTrace, window: WindowTrace): Step[] {
  const values = trace.cells.map((cell) => cell.value);
  const squares = values.map((value) => value * value);
  const { size, outside } = window;
  return [
    step('group', '\\mathcal{W} = \\{c - \\lfloor n/2 \\rfloor, \\dots\\}', size, (_, tex) =>
      tex
        ? `n = ${size}`
        : `a window of ${size} channels${outside > 0 ? `, ${outside} of them beyond the edge and counted as 0` : ''}`,
    ),
    step('gather', 'x_c, \\; c \\in \\mathcal{W}', trace.x, (notation) =>
      list(notation, values, values.length),
    ),
    step('square', 'x_c^2', trace.squaredDeviation, (notation, tex) => {
      const two = tex ? '^2' : '²';
      return `${bracketed(notation, trace.x)}${two} = ${notation.number(trace.squaredDeviation)}`;
    }),
    step(
      'variance',
      'q = \\frac{1}{n} \\sum_{c \\in \\mathcal{W}} x_c^2',
      window.meanOfSquares,
      (notation, tex) => {
        const total = sum(notation, squares, squares.length);
        const result = notation.number(window.meanOfSquares);
        return tex
          ? `q = \\frac{${total}}{${size}} = ${result}`
          : `mean of x² = (${total}) / ${size} = ${result}`;
      },
    ),
    step('epsSqrt', 's = (k + \\alpha q)^{\\beta}', window.denominator, (notation, tex) => {
      const { constant, number } = notation;
      const times = tex ? ' \\cdot ' : ' · ';
      const base = `(${constant(window.k)} + ${constant(window.alpha)}${times}${number(window.meanOfSquares)})`;
      const power = tex ? `^{${constant(window.beta)}}` : `^${constant(window.beta)}`;
      return `${tex ? 's = ' : ''}${base}${power} = ${number(window.denominator)}`;
    }),
    step('divide', 'y = \\frac{x}{s}', trace.xhat, (notation, tex) => {
      const above = notation.number(trace.x);
      const below = notation.number(window.denominator);
      const result = notation.number(trace.y);
      return tex
        ? `y = \\frac{${above}}{${below}} = ${result}`
        : `y = ${above} / ${below} = ${result}`;
    }),
  ];
}
