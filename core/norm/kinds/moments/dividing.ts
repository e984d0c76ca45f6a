import type { CellTrace } from '../../../station/cellTrace.ts';
import { equation, exact, name, number } from '../../../formula/formula.ts';
import type { StationRow } from '../../../station/station.ts';
import { said } from '../../../texts/said.ts';
import type { MomentsPlan } from '../../spec.ts';
import {
  divisorNumbers,
  divisorOf,
  endsWithDivision,
  epsOf,
  isZero,
  ratioNumbers,
  spreadOf,
  xOf,
} from './letters.ts';
import { placeSaid } from './place.ts';
import type { EpsPlace } from './plan.ts';

type Tell = StationRow<MomentsPlan>['tell'];

const stored = (plan: MomentsPlan) => plan.source === 'running';
const plain = (value: number) => number('plain', value);

/** How the root is told, by where eps stands. */
export const ROOT_TEXTS = {
  inside: { label: 'label.root', sentence: 'root.inside', aside: 'aside.epsInside' },
  outside: { label: 'label.rootFirst', sentence: 'root.outside', aside: 'aside.epsOutside' },
  floor: { label: 'label.rootFloor', sentence: 'root.floor', aside: 'aside.epsFloor' },
  absolute: {
    label: 'label.rootAbsolute',
    sentence: 'root.absolute',
    aside: 'aside.epsInside',
  },
} as const satisfies Readonly<Record<EpsPlace, unknown>>;

export const epsSqrt: Tell = (plan, trace) => {
  const result = divisorOf(plan, trace);
  const values = { variance: spreadOf(plan, trace), root: result };
  const eps = epsOf(trace);
  const key =
    plan.divides === 'rms' && plan.epsPlace === 'inside'
      ? 'root.squares'
      : ROOT_TEXTS[plan.epsPlace].sentence;
  return {
    value: result.value,
    numbers: [equation(name('s'), divisorNumbers(plan, trace), result)],
    sentence: isZero(plan, trace)
      ? said('root.zero', { ...values, eps, rstd: exact(trace.rstd) })
      : key === 'root.absolute'
        ? said(key, { ...values, size: exact(Math.abs(trace.eps), 'eps') })
        : said(key, { ...values, eps }),
    heading: {
      title: said('title.root'),
      aside: said(ROOT_TEXTS[plan.epsPlace].aside),
    },
  };
};

export const divide: Tell = (plan, trace) => {
  const below = divisorOf(plan, trace);
  const result = number('output', endsWithDivision(plan) ? trace.y : trace.xhat);
  return {
    value: result.value,
    numbers: [
      equation(
        name(endsWithDivision(plan) ? 'y' : 'xhat'),
        ratioNumbers(plan, trace, below),
        result,
      ),
    ],
    sentence: divideSaid(plan, trace, below, result),
    heading: {
      title: said('title.normalize'),
      aside: endsWithDivision(plan) ? said('aside.noAffine') : null,
    },
  };
};

/** What the group's values are afterwards, as their own statistics say; stored ones do not know. */
function divideSaid(
  plan: MomentsPlan,
  trace: CellTrace,
  below: ReturnType<typeof divisorOf>,
  xhat: ReturnType<typeof number>,
) {
  const after = trace.variance * trace.rstd ** 2;
  const deviation = plan.subtracts === 'mean' ? plain(trace.deviation) : xOf(trace);
  if (isZero(plan, trace)) return said('divide.zero', { deviation, rstd: exact(trace.rstd), xhat });
  if (stored(plan) || !Number.isFinite(after) || (plan.subtracts === 'mean' && trace.n === 1))
    return said('divide.plain', { deviation, root: below, xhat });
  const values = { n: trace.n, place: placeSaid(trace), root: below, xhat };
  return plan.subtracts === 'mean'
    ? said('divide.unit', { ...values, deviation, after: plain(after) })
    : said(plan.divides === 'l2' ? 'divide.length' : 'divide.rms', {
        ...values,
        x: deviation,
        after: plain(Math.sqrt(after)),
      });
}
