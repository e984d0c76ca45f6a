import { TEXT } from '../../core/explain/numbers.ts';
import type { CellTrace, RunningTrace, WindowTrace } from '../../core/explain/trace.ts';
import { formatNumber } from '../../core/tensor/formatNumber.ts';
import type { I18n } from '../ui/i18n.ts';

/** What a stretch of a formula is; each role has its colour. */
export type Role = 'plain' | 'mean' | 'variance' | 'gamma' | 'beta' | 'own' | 'result' | 'quiet';

export interface Token {
  readonly text: string;
  readonly role: Role;
}

/** One step of a cell's arithmetic with its numbers put in. */
export interface Step {
  readonly id:
    'mean' | 'variance' | 'normalize' | 'affine' | 'running' | 'window' | 'divide' | 'replicas';
  readonly title: string;
  readonly aside: string;
  readonly lines: readonly (readonly Token[])[];
}

const MINUS = '\u2212';
/** Terms of a sum that are written out before the rest is counted. */
const SHORT = 8;

export const number = (value: number): string => formatNumber(value, 4);
const exact = TEXT.constant;
const token = (text: string, role: Role = 'plain'): Token => ({ text, role });
const signed = (value: number): string =>
  value < 0 || Object.is(value, -0) ? `(${number(value)})` : number(value);
/** " − 0.0431" or " + 0.0431": subtracting a negative reads as adding. */
const minus = (value: number): string =>
  value < 0 ? ` + ${number(-value)}` : ` ${MINUS} ${number(value)}`;

/**
 * The arithmetic behind one output cell, as text with roles.
 * @param all  write out every listed term of a sum, not only the first few
 */
export function arithmetic(trace: CellTrace, i18n: I18n, all = false): Step[] {
  if (trace.window) return windowSteps(trace, trace.window, i18n, all);
  const steps = [
    varianceStep(trace, i18n, all),
    normalizeStep(trace, i18n),
    affineStep(trace, i18n),
  ];
  if (trace.center) steps.unshift(meanStep(trace, i18n, all));
  if (trace.replicas.length > 1) steps.splice(trace.center ? 1 : 0, 0, replicaStep(trace, i18n));
  if (trace.running) steps.push(runningStep(trace, trace.running, i18n));
  return steps;
}

/** A term of a sum: what joins it to those before, and itself. */
type Term = (value: number, first: boolean) => readonly [join: string, text: string];

/** The terms of a sum: the first few, the traced cell among them, and how many are left. */
function terms(trace: CellTrace, i18n: I18n, all: boolean, write: Term): Token[] {
  const listed = all ? trace.cells : trace.cells.slice(0, SHORT);
  const own = trace.cells.find((cell) => cell.flat === trace.flat);
  const shown = own && !listed.includes(own) ? [...listed.slice(0, -1), own] : listed;
  const tokens = shown.flatMap((cell, i) => {
    const [join, text] = write(cell.value, i === 0);
    return [token(join), token(text, cell.flat === trace.flat ? 'own' : 'plain')];
  });
  const left = trace.total - shown.length;
  return left > 0 ? [...tokens, token(` + … ${i18n.t('sum.more', { n: left })}`, 'quiet')] : tokens;
}

const addend: Term = (value, first) => {
  if (first) return ['', number(value)];
  return value < 0 ? [` ${MINUS} `, number(-value)] : [' + ', number(value)];
};

const square: Term = (value, first) => [first ? '' : ' + ', `${signed(value)}²`];

function meanStep(trace: CellTrace, i18n: I18n, all: boolean): Step {
  const result = token(number(trace.mean), 'mean');
  if (trace.source === 'running')
    return {
      id: 'mean',
      title: i18n.t('step.runningMean'),
      aside: i18n.t('step.stored'),
      lines: [[token('μ', 'mean'), token(` = running_mean[${trace.group}] = `), result]],
    };
  return {
    id: 'mean',
    title: i18n.t('step.mean'),
    aside: i18n.t('step.over', { axes: i18n.list(trace.reduced) }),
    lines: [
      [
        token('μ', 'mean'),
        token(' = ('),
        ...terms(trace, i18n, all, addend),
        token(`) / ${trace.n}`),
      ],
      [token('  = '), result],
    ],
  };
}

function varianceStep(trace: CellTrace, i18n: I18n, all: boolean): Step {
  const result = token(number(trace.variance), 'variance');
  if (trace.source === 'running')
    return {
      id: 'variance',
      title: i18n.t('step.runningVar'),
      aside: i18n.t('step.stored'),
      lines: [[token('σ²', 'variance'), token(` = running_var[${trace.group}] = `), result]],
    };
  if (!trace.center)
    return {
      id: 'variance',
      title: i18n.t('step.meanOfSquares'),
      aside: i18n.t('step.over', { axes: i18n.list(trace.reduced) }),
      lines: [
        [
          token('ms', 'variance'),
          token(' = ('),
          ...terms(trace, i18n, all, square),
          token(`) / ${trace.n}`),
        ],
        [token('   = '), result],
      ],
    };
  const n = trace.unbiased ? trace.n - 1 : trace.n;
  const other = trace.unbiased ? trace.n : trace.n - 1;
  const used = trace.unbiased ? trace.varianceUnbiased : trace.variance;
  return {
    id: 'variance',
    title: i18n.t(trace.unbiased ? 'step.unbiasedVariance' : 'step.variance'),
    aside: i18n.t('step.divisor', { n, other }),
    lines: [
      [
        token('σ²', 'variance'),
        token(` = Σ(x ${MINUS} μ)² / ${n} = ${number(trace.variance * trace.n)} / ${n}`),
      ],
      [token('   = '), token(number(used), 'variance')],
    ],
  };
}

