import {
  equation,
  exact,
  fraction,
  list,
  mean,
  name,
  number,
  power,
  product,
  sigma,
  squared,
  sum,
  type Formula,
} from '../../../formula/formula.ts';
import type { CellTrace, WindowTrace } from '../../../station/cellTrace.ts';
import { shown } from '../../../station/shown.ts';
import type { Block, StationRow } from '../../../station/station.ts';
import { termsOf, valueTerm } from '../../../station/terms.ts';
import { said } from '../../../texts/said.ts';
import type { WindowPlan } from '../../spec.ts';
import { SPREAD_LETTERS } from '../moments/letters.ts';

const always = () => true;
const SQUARES = mean(squared(name('x')));
const DENOMINATOR = power(sum([name('k'), product(name('alpha'), SQUARES)]), name('exponent'));
/** y in letters, all at once. */
export const WHOLE = fraction(name('x'), DENOMINATOR);
const SPREAD: Block = { is: 'variance', letter: SPREAD_LETTERS.rms, name: SQUARES };
const ROOT: Block = { is: 'root', letter: { text: 's' }, name: name('s') };

function windowOf({ window }: CellTrace): WindowTrace {
  if (window) return window;
  throw new RangeError('windowOf: the trace of a layer that has no window');
}

const xOf = (trace: CellTrace) => number('own', trace.x);
const yOf = (trace: CellTrace) => number('output', trace.y);
const meanOf = (trace: CellTrace) => number('variance', windowOf(trace).meanOfSquares);
/** Often so near to 1 that four decimals would not tell. */
const denominatorOf = (trace: CellTrace) =>
  number('variance', windowOf(trace).denominator, 'exact');

function raised(trace: CellTrace): Formula {
  const { alpha, beta, k } = windowOf(trace);
  return power(sum([exact(k), product(exact(alpha), meanOf(trace))]), exact(beta));
}

/** How a cell is divided by its neighbours along the channels. */
export const WINDOW_STATIONS: readonly StationRow<WindowPlan>[] = [
  {
    id: 'group',
    applies: always,
    label: () => said('label.window'),
    letters: () => list([name('xi')], 2),
    shows: () => ({ ...shown('x', name('x')), output: 'none' }),
    tell: (plan, trace) => {
      const { size, outside } = windowOf(trace);
      const channel = trace.index[plan.reducedDims[0] ?? 1] ?? 0;
      return {
        value: size,
        numbers: [equation(name('n'), exact(size))],
        sentence: said(outside > 0 ? 'window.edge' : 'window.group', {
          size,
          channel,
          ...(outside > 0 && { outside }),
        }),
        heading: null,
      };
    },
  },
  {
    id: 'gather',
    applies: always,
    label: () => said('label.gather'),
    letters: () => list([name('xi')], 2),
    shows: () => shown('x', name('x'), [], { move: 'copy' }),
    tell: (_, trace) => ({
      value: trace.x,
      numbers: [list(...termsOf(trace))],
      sentence: said('window.gather', { inside: trace.total }),
      heading: null,
    }),
  },
  {
    id: 'square',
    applies: always,
    label: () => said('label.square'),
    letters: () => squared(name('x')),
    shows: () => shown('square', squared(name('x'))),
    tell: (_, trace) => {
      const square = number('plain', trace.x ** 2);
      return {
        value: trace.x ** 2,
        numbers: [equation(squared(name('x')), squared(xOf(trace)), square)],
        sentence: said('window.square', { x: xOf(trace), square }),
        heading: null,
      };
    },
  },
  {
    id: 'variance',
    applies: always,
    label: () => said('label.meanOfSquares'),
    letters: () => equation(SQUARES, fraction(sigma(squared(name('xi'))), name('n'))),
    shows: () => shown('square', squared(name('x')), [SPREAD], { move: 'reduce', to: 'variance' }),
    tell: (_, trace) => {
      const { size, outside, meanOfSquares } = windowOf(trace);
      const squares = termsOf(trace, (value, own, cell) => squared(valueTerm(value, own, cell)));
      return {
        value: meanOfSquares,
        numbers: [equation(SQUARES, fraction(sum(...squares), exact(size)), meanOf(trace))],
        sentence: said('window.mean', { inside: trace.total, size, mean: meanOf(trace) }),
        heading: {
          title: said('title.meanOfSquares'),
          aside:
            outside > 0
              ? said('aside.outside', { n: size, outside })
              : said('aside.window', { n: size }),
        },
      };
    },
  },
  {
    id: 'epsSqrt',
    applies: always,
    label: () => said('label.power'),
    letters: () => equation(name('s'), DENOMINATOR),
    shows: () => shown('x', name('x'), [ROOT]),
    tell: (_, trace) => {
      const { alpha, beta, k, denominator } = windowOf(trace);
      return {
        value: denominator,
        numbers: [equation(name('s'), raised(trace), denominatorOf(trace))],
        sentence: said('window.power', {
          mean: meanOf(trace),
          alpha: exact(alpha),
          k: exact(k),
          beta: exact(beta),
          denominator: denominatorOf(trace),
        }),
        heading: { title: said('title.denominator'), aside: said('aside.power') },
      };
    },
  },
  {
    id: 'divide',
    applies: always,
    label: () => said('label.divide'),
    letters: () => equation(name('y'), fraction(name('x'), name('s'))),
    shows: () =>
      shown('own', name('y'), [ROOT], { move: 'broadcast', from: 'variance', own: true }),
    tell: (_, trace) => ({
      value: trace.y,
      numbers: [equation(name('y'), fraction(xOf(trace), denominatorOf(trace)), yOf(trace))],
      sentence: said('window.divide', {
        x: xOf(trace),
        denominator: denominatorOf(trace),
        y: yOf(trace),
      }),
      heading: { title: said('title.output'), aside: said('aside.noAffine') },
    }),
  },
  {
    id: 'allGroups',
    applies: (plan) => plan.shape.reduce((product, size) => product * size, 1) > 1,
    label: () => said('label.allCells'),
    letters: () => equation(name('y'), WHOLE),
    shows: () => ({ ...shown('output', null, [ROOT]), output: 'all' }),
    tell: (_, trace) => ({
      value: trace.y,
      numbers: [equation(name('y'), fraction(xOf(trace), raised(trace)), yOf(trace))],
      sentence: said('window.all', { x: xOf(trace), y: yOf(trace) }),
      heading: null,
    }),
  },
];
