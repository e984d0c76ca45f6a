import { permute } from '../tensor/permute.ts';
import { tensor } from '../tensor/tensor.ts';
import { walkOf } from './covering.ts';
import { normalOf, parametersOf } from './fit.ts';
import type { Hypothesis } from './hypothesis.ts';
import type { Pair } from './pair.ts';
import { madeAt } from './rows/rowFit.ts';
import type { RowRun } from './rows/rowRun.ts';
import { wholeOf } from './rows/rowWhole.ts';
import { isRun } from './tried.ts';

/** What a hypothesis leaves of y, and the γ and β that it takes. */
export interface Residual {
  /** y less what the hypothesis makes of x, as x lies. */
  readonly difference: Float32Array;
  /** What x̂ is multiplied by; row-major along the dimensions of the parameters. */
  readonly gamma: Float64Array;
  readonly beta: Float64Array;
}

/** y less what a hypothesis makes of x, cell by cell. */
export function residualOf(pair: Pair, hypothesis: Hypothesis | RowRun): Residual {
  return isRun(hypothesis) ? residualOfRun(pair, hypothesis) : residualOfGroups(pair, hypothesis);
}

function residualOfRun(pair: Pair, run: RowRun): Residual {
  const { parts, parameters, fed } = wholeOf(pair, run);
  const { shape, axes } = fed.x;
  const left = Float32Array.from(fed.y, (value, at) => value - madeAt(parts, parameters, at));
  const back = run.order.map((_, dim) => run.order.indexOf(dim));
  const { data } = permute(tensor(left, shape, axes), back);
  return { difference: data as Float32Array, gamma: parameters.gain, beta: parameters.bias };
}

function residualOfGroups({ x, y, shape }: Pair, hypothesis: Hypothesis): Residual {
  const walk = walkOf(shape, hypothesis.covering);
  const normal = normalOf(x, walk, hypothesis);
  const { gamma, beta, outer, inner } = parametersOf(x, y, shape, walk, normal, hypothesis);
  const { origins, offsets, middle, gain } = normal;
  const difference = new Float32Array(x.length);
  for (let group = 0; group < origins.length; group++)
    for (let i = 0; i < offsets.length; i++) {
      const at = origins[group]! + offsets[i]!;
      const id = outer[group]! + inner[i]!;
      const made = (x[at]! - middle[group]!) * gain[group]! * gamma[id]! + beta[id]!;
      difference[at] = y[at]! - made;
    }
  return { difference, gamma, beta };
}
