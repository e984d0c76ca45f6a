import { tensor } from '../../core/tensor/tensor.ts';
import { residualOf } from '../../core/verify/residual.ts';
import { verified } from '../../core/verify/verification.ts';
import { displayTensor } from './displayTensor.ts';
import type { ShownVerification, VerifyShownJob } from './jobs.ts';

/** Entries of which the difference is drawn; who reads further has the numbers. */
const MOST_DRAWN = 8;

/**
 * Finds the layer that made y of x, and draws both, and what each of the first entries leaves of y.
 * @throws InputError verify-shape
 */
export function verifyShown({ x, y, known }: VerifyShownJob): ShownVerification {
  const { verification, pair, entries } = verified(x, y, known);
  const like = (data: typeof pair.y) => displayTensor(tensor(data, x.shape, x.axes));
  return {
    verification,
    x: displayTensor(x),
    y: like(pair.y),
    entries: entries.slice(0, MOST_DRAWN).map((hypothesis) => {
      const { difference, gamma, beta } = residualOf(pair, hypothesis);
      return { difference: like(difference), gamma, beta };
    }),
  };
}
