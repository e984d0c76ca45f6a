import type { InputName } from '../../norm/furtherInput.ts';
import type { LayerSpec, Plan } from '../../norm/spec.ts';
import type { Affine } from '../hypothesis.ts';

/** What may have made y: a layer of the table, run as itself. */
export interface RowRun {
  readonly spec: LayerSpec;
  /** Of x as it is fed. */
  readonly plan: Plan;
  /** Position in the file of each dimension as the layer is fed it. */
  readonly order: readonly number[];
  readonly affine: Affine;
  /** Options whose values were found by a fit. */
  readonly fittedOptions: readonly string[];
  /** Given tensors that it takes beside x. */
  readonly beside: readonly InputName[];
}
