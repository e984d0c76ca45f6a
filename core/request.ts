import { layerSpec } from './norm/layerSpec.ts';
import { type InputName } from './norm/furtherInput.ts';
import { list, pair } from './shape/compound.ts';
import { object, optional, tagged } from './shape/object.ts';
import type { Infer } from './shape/shape.ts';
import { constant, count, name, number, real } from './shape/values.ts';

/** Most cells that one request may change. */
const MOST_EDITS = 100_000;

/** A built-in example. */
export const exampleRef = object({ kind: constant('example'), id: name });
/** A handle that the service gave for an opened file. */
const fileRef = object({ kind: constant('file'), handle: name });

/** Where a tensor comes from: a built-in example, or a handle the service gave for an opened file. */
export const tensorRef = tagged('kind', { example: exampleRef, file: fileRef });
export type TensorRef = Infer<typeof tensorRef>;

/** Opened tensors that a layer took beside x, field by field. */
export const besideTensors = {
  gate: optional(tensorRef),
  mask: optional(tensorRef),
  style: optional(tensorRef),
  tau: optional(tensorRef),
  v: optional(tensorRef),
  mean_weight: optional(tensorRef),
  var_weight: optional(tensorRef),
} satisfies Record<InputName, unknown>;

/** A pair of tensors, and what is known of the layer between them. */
export const verifiedPair = object({
  x: tensorRef,
  y: tensorRef,
  weight: optional(tensorRef),
  bias: optional(tensorRef),
  runningMean: optional(tensorRef),
  runningVar: optional(tensorRef),
  ...besideTensors,
  eps: optional(number({ min: 0 })),
});

/** Names of axes, in an order. */
export const axisNames = list(name);

/** Changed input cells: flat index in the stored order, and new value. */
export const edits = list(pair(count, real), MOST_EDITS);

/** Its values, or the opened tensor that has them. */
const furtherInput = optional(
  object({ shape: list(count), values: optional(list(real)), tensor: optional(tensorRef) }),
);

/** What comes in beside x; where it is left out, that of a new layer, or drawn. */
export const furtherInputs = object({
  gate: furtherInput,
  mask: furtherInput,
  style: furtherInput,
  tau: furtherInput,
  v: furtherInput,
  mean_weight: furtherInput,
  var_weight: furtherInput,
} satisfies Record<InputName, typeof furtherInput>);

export type FurtherInputs = Infer<typeof furtherInputs>;

/** An opened tensor that is taken for γ or β. */
const openedParameter = optional(object({ shape: list(count), tensor: tensorRef }));

/** γ, β and running statistics where they are not the layer's initial ones. */
export const parameters = object({
  weight: optional(list(real)),
  bias: optional(list(real)),
  runningMean: optional(list(real)),
  runningVar: optional(list(real)),
  numBatchesTracked: optional(count),
  inputs: optional(furtherInputs),
  /** γ and β that are opened tensors, where their values are not listed. */
  opened: optional(object({ weight: openedParameter, bias: openedParameter })),
  /** Shapes in which they came, where those are known. */
  shapes: optional(
    object({
      weight: optional(list(count)),
      bias: optional(list(count)),
      running_mean: optional(list(count)),
      running_var: optional(list(count)),
    }),
  ),
});

/** One thing to compute; plain data that identifies the result. */
export const computeRequest = object({
  tensor: tensorRef,
  /** Order of the axis names in which the layer is fed, e.g. ["N", "L", "C"]; as stored when left out. */
  layout: optional(axisNames),
  edits: optional(edits),
  spec: layerSpec,
  state: optional(parameters),
});
export type ComputeRequest = Infer<typeof computeRequest>;

/** Whether two references mean the same tensor. */
export function sameTensor(a: TensorRef, b: TensorRef): boolean {
  if (a.kind === 'example') return b.kind === 'example' && a.id === b.id;
  return b.kind === 'file' && a.handle === b.handle;
}
