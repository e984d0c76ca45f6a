import {
  code,
  difference,
  equation,
  exact,
  fraction,
  list,
  mean,
  name,
  number,
  product,
  sigma,
  squared,
  sum,
  type Formula,
} from '../../../formula/formula.ts';
import { REST, shown } from '../../../station/shown.ts';
import type { Block, StationRow } from '../../../station/station.ts';
import { termsOf } from '../../../station/terms.ts';
import { said } from '../../../texts/said.ts';
import type { StagedPlan } from '../../spec.ts';
import { few, MEAN_LETTER, SPREAD_LETTERS, xOf, yOf } from '../moments/letters.ts';
import { placeSaid } from '../moments/place.ts';
import { isResponse, sharedText, spreadNumbers, tellBlend } from './letters.ts';
import { extra } from './numbers.ts';
import { RECIPES } from './recipes.ts';

type Row = StationRow<StagedPlan>;

const SPREAD: Block = { is: 'variance', letter: SPREAD_LETTERS.std, name: name('sigma2') };
const LENGTH: Block = {
  is: 'variance',
  letter: SPREAD_LETTERS.l2,
  name: sigma(squared(name('xi'))),
};

const acts = (plan: StagedPlan) => plan.acts;
const blockOf = (plan: StagedPlan) => [isResponse(plan) ? LENGTH : SPREAD];
/** The same once its root is taken: a length of its own name, or what is divided by. */
const rootedOf = (plan: StagedPlan): readonly Block[] => [
  ...blockOf(plan),
  isResponse(plan)
    ? { is: 'root', letter: { text: 'g' }, name: name('g') }
    : { is: 'root', letter: { text: 's' }, name: name('s') },
];

/** y in letters, all at once. */
export function whole(plan: StagedPlan): Formula {
  const ratio = plan.acts ? RECIPES[plan.recipe].quotient : name('x');
  const shifted = sum([product(name('gamma'), ratio), name('beta')]);
  return isResponse(plan) ? sum([shifted, name('x')]) : shifted;
}

