import { fullFlatOf } from '../../core/figure/displayTensor.ts';
import type { CellName } from '../../core/figure/figureBetween.ts';
import { cellAt, flatOf } from '../ui/cell.ts';
import type { ComputeReply } from '../ui/host.ts';

/** Names of a reply's cells by their place in the tensor as it is stored, whatever the layout that the layer was fed. */
export function cellNames({ x, y, plan, tensor }: ComputeReply): CellName {
  const of = JSON.stringify(tensor.ref);
  return ({ cube, flat }) => {
    if (cube !== 'x' && cube !== 'y') return `${of} ${cube} ${flat}`;
    const full = fullFlatOf(cube === 'y' ? y : x, flat);
    const cell = cellAt(full, plan.shape, plan.axes);
    return `${of} ${cube} ${flatOf(cell, tensor.shape, tensor.axes)}`;
  };
}
