import { object, optional } from '../shape/object.ts';
import type { Infer } from '../shape/shape.ts';
import { anyOf, count, name } from '../shape/values.ts';

/** What a lesson can tell of its runs; every one is computed, so that none can be false. */
const factKind = anyOf([
  'reduced',
  'kept',
  'groups',
  'size',
  'x',
  'y',
  'xs',
  'ys',
  'mean',
  'variance',
  'unbiased',
  'deviation',
  'runningMean',
  'runningVar',
  'runningMeanBefore',
  'ratio',
  'difference',
  'sampleDifference',
  'nans',
  'refusal',
]);
export type FactKind = Infer<typeof factKind>;

/** A fact by how it is computed. */
export const factRow = object({
  id: name,
  of: factKind,
  /** Which run; the first when left out in a document. */
  run: count,
  /** The cell that it is about, flat as the run is fed. */
  cell: optional(count),
  /** The run that it is compared with. */
  other: optional(count),
  /** The sample, or the cell whose channel is meant, where the fact is about no cell that could be shown. */
  at: optional(count),
});
export type FactRow = Infer<typeof factRow>;
