import { tensor, type Tensor, type TensorData } from '../../../tensor/tensor.ts';
import type { FullState } from '../../layerState.ts';
import { givenNotices } from '../../givenNotices.ts';
import type { Notice, NormResult, PointwisePlan } from '../../spec.ts';
import { lostNotices, ownNotices } from '../cellNotices.ts';
import { lawOf, type CellLaw } from '../cells.ts';
import type { Kernel } from '../kernel.ts';
import type { Parameters } from '../moments/apply.ts';
import { countCells, noCellTroubles, type CellTroubles } from '../moments/troubles.ts';

/** What bends the values of a layer. */
export function bendOf({ bend }: PointwisePlan): (value: number) => number {
  const law = lawOf({ law: bend });
  return (value) => law(value, 0, 0, 0);
}

/** What comes out of the bend for one value, before γ and β. */
export function bent(plan: PointwisePlan, x: number): number {
  return bendOf(plan)(plan.alpha * x + plan.shift);
}

/** Every cell by itself; nothing is shared and nothing is gathered. */
export function run(
  plan: PointwisePlan,
  x: Tensor,
  full: FullState,
  out: TensorData,
  kernel: Kernel,
): NormResult {
  kernel.cells(x.data, bending(plan, full), out);
  const troubles = noCellTroubles();
  countCells(troubles, x.data, out, kernel.holdsNotFinite);
  return {
    plan,
    output: tensor(out, x.shape, x.axes),
    statistics: null,
    weight: full.weight,
    bias: full.bias,
    runningBefore: null,
    runningAfter: null,
    replicas: [],
    warnings: [...plan.warnings, ...bentNotices(plan, troubles, full)],
  };
}

/** What the values and the state give rise to where every cell is bent by itself. */
export function bentNotices(
  plan: PointwisePlan,
  troubles: CellTroubles,
  state: FullState,
): readonly Notice[] {
  const told = [...ownNotices(plan, troubles), ...givenNotices(plan, state)];
  return [...told, ...lostNotices(plan, troubles, told)];
}

/** What a layer, or a chunk of its input, makes of its cells. γ and β vary along neighbouring dimensions of the view. */
export function bending(plan: PointwisePlan, { gain, bias }: Parameters): CellLaw {
  const { bend: law, alpha, shift, view } = plan;
  const last = view.findLastIndex((dim) => dim.param);
  const run = view.slice(last + 1).reduce((product, dim) => product * dim.size, 1);
  return { law, alpha, shift, own: [], run, gain, bias };
}