function replicaStep(trace: CellTrace, i18n: I18n): Step {
  return {
    id: 'replicas',
    title: i18n.t('step.replicas'),
    aside: i18n.t('step.replicasAside'),
    lines: trace.replicas.map(({ count, mean, variance }, i) => [
      token(`${i18n.t('step.device', { n: i })}: n = ${count}, `),
      token(`μ ${number(mean)}`, 'mean'),
      token(', '),
      token(`σ² ${number(variance)}`, 'variance'),
    ]),
  };
}

function normalizeStep(trace: CellTrace, i18n: I18n): Step {
  const { center, epsOutside, eps } = trace;
  const variance = trace.unbiased ? trace.varianceUnbiased : trace.variance;
  const top = center
    ? [token('('), token(number(trace.x), 'own'), token(minus(trace.mean), 'mean'), token(')')]
    : [token(number(trace.x), 'own')];
  const root = epsOutside
    ? [token('(√'), token(number(variance), 'variance'), token(` + ${exact(eps)})`)]
    : [token('√('), token(number(variance), 'variance'), token(` + ${exact(eps)})`)];
  return {
    id: 'normalize',
    title: i18n.t('step.normalize'),
    aside: i18n.t(epsOutside ? 'step.epsOutside' : 'step.epsInside'),
    lines: [
      [token('x̂ = '), ...top, token(' / '), ...root],
      [token('  = '), token(number(trace.xhat), 'result')],
    ],
  };
}

function affineStep(trace: CellTrace, i18n: I18n): Step {
  const { weight, bias } = trace;
  const y = token(number(trace.y), 'result');
  if (weight === null)
    return {
      id: 'affine',
      title: i18n.t('step.output'),
      aside: i18n.t('step.noAffine'),
      lines: [[token('y = x̂ = '), y]],
    };
  const shift = bias === null ? [] : [token(' + '), token(exactOrRounded(bias), 'beta')];
  const roles =
    bias === null
      ? `γ = ${exactOrRounded(weight)}`
      : `γ = ${exactOrRounded(weight)}, β = ${exactOrRounded(bias)}`;
  return {
    id: 'affine',
    title: i18n.t(bias === null ? 'step.scale' : 'step.affine'),
    aside: roles,
    lines: [
      [
        token('y = '),
        token(exactOrRounded(weight), 'gamma'),
        token(` · ${signed(trace.xhat)}`),
        ...shift,
        token(' = '),
        y,
      ],
    ],
  };
}

/** A constant or a whole number by its own digits, anything longer with four decimals. */
const exactOrRounded = (value: number): string => {
  const text = exact(Number(value.toPrecision(12)));
  return text.length <= 6 ? text : number(value);
};
const bracketed = (value: number): string =>
  value < 0 ? `(${exactOrRounded(value)})` : exactOrRounded(value);

function runningStep(trace: CellTrace, running: RunningTrace, i18n: I18n): Step {
  const { channel, factor } = running;
  // InstanceNorm gathers the mean over the samples, which is not this cell's own statistic.
  const averaged = running.batchMean !== trace.mean;
  const keep = exactOrRounded(1 - factor);
  const line = (name: string, before: number, batch: number, after: number, role: Role) => [
    [
      token(`${name}[${channel}] = ${keep} · ${bracketed(before)} + ${exactOrRounded(factor)} · `),
      token(signed(batch), role),
    ],
    [token('  = '), token(number(after), role)],
  ];
  const { meanBefore, meanAfter, varBefore, varAfter, batchMean, batchVar } = running;
  return {
    id: 'running',
    title: i18n.t('step.running'),
    aside: i18n.t(averaged ? 'step.runningAveraged' : 'step.runningAside', { other: trace.n - 1 }),
    lines: [
      ...line('running_mean', meanBefore, batchMean, meanAfter, 'mean'),
      ...line('running_var', varBefore, batchVar, varAfter, 'variance'),
    ],
  };
}

function windowSteps(trace: CellTrace, window: WindowTrace, i18n: I18n, all: boolean): Step[] {
  const { size, alpha, beta, k, outside, sumOfSquares, meanOfSquares, denominator } = window;
  const edge =
    outside > 0 ? i18n.t('step.outside', { n: outside }) : i18n.t('step.windowSize', { n: size });
  return [
    {
      id: 'window',
      title: i18n.t('step.window'),
      aside: edge,
      lines: [
        [token('s = '), ...terms(trace, i18n, all, square)],
        [token('  = '), token(number(sumOfSquares), 'variance')],
        [token('m = s'), token(` / ${size} = `), token(number(meanOfSquares), 'variance')],
      ],
    },
    {
      id: 'divide',
      title: i18n.t('step.denominator'),
      aside: i18n.t('step.windowAside'),
      lines: [
        [
          token(`d = (${exact(k)} + ${exact(alpha)} · `),
          token(number(meanOfSquares), 'variance'),
          token(`)^${exact(beta)}`),
        ],
        [token('  = '), token(formatNumber(denominator, 6), 'result')],
      ],
    },
    {
      id: 'affine',
      title: i18n.t('step.output'),
      aside: i18n.t('step.noAffine'),
      lines: [
        [
          token('y = '),
          token(number(trace.x), 'own'),
          token(` / ${formatNumber(denominator, 6)} = `),
          token(number(trace.y), 'result'),
        ],
      ],
    },
  ];
}
