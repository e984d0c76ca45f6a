import type { CellTrace } from '../../../station/cellTrace.ts';
import {
  code,
  equation,
  exact,
  fraction,
  list,
  name,
  number,
  product,
  squared,
  sum,
  type Formula,
  type NumberFormula,
} from '../../../formula/formula.ts';
import type { StationId, StationRow } from '../../../station/station.ts';
import { termsOf, valueTerm } from '../../../station/terms.ts';
import { said } from '../../../texts/said.ts';
import type { MomentsPlan } from '../../spec.ts';
import {
  centred,
  centredNumbers,
  few,
  gainOf,
  meanOf,
  spread,
  spreadOf,
  wholeNumbers,
  xOf,
  yOf,
} from './letters.ts';
import { divide, epsSqrt } from './dividing.ts';
import { placeSaid } from './place.ts';
import type { Divisor } from './plan.ts';
import { REPLICAS } from './replicas.ts';
import { runningTold } from './runningTold.ts';

type Tell = StationRow<MomentsPlan>['tell'];

const stored = (plan: MomentsPlan) => plan.source === 'running';
const channelOf = (plan: MomentsPlan, trace: CellTrace) =>
  trace.group % Math.max(1, plan.runningSize);
const buffer = (plan: MomentsPlan, trace: CellTrace, text: string, role: 'mean' | 'variance') =>
  code(`${text}[${channelOf(plan, trace)}]`, role);
/** How it is told what the cells of a group share. */
export const SPREAD_TEXTS = {
  std: { label: 'label.variance', shared: 'group.both' },
  rms: { label: 'label.meanOfSquares', shared: 'group.squares' },
  l2: { label: 'label.sumOfSquares', shared: 'group.sum' },
} as const satisfies Readonly<Record<Divisor, unknown>>;
const plain = (value: number) => number('plain', value);

const group: Tell = (plan, trace) => ({
  value: trace.n,
  numbers: [
    stored(plan)
      ? list([
          buffer(plan, trace, 'running_mean', 'mean'),
          buffer(plan, trace, 'running_var', 'variance'),
        ])
      : equation(name('n'), exact(trace.n)),
  ],
  sentence: said(
    stored(plan)
      ? 'group.stored'
      : trace.n === 1
        ? 'group.alone'
        : SPREAD_TEXTS[plan.divides].shared,
    { n: trace.n, place: placeSaid(trace) },
  ),
  heading: null,
});

const gather: Tell = (_, trace) => ({
  value: trace.x,
  numbers: [list(...termsOf(trace))],
  sentence:
    trace.n === 1
      ? said('gather.alone', { x: xOf(trace), place: placeSaid(trace) })
      : said(trace.reduced.length === 1 ? 'gather.axis' : 'gather.axes', {
          n: trace.n,
          place: placeSaid(trace),
          axes: trace.reduced,
        }),
  heading: null,
});

const mean: Tell = (plan, trace) => ({
  value: trace.mean,
  numbers: [
    equation(
      name('mu'),
      stored(plan)
        ? buffer(plan, trace, 'running_mean', 'mean')
        : fraction(sum(...termsOf(trace)), exact(trace.n)),
      meanOf(trace),
    ),
  ],
  sentence: stored(plan)
    ? said('mean.stored', { channel: channelOf(plan, trace), mean: meanOf(trace) })
    : trace.n === 1
      ? said('mean.alone', { mean: meanOf(trace) })
      : said('mean.batch', { n: trace.n, place: placeSaid(trace), mean: meanOf(trace) }),
  heading: {
    title: said(stored(plan) ? 'title.storedMean' : 'title.mean'),
    aside: stored(plan) ? said('aside.stored') : over(trace),
  },
});

const over = ({ reduced }: CellTrace) =>
  reduced.length > 0 ? said('aside.over', { axes: reduced }) : said('aside.nothing');

const deviation: Tell = (plan, trace) => ({
  value: trace.deviation,
  numbers: [equation(centred(plan), centredNumbers(plan, trace), plain(trace.deviation))],
  sentence: said('deviation', {
    mean: meanOf(trace),
    place: placeSaid(trace),
    x: xOf(trace),
    deviation: plain(trace.deviation),
  }),
  heading: null,
  within: stored(plan) ? 'divide' : 'variance',
});

