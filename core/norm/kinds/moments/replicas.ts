import type { CellTrace } from '../../../station/cellTrace.ts';
import {
  difference,
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
} from '../../../formula/formula.ts';
import type { StationRow } from '../../../station/station.ts';
import { said } from '../../../texts/said.ts';
import type { MomentsPlan } from '../../spec.ts';

/** What a device tells the others of its share: Σ(x − mean)² rather than the variance adds up. */
interface Share {
  readonly n: number;
  readonly mean: number;
  readonly squares: number;
}

/**
 * How the devices' moments become those of the whole batch. Two merge by the formula for two parts; more of them by
 * the sum that it comes to: every part's squares, and its size times how far its mean is from that of all.
 * @source  Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 2.1
 */
export const REPLICAS: Pick<StationRow<MomentsPlan>, 'letters' | 'tell'> = {
  letters: ({ replicas }) =>
    list([
      equation(
        name('mu'),
        fraction(sum([shareProduct(0), shareProduct(1)], replicas?.length ?? 2), name('n')),
      ),
      equation(name('M'), squaresInLetters(replicas?.length ?? 2)),
    ]),
  tell: (_, trace) => {
    const shares = trace.replicas.map(({ count, mean, variance }): Share => ({
      n: count,
      mean,
      squares: variance * count,
    }));
    return {
      value: trace.mean,
      numbers: [
        ...shares.map(shareLine),
        meanLine(trace, shares),
        squaresLine(trace, shares),
        varianceLine(trace),
      ],
      sentence: said('replicas', {
        devices: shares.length,
        n: trace.n,
        mean: number('mean', trace.mean),
        variance: number('variance', trace.variance),
      }),
      heading: { title: said('title.replicas'), aside: said('aside.merged') },
    };
  },
};

const shareProduct = (r: number) => product(name('n', r), name('mu', r));

function squaresInLetters(devices: number): Formula {
  if (devices === 2) {
    const apart = squared(difference(name('mu', 1), name('mu', 0)));
    const sizes = fraction(product(name('n', 0), name('n', 1)), name('n'));
    return sum([name('M', 0), name('M', 1), product(apart, sizes)]);
  }
  const part = (r: number) =>
    sum([name('M', r), product(name('n', r), squared(difference(name('mu', r), name('mu'))))]);
  return sum([part(0), part(1)], devices);
}

function shareLine({ n, mean, squares }: Share, r: number): Formula {
  return list([
    equation(name('n', r), exact(n)),
    equation(name('mu', r), number('mean', mean)),
    equation(name('M', r), number('variance', squares)),
  ]);
}

function meanLine({ n, mean }: CellTrace, shares: readonly Share[]): Formula {
  const products = shares.map((share) => product(exact(share.n), number('mean', share.mean)));
  return equation(name('mu'), fraction(sum(products), exact(n)), number('mean', mean));
}

function squaresLine({ n, mean, variance }: CellTrace, shares: readonly Share[]): Formula {
  const apart = (a: number, b: number) => squared(difference(number('mean', a), number('mean', b)));
  const [first, second] = shares;
  const between =
    shares.length === 2 && first && second
      ? [
          product(
            apart(second.mean, first.mean),
            fraction(product(exact(first.n), exact(second.n)), exact(n)),
          ),
        ]
      : shares.map((share) => product(exact(share.n), apart(share.mean, mean)));
  const squares = shares.map((share) => number('variance', share.squares));
  return equation(name('M'), sum([...squares, ...between]), number('variance', variance * n));
}

function varianceLine({ n, variance }: CellTrace): Formula {
  return equation(
    name('sigma2'),
    fraction(name('M'), exact(n)),
    fraction(number('variance', variance * n), exact(n)),
    number('variance', variance),
  );
}
