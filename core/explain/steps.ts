import { bracketed, list, sum } from './numbers.ts';
import { replicaStep } from './replicaStep.ts';
import { step, type Step } from './step.ts';
import type { CellTrace } from './trace.ts';
import { windowSteps } from './windowSteps.ts';

export type { Step, StepId } from './step.ts';

/**
 * How a cell's output comes about, station by station; stations that the layer does not have are left out.
 * @param trace  from traceCell()
 */
export function steps(trace: CellTrace): Step[] {
  if (trace.window) return windowSteps(trace, trace.window);
  const fromBatch = trace.source === 'batch';
  const found: (Step | null)[] = [
    group(trace),
    fromBatch ? gather(trace) : null,
    fromBatch && trace.replicas.length > 1 ? replicaStep(trace) : null,
    trace.center ? mean(trace) : null,
    trace.center ? deviation(trace) : null,
    fromBatch ? square(trace) : null,
    variance(trace),
    epsSqrt(trace),
    divide(trace),
    trace.weight === null ? null : scaleShift(trace, trace.weight),
    allGroups(trace),
    trace.running ? running(trace.running) : null,
  ];
  return found.filter((step) => step !== null);
}

/** Which statistic this is: "C = 2", "N = 0, G = 1"; where there is only one, the axes that it covers. */
export function placeOf(trace: CellTrace): string {
  const place = trace.statIndex.map(({ name, index }) => `${name} = ${index}`).join(', ');
  return place || trace.reduced.join(', ');
}

function group(trace: CellTrace): Step {
  const where = placeOf(trace);
  return step('group', `n = |\\mathcal{S}|`, trace.n, (_, tex) => {
    if (tex) return `n = ${trace.n} \\quad (\\text{${where.replaceAll('_', '\\_')}})`;
    return trace.source === 'running'
      ? `running_mean, running_var (${where})`
      : `n = ${trace.n} (${where})`;
  });
}

function values(trace: CellTrace): number[] {
  return trace.cells.map((cell) => cell.value);
}

function gather(trace: CellTrace): Step {
  return step('gather', 'x_1, \\dots, x_n', trace.x, (notation) =>
    list(notation, values(trace), trace.total),
  );
}

function mean(trace: CellTrace): Step {
  if (trace.source === 'running')
    return step('mean', '\\mu = \\mathtt{running\\_mean}', trace.mean, (notation, tex) =>
      tex
        ? `\\mu = ${notation.number(trace.mean)}`
        : `μ = running_mean = ${notation.number(trace.mean)}`,
    );
  return step('mean', '\\mu = \\frac{1}{n} \\sum_{i=1}^{n} x_i', trace.mean, (notation, tex) => {
    const total = sum(notation, values(trace), trace.total);
    const result = notation.number(trace.mean);
    return tex
      ? `\\mu = \\frac{${total}}{${trace.n}} = ${result}`
      : `μ = (${total}) / ${trace.n} = ${result}`;
  });
}

function deviation(trace: CellTrace): Step {
  return step('deviation', 'd = x - \\mu', trace.deviation, (notation, tex) => {
    const minus = tex ? '-' : '−';
    const terms = `${notation.number(trace.x)} ${minus} ${bracketed(notation, trace.mean)}`;
    return `${tex ? 'd' : 'x − μ'} = ${terms} = ${notation.number(trace.deviation)}`;
  });
}

function square(trace: CellTrace): Step {
  const tex = trace.center ? 'd^2 = (x - \\mu)^2' : 'x^2';
  return step('square', tex, trace.squaredDeviation, (notation, isTex) => {
    const base = bracketed(notation, trace.deviation);
    const name = trace.center ? (isTex ? 'd' : '(x − μ)') : 'x';
    const two = isTex ? '^2' : '²';
    return `${name}${two} = ${base}${two} = ${notation.number(trace.squaredDeviation)}`;
  });
}