/** How a layer whose statistics come from several groupings arrives at its output; all of them have γ and β. */
export const STAGED_STATIONS: readonly Row[] = [
  {
    id: 'group',
    applies: () => true,
    label: () => said('label.group'),
    letters: () => list([name('xi')], 2),
    shows: () => ({ ...shown('x', name('x')), output: 'none' }),
    tell: (plan, trace) => ({
      value: trace.n,
      numbers: [equation(name('n'), exact(trace.n))],
      sentence: plan.acts
        ? said(sharedText(plan), { n: trace.n, place: placeSaid(trace) })
        : said('staged.idle', { x: xOf(trace) }),
      heading: null,
    }),
  },
  {
    id: 'gather',
    applies: acts,
    label: () => said('label.gather'),
    letters: () => list([name('xi')], 2),
    shows: () => shown('x', name('x'), [], { move: 'gather', to: 'variance' }),
    tell: (_, trace) => ({
      value: trace.x,
      numbers: [list(...termsOf(trace))],
      sentence: said(trace.reduced.length === 1 ? 'gather.axis' : 'gather.axes', {
        n: trace.n,
        place: placeSaid(trace),
        axes: trace.reduced,
      }),
      heading: null,
    }),
  },
  {
    id: 'mean',
    applies: ({ recipe }) => recipe === 'switch',
    label: () => said('label.means'),
    letters: () =>
      equation(name('mu'), sum([0, 1, 2].map((k) => product(name('w', k), name('mu', k))))),
    shows: () => shown('x', name('x'), [{ is: 'mean', letter: MEAN_LETTER, name: name('mu') }]),
    tell: (plan, trace) => tellBlend(plan, trace, 'mean'),
  },
  {
    id: 'variance',
    applies: acts,
    label: (plan) => said(isResponse(plan) ? 'label.sumOfSquares' : 'label.variance'),
    letters: (plan) =>
      isResponse(plan)
        ? sigma(squared(name('xi')))
        : plan.recipe === 'switch'
          ? equation(
              name('sigma2'),
              sum([0, 1, 2].map((k) => product(name('w', k), squared(name('s', k))))),
            )
          : equation(
              name('sigma2'),
              fraction(sigma(squared(difference(name('xi'), name('mu')))), name('n')),
            ),
    shows: (plan) => shown('x', name('x'), blockOf(plan), { move: 'collapse', to: 'variance' }),
    tell: (plan, trace) => {
      if (plan.recipe === 'switch') return tellBlend(plan, trace, 'variance');
      const result = number('variance', trace.variance);
      const values = { n: trace.n, place: placeSaid(trace), variance: result };
      const letters = isResponse(plan) ? sigma(squared(name('xi'))) : name('sigma2');
      return {
        value: result.value,
        numbers: [equation(letters, spreadNumbers(plan, trace), result)],
        sentence: said(isResponse(plan) ? 'variance.sum' : 'variance.biased', values),
        heading: {
          title: said(isResponse(plan) ? 'title.sumOfSquares' : 'title.variance'),
          aside: said('aside.over', { axes: trace.reduced }),
        },
      };
    },
  },
  {
    id: 'epsSqrt',
    applies: acts,
    label: (plan) => said(isResponse(plan) ? 'label.length' : 'label.root'),
    letters: (plan) => RECIPES[plan.recipe].root,
    shows: (plan) => shown('x', name('x'), rootedOf(plan)),
    tell: (plan, trace) => RECIPES[plan.recipe].tellRoot(plan, trace),
  },
  {
    id: 'compare',
    applies: (plan) => plan.acts && RECIPES[plan.recipe].compare !== null,
    label: (plan) => said(isResponse(plan) ? 'label.meanLength' : 'label.larger'),
    letters: (plan) => RECIPES[plan.recipe].compare?.letters ?? name('x'),
    shows: (plan) =>
      shown(
        'x',
        name('x'),
        isResponse(plan)
          ? [
              ...rootedOf(plan),
              { is: 'mean', letter: { text: 'g', bar: true }, name: mean(name('g')) },
            ]
          : rootedOf(plan),
        isResponse(plan) ? { move: 'join' } : REST,
      ),
    tell: (plan, trace) => {
      const { compare } = RECIPES[plan.recipe];
      if (!compare) throw new RangeError(`compare: ${plan.recipe} compares nothing`);
      return compare.tell(plan, trace);
    },
  },
  {
    id: 'divide',
    applies: acts,
    label: () => said('label.divide'),
    letters: (plan) => equation(name('xhat'), RECIPES[plan.recipe].shortQuotient),
    shows: (plan) =>
      shown('normalized', name('xhat'), rootedOf(plan), { move: 'broadcast', from: 'variance' }),
    tell: (plan, trace) => RECIPES[plan.recipe].tellDivide(plan, trace),
  },
  {
    id: 'scaleShift',
    applies: () => true,
    label: () => said('label.scaleShift'),
    letters: (plan) =>
      equation(
        name(isResponse(plan) ? 'u' : 'y'),
        sum([product(name('gamma'), name(plan.acts ? 'xhat' : 'x')), name('beta')]),
      ),
    shows: () => shown('output', null),
    tell: (plan, trace) => {
      const xhat = number('output', trace.xhat);
      const gamma = few('gamma', trace.weight ?? 1);
      const beta = few('beta', trace.bias ?? 0);
      const letter = isResponse(plan) ? 'u' : 'y';
      const y = isResponse(plan) ? number('output', extra(trace, 'before')) : yOf(trace);
      return {
        value: y.value,
        numbers: [equation(name(letter), sum([product(gamma, xhat), beta]), y)],
        sentence: said('scale.both', { xhat, gamma, beta, letter, y }),
        heading: { title: said('title.scaleShift'), aside: null },
      };
    },
  },
  {
    id: 'residual',
    applies: isResponse,
    label: () => said('label.residual'),
    letters: () => equation(name('y'), sum([name('u'), name('x')])),
    shows: () => shown('output', null),
    tell: (_, trace) => {
      const before = number('output', extra(trace, 'before'));
      return {
        value: trace.y,
        numbers: [equation(name('y'), sum([before, xOf(trace)]), yOf(trace))],
        sentence: said('residual', { before, x: xOf(trace), y: yOf(trace) }),
        heading: { title: said('title.residual'), aside: null },
      };
    },
  },
  {
    id: 'allGroups',
    applies: ({ groups, acts: does }) => does && groups > 1,
    label: () => said('label.allGroups'),
    letters: (plan) => equation(name('y'), whole(plan)),
    shows: () => ({ ...shown('output', null), output: 'all' }),
    tell: (_, trace) => ({
      value: trace.y,
      numbers: [equation(name('y'), yOf(trace))],
      sentence: said('all.groups', { groups: trace.groups, x: xOf(trace), y: yOf(trace) }),
      heading: null,
    }),
  },
  {
    id: 'running',
    applies: ({ updates }) => updates,
    label: () => said('label.running'),
    letters: (plan) =>
      list([
        ...(plan.recipe === 'evoB0' ? [] : [code('running_mean', 'mean')]),
        code('running_var', 'variance'),
      ]),
    shows: () => ({ ...shown('output', null, [{ is: 'running' }]), output: 'all' }),
    tell: (plan, trace) => {
      const moved = trace.running;
      if (!moved) throw new RangeError('running: the trace of a layer without running statistics');
      return {
        value: moved.varAfter,
        numbers: [
          equation(
            code(`running_var[${moved.channel}]`, 'variance'),
            number('variance', moved.varAfter),
          ),
        ],
        sentence: said(plan.recipe === 'evoB0' ? 'evo.running' : 'switch.running', {
          channel: moved.channel,
          factor: few('plain', moved.factor),
          varBefore: number('variance', moved.varBefore),
          varAfter: number('variance', moved.varAfter),
        }),
        heading: { title: said('title.running'), aside: null },
      };
    },
  },
];
