import {
  becomes,
  code,
  difference,
  equation,
  exact,
  fraction,
  list,
  name,
  product,
  sigma,
  squared,
  sum,
} from '../../../formula/formula.ts';
import { REST, shown } from '../../../station/shown.ts';
import type { Block, Motion, StationRow } from '../../../station/station.ts';
import { said } from '../../../texts/said.ts';
import type { MomentsPlan } from '../../spec.ts';
import { ROOT_TEXTS } from './dividing.ts';
import { GATE_FIRST, LAST_STEPS, RENORM, STYLE } from './extraStations.ts';
import {
  centred,
  divisor,
  endsWithDivision,
  enteredEach,
  follows,
  gainOf,
  spread,
  MEAN_LETTER,
  SPREAD_LETTERS,
  squareTerm,
  whole,
} from './letters.ts';
import { REPLICAS } from './replicas.ts';
import { SPREAD_TEXTS, TELLINGS } from './tellings.ts';

const fromBatch = (plan: MomentsPlan) => plan.source === 'batch';
/** Whether simulated devices each take moments of their share, to be merged. */
const merges = (plan: MomentsPlan) => fromBatch(plan) && (plan.replicas?.length ?? 0) > 1;

const MEAN: Block = { is: 'mean', letter: MEAN_LETTER, name: name('mu') };
const means = (plan: MomentsPlan): readonly Block[] => (plan.subtracts === 'mean' ? [MEAN] : []);
const withSpread = (plan: MomentsPlan): readonly Block[] => [
  ...means(plan),
  { is: 'variance', letter: SPREAD_LETTERS[plan.divides], name: spread(plan) },
];
const withRoot = (plan: MomentsPlan): readonly Block[] => [
  ...means(plan),
  // without a mean the formula is too long to stand between the cubes
  {
    is: 'root',
    letter: { text: '√' },
    name: plan.subtracts === 'mean' ? divisor(plan) : name('s'),
  },
];
const finished = (plan: MomentsPlan): readonly Block[] =>
  plan.hasWeight ? [...withRoot(plan), { is: 'parameters' }] : withRoot(plan);

/** How a layer of shared means and variances comes to its output. */
export const MOMENTS_STATIONS: readonly StationRow<MomentsPlan>[] = [
  {
    id: 'group',
    applies: () => true,
    label: () => said('label.group'),
    letters: (plan) =>
      fromBatch(plan) ? list([name('xi')], 2) : list([name('mu'), name('sigma2')]),
    shows: () => ({ ...shown('x', name('x')), output: 'none' }),
    tell: TELLINGS.group,
  },
  GATE_FIRST,
  {
    id: 'gather',
    applies: fromBatch,
    label: () => said('label.gather'),
    letters: (plan) => list([enteredEach(plan)], 2),
    shows: (plan) =>
      shown(
        'x',
        name('x'),
        [],
        plan.subtracts === 'mean' ? { move: 'gather', to: 'mean' } : { move: 'copy' },
      ),
    tell: TELLINGS.gather,
  },
  {
    id: 'replicas',
    applies: merges,
    label: () => said('label.replicas'),
    letters: REPLICAS.letters,
    shows: () => shown('x', name('x'), [], { move: 'split' }),
    tell: TELLINGS.replicas,
  },
  {
    id: 'mean',
    applies: (plan) => plan.subtracts === 'mean',
    label: () => said('label.mean'),
    letters: (plan) =>
      equation(
        name('mu'),
        fromBatch(plan) ? fraction(sigma(name('xi')), name('n')) : code('running_mean', 'mean'),
      ),
    shows: (plan) => {
      const motion: Motion = merges(plan) ? { move: 'merge' } : { move: 'collapse', to: 'mean' };
      return shown('x', name('x'), [MEAN], fromBatch(plan) ? motion : REST);
    },
    tell: TELLINGS.mean,
  },
  {
    id: 'deviation',
    applies: (plan) => plan.subtracts === 'mean',
    label: () => said('label.deviation'),
    letters: centred,
    shows: (plan) => shown('deviation', centred(plan), [MEAN], { move: 'broadcast', from: 'mean' }),
    tell: TELLINGS.deviation,
  },
  {
    id: 'square',
    applies: fromBatch,
    label: () => said('label.square'),
    letters: (plan) => squared(centred(plan)),
    shows: (plan) => shown('square', squared(centred(plan)), means(plan)),
    tell: TELLINGS.square,
  },
  {
    id: 'variance',
    applies: () => true,
    label: (plan) => said(SPREAD_TEXTS[plan.divides].label),
    letters: (plan) =>
      plan.divides === 'l2'
        ? spread(plan)
        : equation(
            spread(plan),
            fromBatch(plan)
              ? fraction(
                  sigma(squareTerm(plan)),
                  plan.ddof === 1 ? difference(name('n'), exact(1)) : name('n'),
                )
              : code('running_var', 'variance'),
          ),
    shows: (plan) =>
      fromBatch(plan)
        ? shown('square', squared(centred(plan)), withSpread(plan), {
            move: 'reduce',
            to: 'variance',
          })
        : shown('deviation', centred(plan), withSpread(plan)),
    tell: TELLINGS.variance,
  },
  {
    id: 'epsSqrt',
    applies: () => true,
    label: (plan) => said(ROOT_TEXTS[plan.epsPlace].label),
    letters: (plan) => equation(name('s'), divisor(plan)),
    shows: (plan) => shown('deviation', centred(plan), withRoot(plan)),
    tell: TELLINGS.epsSqrt,
  },
  {
    id: 'divide',
    applies: () => true,
    label: () => said('label.divide'),
    letters: (plan) =>
      equation(name(endsWithDivision(plan) ? 'y' : 'xhat'), fraction(centred(plan), name('s'))),
    shows: (plan) =>
      shown('normalized', name(endsWithDivision(plan) ? 'y' : 'xhat'), withRoot(plan), {
        move: 'broadcast',
        from: 'variance',
      }),
    tell: TELLINGS.divide,
  },
  RENORM,
  STYLE,
  {
    id: 'scaleShift',
    applies: (plan) => plan.hasWeight,
    label: (plan) => said(plan.hasBias ? 'label.scaleShift' : 'label.scale'),
    letters: (plan) => {
      const scaled = product(gainOf(plan, name('gamma')), name('xhat'));
      const result = plan.extra?.is !== 'renorm' && follows(plan) ? 'u' : 'y';
      return equation(name(result), plan.hasBias ? sum([scaled, name('beta')]) : scaled);
    },
    shows: (plan) =>
      shown('output', null, finished(plan), { move: 'broadcast', from: 'parameters' }),
    tell: TELLINGS.scaleShift,
  },
  ...LAST_STEPS,
  {
    id: 'allGroups',
    applies: (plan) => plan.groups > 1,
    label: () => said('label.allGroups'),
    letters: (plan) => equation(name('y'), whole(plan)),
    shows: (plan) => ({ ...shown('output', null, finished(plan)), output: 'all' }),
    tell: TELLINGS.allGroups,
  },
  {
    id: 'running',
    applies: (plan) => plan.updates,
    label: () => said('label.running'),
    letters: () => {
      const running = code('running_mean', 'mean');
      const kept = product(difference(exact(1), name('momentum')), running);
      return becomes(running, sum([kept, product(name('momentum'), name('mu'))]));
    },
    shows: (plan) => ({
      ...shown('output', null, [...finished(plan), { is: 'running' }]),
      output: 'all',
    }),
    tell: TELLINGS.running,
  },
];
