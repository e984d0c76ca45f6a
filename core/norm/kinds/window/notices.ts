import { numel } from '../../../tensor/tensor.ts';
import { notice } from '../../notice.ts';
import type { Notice, WindowPlan } from '../../spec.ts';

/** Numbers of cells in trouble, each kind counted by itself. A stream adds to them chunk by chunk. */
export interface WindowTroubles {
  /** A NaN or infinite value lies in the window. */
  notFinite: number;
  /** Finite values whose squares pass the largest float64, and the largest float32. */
  overflow: number;
  float32Overflow: number;
  /** k + α · Σx² / size gives no finite quotient. */
  noPower: number;
}

export function noWindowTroubles(): WindowTroubles {
  return { notFinite: 0, overflow: 0, float32Overflow: 0, noPower: 0 };
}

/** What the values give rise to in a layer that divides by its neighbours: as notices() for layers with statistics. */
export function windowNotices(plan: WindowPlan, found: WindowTroubles): Notice[] {
  const cells = numel(plan.shape);
  const of = (number: number) =>
    cells === 1 ? 'the only window' : `${number} of ${cells} windows`;
  const notices: Notice[] = [];
  const { notFinite, overflow, float32Overflow, noPower } = found;
  if (notFinite > 0)
    notices.push(
      notice(
        'windowNotFinite',
        `A NaN or infinite value lies in ${of(notFinite)} and spoils the output there. Remove or mask such values.`,
        { number: notFinite, cells },
      ),
    );
  if (overflow > 0)
    notices.push(
      notice(
        'windowOverflow',
        `The squares in ${of(overflow)} pass 1.8e308, the largest float64, though the values are finite: nothing is left of what is divided by that, as in PyTorch. Scale the data down first.`,
        { number: overflow, cells },
      ),
    );
  if (float32Overflow > 0)
    notices.push(
      notice(
        'windowFloat32Overflow',
        `The squares in ${of(float32Overflow)} pass 3.4e38, the largest float32. The numbers here are exact; PyTorch's float32 arithmetic overflows there and gives 0 or NaN. Scale the data down first.`,
        { number: float32Overflow, cells },
      ),
    );
  if (noPower > 0)
    notices.push(
      notice(
        'windowNoPower',
        `In ${of(noPower)} k + α · Σx² / size is 0, negative or too near to 0 for its power: the output there is NaN or infinite. Choose k above 0 and α of at least 0.`,
        { number: noPower, cells },
      ),
    );
  return notices;
}
