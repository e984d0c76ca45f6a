import { bracketed, type Notation } from './numbers.ts';
import { step, type Step } from './step.ts';
import type { CellTrace } from './trace.ts';

/** What a device tells the others of its share: Σ(x − mean)² rather than the variance adds up. */
interface Share {
  readonly n: number;
  readonly mean: number;
  readonly squares: number;
}

/**
 * How the devices' moments become those of the whole batch. Two merge by the formula for two parts; more of them by
 * the sum that it comes to: every part's squares, and its size times how far its mean is from that of all.
 * @param trace  with two replicas or more
 * @source       Chan, Golub and LeVeque 1983, "Algorithms for computing the sample variance", eq. 2.1
 */
export function replicaStep(trace: CellTrace): Step {
  const shares = trace.replicas.map(({ count, mean, variance }): Share => ({
    n: count,
    mean,
    squares: variance * count,
  }));
  const tex =
    shares.length === 2
      ? '\\mu = \\frac{n_0 \\mu_0 + n_1 \\mu_1}{n}, \\quad ' +
        'M = M_0 + M_1 + (\\mu_1 - \\mu_0)^2 \\frac{n_0 n_1}{n}'
      : '\\mu = \\frac{1}{n} \\sum_r n_r \\mu_r, \\quad ' +
        'M = \\sum_r \\left( M_r + n_r (\\mu_r - \\mu)^2 \\right)';
  return step('replicas', tex, trace.mean, (notation, isTex) => {
    const each = shares.map((share, r) => shareLine(notation, isTex, share, r));
    const merged = [
      meanLine(notation, isTex, trace, shares),
      squaresLine(notation, isTex, trace, shares),
      varianceLine(notation, isTex, trace),
    ];
    if (!isTex) return [...each, ...merged].join('; ');
    const column = `\\begin{array}{l} ${each.join(' \\\\ ')} \\end{array}`;
    return [column, ...merged].join(' \\qquad ');
  });
}

const SMALL = '₀₁₂₃₄₅₆₇₈₉';

function named(isTex: boolean, letter: string, r: number): string {
  if (isTex) return `${letter === 'μ' ? '\\mu' : letter}_{${r}}`;
  return letter + [...String(r)].map((digit) => SMALL[Number(digit)]).join('');
}

function shareLine(notation: Notation, isTex: boolean, share: Share, r: number): string {
  const comma = isTex ? ', \\; ' : ', ';
  return [
    `${named(isTex, 'n', r)} = ${share.n}`,
    `${named(isTex, 'μ', r)} = ${notation.number(share.mean)}`,
    `${named(isTex, 'M', r)} = ${notation.number(share.squares)}`,
  ].join(comma);
}

const over = (isTex: boolean, above: string, below: string | number) =>
  isTex ? `\\frac{${above}}{${below}}` : `${above} / ${below}`;

function meanLine(
  notation: Notation,
  isTex: boolean,
  { n, mean }: CellTrace,
  shares: readonly Share[],
): string {
  const times = isTex ? ' \\cdot ' : ' · ';
  const sum = shares
    .map((share) => `${share.n}${times}${bracketed(notation, share.mean)}`)
    .join(' + ');
  const quotient = over(isTex, isTex ? sum : `(${sum})`, n);
  return `${isTex ? '\\mu' : 'μ'} = ${quotient} = ${notation.number(mean)}`;
}

function squaresLine(
  notation: Notation,
  isTex: boolean,
  { n, mean, variance }: CellTrace,
  shares: readonly Share[],
): string {
  const { number } = notation;
  const times = isTex ? ' \\cdot ' : ' · ';
  const squared = (a: number, b: number) => {
    const difference = `(${number(a)} ${isTex ? '-' : '−'} ${bracketed(notation, b)})`;
    return `${difference}${isTex ? '^2' : '²'}`;
  };
  const squares = shares.map((share) => number(share.squares));
  const [first, second] = shares;
  const between =
    shares.length === 2 && first && second
      ? [squared(second.mean, first.mean) + times + over(isTex, `${first.n}${times}${second.n}`, n)]
      : shares.map((share) => `${share.n}${times}${squared(share.mean, mean)}`);
  return `M = ${[...squares, ...between].join(' + ')} = ${number(variance * n)}`;
}

function varianceLine(notation: Notation, isTex: boolean, { n, variance }: CellTrace): string {
  const name = isTex ? '\\sigma^2' : 'σ²';
  const above = notation.number(variance * n);
  return `${name} = ${over(isTex, 'M', n)} = ${over(isTex, above, n)} = ${notation.number(variance)}`;
}