function variance(trace: CellTrace): Step {
  const used = usedVariance(trace);
  if (trace.source === 'running')
    return step('variance', '\\sigma^2 = \\mathtt{running\\_var}', used, (notation, tex) =>
      tex ? `\\sigma^2 = ${notation.number(used)}` : `σ² = running_var = ${notation.number(used)}`,
    );
  const squares = trace.cells.map(({ value }) =>
    trace.center ? (value - trace.mean) ** 2 : value ** 2,
  );
  const over = trace.unbiased ? 'n - 1' : 'n';
  const divisor = trace.unbiased ? trace.n - 1 : trace.n;
  const symbol = trace.center ? '\\sigma^2' : '\\overline{x^2}';
  const term = trace.center ? '(x_i - \\mu)^2' : 'x_i^2';
  const tex = `${symbol} = \\frac{1}{${over}} \\sum_{i=1}^{n} ${term}`;
  return step('variance', tex, used, (notation, isTex) => {
    const total = sum(notation, squares, trace.total);
    const result = notation.number(used);
    return isTex
      ? `${symbol} = \\frac{${total}}{${divisor}} = ${result}`
      : `${trace.center ? 'σ²' : 'mean of x²'} = (${total}) / ${divisor} = ${result}`;
  });
}

/** The variance that the layer divides by. */
function usedVariance(trace: CellTrace): number {
  return trace.unbiased ? trace.varianceUnbiased : trace.variance;
}

function epsSqrt(trace: CellTrace): Step {
  const root = 1 / trace.rstd;
  const symbol = trace.center ? '\\sigma^2' : '\\overline{x^2}';
  const general = trace.epsOutside
    ? `s = \\sqrt{${symbol}} + \\varepsilon`
    : `s = \\sqrt{${symbol} + \\varepsilon}`;
  return step('epsSqrt', general, root, (notation, tex) => {
    const square = notation.number(usedVariance(trace));
    const eps = notation.constant(trace.eps);
    const result = notation.number(root);
    if (trace.epsOutside)
      return tex ? `s = \\sqrt{${square}} + ${eps} = ${result}` : `√${square} + ${eps} = ${result}`;
    return tex ? `s = \\sqrt{${square} + ${eps}} = ${result}` : `√(${square} + ${eps}) = ${result}`;
  });
}

function divide(trace: CellTrace): Step {
  const top = trace.center ? 'd' : 'x';
  return step('divide', `\\hat{x} = \\frac{${top}}{s}`, trace.xhat, (notation, tex) => {
    const above = notation.number(trace.deviation);
    const below = notation.number(1 / trace.rstd);
    const result = notation.number(trace.xhat);
    return tex
      ? `\\hat{x} = \\frac{${above}}{${below}} = ${result}`
      : `x̂ = ${above} / ${below} = ${result}`;
  });
}

function scaleShift(trace: CellTrace, weight: number): Step {
  const { bias } = trace;
  const tex = bias === null ? 'y = \\gamma \\hat{x}' : 'y = \\gamma \\hat{x} + \\beta';
  return step('scaleShift', tex, trace.y, (notation, isTex) => {
    const times = isTex ? ' \\cdot ' : ' · ';
    const product = `${notation.number(weight)}${times}${bracketed(notation, trace.xhat)}`;
    const shifted = bias === null ? product : `${product} + ${bracketed(notation, bias)}`;
    return `y = ${shifted} = ${notation.number(trace.y)}`;
  });
}

function allGroups(trace: CellTrace): Step {
  const { groups, statIndex } = trace;
  const where = statIndex.map(({ name }) => name).join(', ');
  return step('allGroups', 'g = 1, \\dots, G', groups, (_, tex) => {
    if (tex) return `g = 1, \\dots, ${groups}`;
    return where ? `g = 1, …, ${groups} (${where})` : 'g = 1';
  });
}

function running(trace: NonNullable<CellTrace['running']>): Step {
  const tex = '\\mu_{\\text{run}} \\leftarrow (1 - m)\\, \\mu_{\\text{run}} + m\\, \\mu';
  return step('running', tex, trace.meanAfter, (notation, isTex) => {
    const times = isTex ? ' \\cdot ' : ' · ';
    const line = (before: number, batch: number, after: number) =>
      `${notation.number(1 - trace.factor)}${times}${bracketed(notation, before)} + ` +
      `${notation.number(trace.factor)}${times}${bracketed(notation, batch)} = ${notation.number(after)}`;
    const means = line(trace.meanBefore, trace.batchMean, trace.meanAfter);
    const variances = line(trace.varBefore, trace.batchVar, trace.varAfter);
    return isTex
      ? `\\mu_{\\text{run}} = ${means}, \\quad \\sigma^2_{\\text{run}} = ${variances}`
      : `running_mean = ${means}; running_var (unbiased) = ${variances}`;
  });
}
