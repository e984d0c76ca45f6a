import type { DType } from '../tensor/tensor.ts';
import type { LayerName, LayerOptions, OptionValue, ViewDim } from './spec.ts';

/** Layers that belong together in the form, the documentation and the table. */
export type Family = 'batch' | 'layer' | 'group' | 'instance' | 'window' | 'custom' | 'teaching';

/** What an option holds: `sizes` is a tuple of positive integers, `axes` a tuple of axis positions. */
export type OptionKind = 'integer' | 'number' | 'boolean' | 'sizes' | 'axes';

/** One constructor option: the form's field, the command line's flag and the documentation's line. */
export interface OptionRow {
  /** PyTorch's name. */
  readonly name: string;
  readonly kind: OptionKind;
  /** PyTorch's default; null for None, and where `derive` gives the value. */
  readonly default: OptionValue;
  /** The value to start with for a given input, where PyTorch asks for one or has none. */
  readonly derive?: (shape: readonly number[], axes: readonly string[]) => OptionValue;
  /** Values worth seeing side by side for a given input; left out where the default says all. */
  readonly choices?: (shape: readonly number[]) => readonly OptionValue[];
  /** True when Python's None is allowed. */
  readonly nullable?: boolean;
  /** Smallest and largest value allowed, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** Command line flag without dashes; a boolean has `--flag` and `--no-flag`. */
  readonly flag: string;
  readonly aliases?: readonly string[];
  /** One sentence for the form and the documentation. */
  readonly help: string;
  /** False for what only exists here, such as simulated replicas. */
  readonly inPyTorch: boolean;
}

/** One way in which a layer accepts its input. */
export interface InputForm {
  /** As the documentation writes it, e.g. "(N, C, L)". */
  readonly text: string;
  readonly minRank: number;
  /** Null for any rank from minRank on. */
  readonly maxRank: number | null;
  /** Names of the leading positions; further ones have no name of their own. */
  readonly axes: readonly string[];
  /** Position of the batch and of the channels, null where the form has none. */
  readonly batch: number | null;
  readonly channel: number | null;
}

/** What a row's view may read. */
export interface ViewInput {
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  readonly options: LayerOptions;
  readonly form: InputForm;
}

/** One layer: all that is known about it. */
export interface LayerRow {
  readonly name: LayerName;
  readonly family: Family;
  readonly kind: 'moments' | 'window';
  /** Class in torch.nn, null for what only exists here. */
  readonly pytorch: string | null;
  /** One sentence that says what the layer averages over. */
  readonly summary: string;
  readonly options: readonly OptionRow[];
  readonly forms: readonly InputForm[];
  /** The input as the layer sees it, and what it does along each dimension. */
  readonly view: (input: ViewInput) => readonly ViewDim[];
  /** False when the mean is never subtracted (RMSNorm). */
  readonly center: boolean;
  /** False when the layer has γ but no β. */
  readonly bias: boolean;
  /** How running statistics are gathered; null when the layer never has any. */
  readonly running: 'batch' | 'instance' | null;
  /** True for the teaching variant that divides by n − 1. */
  readonly unbiased: boolean;
  /** True for the teaching variant √var + eps. */
  readonly epsOutside: boolean;
  /** What 1/√(0 + 0) is taken as: PyTorch's batch norm kernel says 0, the others ∞. */
  readonly rstdOfZero: number;
  /** eps of an option that is None. */
  readonly epsOfNone?: Readonly<Record<DType, number>>;
}

/** The row's option of that name, or undefined. */
export function optionRow(row: LayerRow, name: string): OptionRow | undefined {
  return row.options.find((option) => option.name === name);
}
