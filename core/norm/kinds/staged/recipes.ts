import {
  called,
  code,
  difference,
  equation,
  exact,
  fraction,
  mean,
  name,
  number,
  product,
  root,
  sigma,
  sum,
  type Formula,
} from '../../../formula/formula.ts';
import type { StationRow } from '../../../station/station.ts';
import { said } from '../../../texts/said.ts';
import type { StagedPlan } from '../../spec.ts';
import { few, xOf } from '../moments/letters.ts';
import { extra, lengthsIn } from './numbers.ts';
import type { Recipe } from './plan.ts';

type Tell = StationRow<StagedPlan>['tell'];

/** What a recipe says at the stations that recipes tell differently. */
interface Told {
  /** What x becomes before γ and β, in letters: at once, and by the letters of the stations before. */
  readonly quotient: Formula;
  readonly shortQuotient: Formula;
  readonly root: Formula;
  readonly tellRoot: Tell;
  readonly compare: { readonly letters: Formula; readonly tell: Tell } | null;
  readonly tellDivide: Tell;
}

const [x, s, g, eps] = [name('x'), name('s'), name('g'), name('eps')];
const rootOfVariance = root(sum([name('sigma2'), eps]));
const right = sum([product(name('p'), x), s]);
const bentX = product(x, called('sigmoid', product(name('p'), x)));

const rootTold: Tell = (plan, trace) => {
  const variance = number('variance', trace.variance);
  const value = number('variance', Math.sqrt(trace.variance + plan.eps));
  return {
    value: value.value,
    numbers: [equation(s, root(sum([variance, exact(plan.eps, 'eps')])), value)],
    sentence: said('root.inside', { variance, eps: exact(plan.eps, 'eps'), root: value }),
    heading: { title: said('title.root'), aside: said('aside.epsInside') },
  };
};

export const RECIPES: Readonly<Record<Recipe, Told>> = {
  response: {
    quotient: product(x, fraction(g, sum([mean(g), eps]))),
    shortQuotient: product(x, fraction(g, sum([name('m'), eps]))),
    root: equation(g, root(name('M'))),
    tellRoot: (_, trace) => {
      const [squares, length] = [number('variance', trace.variance), extra(trace, 'g')];
      const found = number('variance', length);
      return {
        value: length,
        numbers: [equation(g, root(squares), found)],
        sentence: said('response.length', { variance: squares, g: found }),
        heading: {
          title: said('title.length'),
          aside: said('aside.over', { axes: trace.reduced }),
        },
      };
    },
    compare: {
      letters: equation(name('m'), fraction(sigma(g), code('C'))),
      tell: (plan, trace) => {
        const m = number('mean', extra(trace, 'm'));
        const channels = plan.statShape.at(-1) ?? 1;
        const lengths = lengthsIn(trace).map((length) => number('variance', length));
        const own = trace.group % channels;
        return {
          value: m.value,
          numbers: [
            equation(
              name('m'),
              fraction(
                sum(lengths, channels, own < lengths.length ? own : undefined),
                exact(channels),
              ),
              m,
            ),
          ],
          sentence: said('response.mean', { channels, m }),
          heading: {
            title: said('title.meanLength'),
            aside: said('aside.over', { axes: plan.statAxes.slice(-1) }),
          },
        };
      },
    },
    tellDivide: (plan, trace) => {
      const [length, m] = [
        number('variance', extra(trace, 'g')),
        number('mean', extra(trace, 'm')),
      ];
      const xhat = number('output', trace.xhat);
      const ratio = fraction(length, sum([m, exact(plan.eps, 'eps')]));
      return {
        value: xhat.value,
        numbers: [equation(name('xhat'), product(xOf(trace), ratio), xhat)],
        sentence: said('response.divide', { x: xOf(trace), g: length, m, xhat }),
        heading: { title: said('title.normalize'), aside: null },
      };
    },
  },
  switch: {
    quotient: fraction(difference(x, name('mu')), rootOfVariance),
    shortQuotient: fraction(difference(x, name('mu')), s),
    root: equation(s, rootOfVariance),
    tellRoot: rootTold,
    compare: null,
    tellDivide: (_, trace) => {
      const below = number('variance', 1 / trace.rstd);
      const xhat = number('output', trace.xhat);
      const above = difference(xOf(trace), number('mean', trace.mean));
      return {
        value: xhat.value,
        numbers: [equation(name('xhat'), fraction(above, below), xhat)],
        sentence: said('divide.plain', {
          deviation: number('plain', trace.deviation),
          root: below,
          xhat,
        }),
        heading: { title: said('title.normalize'), aside: null },
      };
    },
  },
  evoS0: {
    quotient: fraction(bentX, rootOfVariance),
    shortQuotient: fraction(bentX, s),
    root: equation(s, rootOfVariance),
    tellRoot: rootTold,
    compare: null,
    tellDivide: (_, trace) => {
      const below = number('variance', 1 / trace.rstd);
      const xhat = number('output', trace.xhat);
      const v = few('gamma', extra(trace, 'v'));
      const above = product(xOf(trace), called('sigmoid', product(v, xOf(trace))));
      return {
        value: xhat.value,
        numbers: [equation(name('xhat'), fraction(above, below), xhat)],
        sentence: said('evo.divide', {
          x: xOf(trace),
          v,
          sigmoid: number('plain', extra(trace, 'sigmoid')),
          root: below,
          xhat,
        }),
        heading: { title: said('title.normalize'), aside: said('aside.evoS0') },
      };
    },
  },
  evoB0: {
    quotient: fraction(x, called('max', name('g'), sum([product(name('p'), x), rootOfVariance]))),
    shortQuotient: fraction(x, called('max', name('g'), right)),
    root: equation(s, rootOfVariance),
    tellRoot: rootTold,
    compare: {
      letters: called('max', name('g'), right),
      tell: ({ source }, trace) => {
        const stored = source === 'running';
        const batch = number('variance', extra(trace, 'batch'));
        const own = number('plain', extra(trace, 'right'));
        const root = number('variance', 1 / trace.rstd);
        return {
          value: root.value,
          numbers: [equation(called('max', batch, own), root)],
          sentence: said(stored ? 'evo.largerStored' : 'evo.larger', { batch, right: own, root }),
          heading: {
            title: said('title.larger'),
            aside: said(stored ? 'aside.evoB0Stored' : 'aside.evoB0'),
          },
        };
      },
    },
    tellDivide: (_, trace) => {
      const below = number('variance', 1 / trace.rstd);
      const xhat = number('output', trace.xhat);
      return {
        value: xhat.value,
        numbers: [equation(name('xhat'), fraction(xOf(trace), below), xhat)],
        sentence: said('divide.plain', { deviation: xOf(trace), root: below, xhat }),
        heading: { title: said('title.normalize'), aside: null },
      };
    },
  },
};
