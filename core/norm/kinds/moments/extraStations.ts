import {
  becomes,
  called,
  equation,
  list,
  mean,
  name,
  number,
  product,
  sum,
} from '../../../formula/formula.ts';
import { shown } from '../../../station/shown.ts';
import type { StationRow } from '../../../station/station.ts';
import { said } from '../../../texts/said.ts';
import type { MomentsPlan } from '../../spec.ts';
import { corrected, endsWithDivision, extraOf, few, gated, yOf } from './letters.ts';
import { gatesFirst, gatesLast } from './plan.ts';

type Row = StationRow<MomentsPlan>;

/** A gate that comes before the statistics: Mamba's RMSNorm as it stands by default. */
export const GATE_FIRST: Row = {
  id: 'gateFirst',
  applies: gatesFirst,
  label: () => said('label.gate'),
  letters: () => equation(name('v'), gated(name('x'), name('z'))),
  shows: () => shown('x', name('v')),
  tell: (_, trace) => {
    const gate = number('plain', extraOf(trace, 'gate'));
    const [raw, x] = [number('own', trace.raw), number('own', trace.x)];
    return {
      value: trace.x,
      numbers: [equation(name('v'), gated(raw, gate), x)],
      sentence: said('gate.first', { raw, gate, silu: number('plain', extraOf(trace, 'silu')), x }),
      heading: { title: said('title.gate'), aside: said('aside.gateFirst') },
    };
  },
};

/** BatchRenorm's way from this batch towards the stored statistics. */
export const RENORM: Row = {
  id: 'renorm',
  applies: ({ extra }) => extra?.is === 'renorm',
  label: () => said('label.renorm'),
  letters: (plan) => becomes(name('xhat'), corrected(plan, name('xhat'), name('r'), name('d'))),
  shows: () => shown('normalized', null),
  tell: (plan, trace) => {
    const [r, d] = [few('plain', extraOf(trace, 'r')), few('plain', extraOf(trace, 'd'))];
    const xhat = number('output', trace.xhat);
    const moved = number('output', extraOf(trace, 'moved'));
    return {
      value: moved.value,
      numbers: [
        equation(name('r'), r),
        equation(name('d'), d),
        becomes(
          name(endsWithDivision({ ...plan, extra: null }) ? 'y' : 'xhat'),
          sum([product(xhat, r), d]),
          moved,
        ),
      ],
      sentence: said('renorm', { xhat, r, d, moved }),
      heading: { title: said('title.renorm'), aside: said('aside.renorm') },
    };
  },
};

/** γ and β as AdaIN finds them in the style. */
export const STYLE: Row = {
  id: 'style',
  applies: ({ extra }) => extra?.is === 'style',
  label: () => said('label.style'),
  letters: () =>
    list([
      equation(name('gamma'), called('std', name('style'))),
      equation(name('beta'), mean(name('style'))),
    ]),
  shows: () => shown('normalized', null),
  tell: (_, trace) => {
    const gamma = number('gamma', trace.weight ?? 1);
    const beta = number('beta', trace.bias ?? 0);
    return {
      value: gamma.value,
      numbers: [equation(name('gamma'), gamma), equation(name('beta'), beta)],
      sentence: said('style', { gamma, beta }),
      heading: { title: said('title.style'), aside: said('aside.style') },
    };
  },
};

const beforeLast = (trace: Parameters<Row['tell']>[1]) =>
  number('output', extraOf(trace, 'before'));

/** What follows γ and β: a gate, or a threshold. */
export const LAST_STEPS: readonly Row[] = [
  {
    id: 'gateLast',
    applies: gatesLast,
    label: () => said('label.gate'),
    letters: () => equation(name('y'), gated(name('u'), name('z'))),
    shows: () => shown('output', null),
    tell: (_, trace) => {
      const gate = number('plain', extraOf(trace, 'gate'));
      const before = beforeLast(trace);
      return {
        value: trace.y,
        numbers: [equation(name('y'), gated(before, gate), yOf(trace))],
        sentence: said('gate.last', {
          before,
          gate,
          silu: number('plain', extraOf(trace, 'silu')),
          y: yOf(trace),
        }),
        heading: { title: said('title.gate'), aside: said('aside.gateLast') },
      };
    },
  },
  {
    id: 'threshold',
    applies: ({ extra }) => extra?.is === 'threshold',
    label: () => said('label.threshold'),
    letters: () => equation(name('y'), called('max', name('u'), name('tau'))),
    shows: () => shown('output', null),
    tell: (_, trace) => {
      const tau = few('beta', extraOf(trace, 'tau'));
      const before = beforeLast(trace);
      return {
        value: trace.y,
        numbers: [equation(name('y'), called('max', before, tau), yOf(trace))],
        sentence: said(before.value < tau.value ? 'threshold.raised' : 'threshold.kept', {
          before,
          tau,
          y: yOf(trace),
        }),
        heading: { title: said('title.threshold'), aside: null },
      };
    },
  },
];
