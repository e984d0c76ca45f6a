import type { TensorData } from '../../tensor/tensor.ts';
import { cells } from './cells.ts';
import { apply } from './moments/apply.ts';
import { moments } from './moments/moments.ts';
import { holdsNotFinite } from './moments/troubles.ts';
import { localResponse } from './window/localResponse.ts';

/** The loops over the data. Another implementation may take their place, group range by group range. */
export interface Kernel {
  readonly moments: typeof moments;
  readonly apply: typeof apply;
  readonly cells: typeof cells;
  readonly localResponse: typeof localResponse;
  /** Whether any of them may be NaN or infinite; false only when none is. */
  readonly holdsNotFinite: (values: TensorData) => boolean;
  /** Room for values between two loops, the last of which writes to `out`: they are not rounded to its type yet. */
  unrounded(out: TensorData): TensorData;
}

/** Plain loops in float64, on which every other kernel is measured. */
export const REFERENCE_KERNEL: Kernel = {
  moments,
  apply,
  cells,
  localResponse,
  holdsNotFinite,
  unrounded: (out) => new Float64Array(out.length),
};
