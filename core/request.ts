import type { LayerSpec } from './norm/spec.ts';

/** Where a tensor comes from: a built-in example, or a handle the service gave for an opened file. */
export type TensorRef =
  | { readonly kind: 'example'; readonly id: string }
  | { readonly kind: 'file'; readonly handle: string };

/** One thing to compute; plain data that identifies the result. */
export interface ComputeRequest {
  readonly tensor: TensorRef;
  /** Order of the axis names in which the layer is fed, e.g. ["N", "L", "C"]; as stored when left out. */
  readonly layout?: readonly string[];
  /** Changed input cells: flat index in the stored order, and new value. */
  readonly edits?: readonly (readonly [number, number])[];
  readonly spec: LayerSpec;
  /** γ, β and running statistics where they are not the layer's initial ones. */
  readonly state?: {
    readonly weight?: readonly number[];
    readonly bias?: readonly number[];
    readonly runningMean?: readonly number[];
    readonly runningVar?: readonly number[];
    readonly numBatchesTracked?: number;
  };
}
