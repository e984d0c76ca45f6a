import {
  called,
  equation,
  exact,
  name,
  number,
  product,
  sum,
  type Formula,
} from '../../../formula/formula.ts';
import type { CellTrace } from '../../../station/cellTrace.ts';
import { shown } from '../../../station/shown.ts';
import type { StationRow } from '../../../station/station.ts';
import { said } from '../../../texts/said.ts';
import type { PointwisePlan } from '../../spec.ts';
import { bent } from './kernel.ts';

const always = () => true;

/** α · x, with a shift where the layer has one. */
function inner({ bend }: PointwisePlan, alpha: Formula, x: Formula, shift: Formula): Formula {
  const stretched = product(alpha, x);
  return bend === 'erf' ? sum([stretched, shift]) : stretched;
}

const inLetters = (plan: PointwisePlan) =>
  called(plan.bend, inner(plan, name('alpha'), name('x'), name('s')));
const xOf = (trace: CellTrace) => number('own', trace.x);
const yOf = (trace: CellTrace) => number('output', trace.y);
const inNumbers = (plan: PointwisePlan, trace: CellTrace) =>
  called(plan.bend, inner(plan, exact(plan.alpha), xOf(trace), exact(plan.shift)));

/** y in letters, all at once. */
export function whole(plan: PointwisePlan): Formula {
  const bending = inLetters(plan);
  if (!plan.hasWeight) return bending;
  return sum([product(name('gamma'), bending), name('beta')]);
}

/** How a layer without statistics comes to its output. */
export const POINTWISE_STATIONS: readonly StationRow<PointwisePlan>[] = [
  {
    id: 'group',
    applies: always,
    label: () => said('label.group'),
    letters: () => name('x'),
    shows: () => ({ ...shown('x', name('x')), output: 'none' }),
    tell: (_, trace) => ({
      value: trace.x,
      numbers: [equation(name('x'), xOf(trace))],
      sentence: said('pointwise.alone', { x: xOf(trace) }),
      heading: null,
    }),
  },
  {
    id: 'bend',
    applies: always,
    label: () => said('label.bend'),
    letters: (plan) => equation(name(plan.hasWeight ? 'xhat' : 'y'), inLetters(plan)),
    shows: (plan) => shown(plan.hasWeight ? 'x' : 'output', null),
    tell: (plan, trace) => {
      const result = number('output', bent(plan, trace.x));
      return {
        value: result.value,
        numbers: [equation(name(plan.hasWeight ? 'xhat' : 'y'), inNumbers(plan, trace), result)],
        sentence: said(plan.bend === 'erf' ? 'pointwise.shifted' : 'pointwise.bend', {
          ...(plan.bend === 'erf' && { shift: exact(plan.shift) }),
          x: xOf(trace),
          name: plan.bend,
          alpha: exact(plan.alpha),
          xhat: result,
        }),
        heading: { title: said('title.bend'), aside: said('aside.noStatistics') },
      };
    },
  },
  {
    id: 'scaleShift',
    applies: (plan) => plan.hasWeight,
    label: () => said('label.scaleShift'),
    letters: () => equation(name('y'), sum([product(name('gamma'), name('xhat')), name('beta')])),
    shows: () => shown('output', null),
    tell: (plan, trace) => {
      const xhat = number('output', bent(plan, trace.x));
      const gamma = number('gamma', trace.weight ?? 1, 'few');
      const beta = number('beta', trace.bias ?? 0, 'few');
      return {
        value: trace.y,
        numbers: [equation(name('y'), sum([product(gamma, xhat), beta]), yOf(trace))],
        sentence: said('scale.both', { xhat, gamma, beta, letter: 'y', y: yOf(trace) }),
        heading: { title: said('title.scaleShift'), aside: null },
      };
    },
  },
];
