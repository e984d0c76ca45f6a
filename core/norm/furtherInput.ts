import type { TensorData } from '../tensor/tensor.ts';

/** Names of the tensors that a layer takes beside x, γ, β and running statistics: flags of the command line too. */
export const INPUT_NAMES = [
  'gate',
  'mask',
  'style',
  'tau',
  'v',
  'mean_weight',
  'var_weight',
] as const;
export type InputName = (typeof INPUT_NAMES)[number];

export const isInputName = (name: string): name is InputName =>
  INPUT_NAMES.some((known) => known === name);

export interface InputDim {
  readonly name: string;
  readonly size: number | null;
}

/** What a plan says of one. */
export interface PlannedInput {
  readonly name: InputName;
  readonly dims: readonly InputDim[];
  readonly initial: number | null;
  /** False where this run does not look at it: a mask under running statistics. */
  readonly used: boolean;
}

/** Whether a tensor of this shape can be given for one: sizes that are free are not 0. */
export const fitsDims = (dims: readonly InputDim[], shape: readonly number[]): boolean =>
  shape.length === dims.length &&
  dims.every(({ size }, i) => (size === null ? (shape[i] ?? 0) > 0 : size === shape[i]));

/** A tensor as it is given or used: values row-major in its shape. */
export interface FurtherTensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}
export type FurtherTensors = Readonly<Partial<Record<InputName, FurtherTensor>>>;

/** What comes beside x in this run. */
export interface Beside {
  readonly inputs: FurtherTensors;
  /** Those that were drawn, because they come with x and were not given. */
  readonly drawn: readonly InputName[];
}