const square: Tell = (plan, trace) => {
  const value = plan.subtracts === 'mean' ? plain(trace.deviation) : xOf(trace);
  const result = plain(trace.squaredDeviation);
  return {
    value: trace.squaredDeviation,
    numbers: [equation(squared(centred(plan)), squared(value), result)],
    sentence:
      plan.subtracts === 'mean'
        ? said('square.deviations', { deviation: value, square: result })
        : said('square.values', { x: value, square: result }),
    heading: null,
    within: 'variance',
  };
};

const variance: Tell = (plan, trace) => {
  const result = spreadOf(plan, trace);
  const { n } = trace;
  if (stored(plan))
    return {
      value: result.value,
      numbers: [equation(spread(plan), buffer(plan, trace, 'running_var', 'variance'), result)],
      sentence: said('variance.stored', { channel: channelOf(plan, trace), variance: result }),
      heading: { title: said('title.storedVariance'), aside: said('aside.stored') },
    };
  const term = (value: number, own: boolean, cell: number): Formula =>
    plan.subtracts === 'mean'
      ? valueTerm((value - trace.mean) ** 2, own, cell)
      : squared(valueTerm(value, own, cell));
  const by = plan.ddof === 1 ? n - 1 : n;
  const terms = sum(...termsOf(trace, term));
  const value = plan.divides === 'l2' ? terms : fraction(terms, exact(by));
  const numbers = [equation(spread(plan), value, result)];
  const values = { n, place: placeSaid(trace), variance: result };
  const told = { value: result.value, numbers };
  if (plan.divides === 'l2')
    return {
      ...told,
      sentence: said('variance.sum', values),
      heading: { title: said('title.sumOfSquares'), aside: over(trace) },
    };
  if (plan.subtracts === 'nothing')
    return {
      ...told,
      sentence: said('variance.squares', values),
      heading: { title: said('title.meanOfSquares'), aside: over(trace) },
    };
  const aside = n > 1 ? said('aside.divisor', { n: by, other: plan.ddof === 1 ? n : n - 1 }) : null;
  if (plan.ddof === 1)
    return {
      ...told,
      sentence: said('variance.unbiased', { ...values, less: by }),
      heading: { title: said('title.unbiasedVariance'), aside },
    };
  return {
    ...told,
    sentence:
      n === 1 ? said('variance.alone', { variance: result }) : said('variance.biased', values),
    heading: { title: said('title.variance'), aside: aside ?? over(trace) },
  };
};

const scaleShift: Tell = (plan, trace) => {
  const gamma = few('gamma', trace.weight ?? plan.initialWeight);
  const xhat = number('output', trace.extra.moved ?? trace.xhat);
  const scaled = product(gainOf(plan, gamma), xhat);
  const beta = trace.bias === null ? null : few('beta', trace.bias);
  const { before } = trace.extra;
  const result = before === undefined ? yOf(trace) : number('output', before);
  const letter = before === undefined ? 'y' : 'u';
  const values = { xhat, gamma, letter, y: result };
  return {
    value: result.value,
    numbers: [equation(name(letter), beta ? sum([scaled, beta]) : scaled, result)],
    sentence: scaleSaid(plan, values, beta),
    heading: { title: said(beta ? 'title.scaleShift' : 'title.scale'), aside: null },
  };
};

function scaleSaid(
  { gammaOffset }: MomentsPlan,
  values: Readonly<Record<'xhat' | 'gamma' | 'y', NumberFormula> & { readonly letter: string }>,
  beta: NumberFormula | null,
) {
  if (gammaOffset === 0)
    return beta ? said('scale.both', { ...values, beta }) : said('scale.only', values);
  return beta ? said('scale.offsetBoth', { ...values, beta }) : said('scale.offset', values);
}

const allGroups: Tell = (plan, trace) => ({
  value: trace.y,
  numbers: [equation(name('y'), wholeNumbers(plan, trace), yOf(trace))],
  sentence: said(stored(plan) ? 'all.stored' : 'all.groups', {
    groups: trace.groups,
    x: xOf(trace),
    y: yOf(trace),
  }),
  heading: null,
});

/** What each station says of a cell. */
export const TELLINGS = {
  group,
  gather,
  replicas: REPLICAS.tell,
  mean,
  deviation,
  square,
  variance,
  epsSqrt,
  divide,
  scaleShift,
  allGroups,
  running: runningTold,
} as const satisfies Readonly<Partial<Record<StationId, Tell>>>;
