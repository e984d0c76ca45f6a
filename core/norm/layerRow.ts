import type { InputDim, InputName } from './furtherInput.ts';
import type { KindFacts } from './kinds/facts.ts';
import type { LayerOptions, OptionValue, ViewDim } from './view.ts';

/** Layers that stand together in lists: a label, on which nothing depends. */
export const FAMILIES = [
  'batch',
  'layer',
  'group',
  'instance',
  'window',
  'pointwise',
  'weight',
  'museum',
  'custom',
  'teaching',
] as const;
export type Family = (typeof FAMILIES)[number];
/** Which layers an overview shows: those of torch.nn, every one, or a family. */
export const SHELVES = ['all', 'every', ...FAMILIES] as const;
export type Shelf = (typeof SHELVES)[number];

/** What an option holds: `sizes` is a tuple of positive integers, `axes` a tuple of axis positions, `choice` one of its `values`. */
export type OptionKind = 'integer' | 'number' | 'boolean' | 'sizes' | 'axes' | 'choice';

/** One of the values that decide over which cells a layer averages. */
export interface Covering {
  readonly key: string;
  readonly value: OptionValue;
}

/** One constructor option: the form's field, the command line's flag and the documentation's line. */
export interface OptionRow {
  /** PyTorch's name. */
  readonly name: string;
  readonly kind: OptionKind;
  /** Of a choice: what can be chosen. */
  readonly values?: readonly string[];
  /** PyTorch's default; null for None, and where `derive` gives the value. */
  readonly default: OptionValue;
  /** The value to start with for a given input, where PyTorch asks for one or has none. */
  readonly derive?: (shape: readonly number[], axes: readonly string[]) => OptionValue;
  /** Values worth seeing side by side for a given input; left out where the default says all. */
  readonly choices?: (shape: readonly number[]) => readonly OptionValue[];
  /** The values by which the layer averages over one set of cells or another, each with a key that holds for any order of the axes. */
  readonly coverings?: (shape: readonly number[]) => readonly Covering[];
  /** All values that make another output of an input, for who looks for the one by which an output was made; `coverings` has them where it is given. */
  readonly tried?: (shape: readonly number[]) => readonly OptionValue[];
  /** Of a number that a layer learns or that has no usual value: from where a fit to an output sets out. */
  readonly starts?: readonly number[];
  /** True when Python's None is allowed. */
  readonly nullable?: boolean;
  /** Smallest and largest value allowed, both inclusive. */
  readonly min?: number;
  readonly max?: number;
  /** Command line flag without dashes; a boolean has `--flag` and `--no-flag`. */
  readonly flag: string;
  readonly aliases?: readonly string[];
  /** False for what only exists here, such as simulated replicas. */
  readonly inPyTorch: boolean;
  /** PyTorch's version that brought it, where that is recent. */
  readonly since?: string;
}

/** One way in which a layer accepts its input. */
export interface InputForm {
  /** As the documentation writes it, e.g. "(N, C, L)". */
  readonly text: string;
  readonly minRank: number;
  /** Null for any rank from minRank on. */
  readonly maxRank: number | null;
  /** PyTorch's words for the ranks where they are its own, e.g. "3D or higher dimensionality". */
  readonly ranks?: string;
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
  /** Statistics come from this input, not from running buffers. */
  readonly usesBatch: boolean;
}

/** A tensor that comes in beside x, γ, β and running statistics. */
export interface InputRow {
  readonly name: InputName;
  /** Its dimensions for an input of this shape; a size of null may be any. */
  readonly dims: (input: ViewInput) => readonly InputDim[];
  /** Every entry of a new layer's; null for what comes with x, which is drawn where it is not given. */
  readonly initial: number | null;
  /** Whether the layer has it with these options; always, when left out. */
  readonly has?: (input: ViewInput) => boolean;
  /** Whether this run looks at it; always, when left out. */
  readonly used?: (input: ViewInput) => boolean;
}

/** What is known when the sizes are checked. */
export interface Checked {
  readonly row: LayerRow;
  readonly form: InputForm;
  readonly shape: readonly number[];
  readonly options: LayerOptions;
  readonly usesBatch: boolean;
  readonly tracks: boolean;
}

/**
 * Stops at sizes that a layer refuses.
 * @throws InputError in PyTorch's words, with what to do
 */
export type SizeCheck = (checked: Checked) => void;

/** What runs, but hardly does what was meant: a row names those that can happen to it. */
export type TrapName =
  | 'oneSample'
  | 'axisOrder'
  | 'squareTrap'
  | 'withoutChannel'
  | 'wholeSample'
  | 'nothingReduced'
  | 'zeroFactor'
  | 'batchOfOne'
  | 'evalUsesBatch'
  | 'windowShape';

/** What a layer takes from every value before it divides. */
export type Subtracted = 'mean' | 'nothing';

/** What is added to γ before it multiplies. */
export type GammaOffset = 0 | 1;

/** γ and β of a layer, where they are more than a weight and a bias that options switch. */
export interface ParameterFacts {
  /** The layer has them whatever its options say. */
  readonly always?: true;
  /** Their shape has the dimensions of the view: (heads, D/heads) where the view splits D. */
  readonly asSeen?: true;
  /** γ of a new layer where it does not multiply by 1. */
  readonly initial?: (options: LayerOptions, shape: readonly number[]) => number;
  /** Their names where they are not weight and bias. */
  readonly names?: ParameterNames;
  /** The further input that they are made of, where they cannot be given. */
  readonly from?: InputName;
}

/** What γ and β are called in a state_dict, or as arguments. */
export interface ParameterNames {
  readonly weight: string;
  readonly bias: string;
}

/** What every row says, whatever its kind. */
export interface RowBase<Name extends string = string> {
  readonly name: Name;
  readonly family: Family;
  /** Class in torch.nn, null for what only exists here. */
  readonly pytorch: string | null;
  /** Where it comes from when it is not in torch.nn: a library's function or a paper; it then has its own name in every language. */
  readonly source?: string;
  /** PyTorch's version that brought it, where that is recent. */
  readonly since?: string;
  readonly options: readonly OptionRow[];
  readonly forms: readonly InputForm[];
  /** The input as the layer sees it, and what it does along each dimension. */
  readonly view: (input: ViewInput) => readonly ViewDim[];
  /** What is taken from every value first: nothing in RMSNorm. */
  readonly subtracts: Subtracted;
  /** False when the layer has γ but no β. */
  readonly bias: boolean;
  /** Added to γ before it multiplies: 1 where γ says how far the scale is from 1, and starts at 0. */
  readonly gammaOffset: GammaOffset;
  readonly parameters?: ParameterFacts;
  /** Tensors that come in beside x. */
  readonly inputs?: readonly InputRow[];
  /** How running statistics are gathered; `frozen` ones are used and never change; null when the layer never has any. */
  readonly running: 'batch' | 'instance' | 'frozen' | null;
  /** Its momentum weighs the old statistics, not the new ones. */
  readonly momentumOfOld?: true;
  /** What it refuses, in the order of the checks. */
  readonly checks: readonly SizeCheck[];
  /** What it is warned of, in the order of the warnings. */
  readonly traps: readonly TrapName[];
}

/** One layer: all that is known about it. What only a kind of layer has is declared by that kind. */
export type LayerRow<Name extends string = string> = RowBase<Name> & KindFacts;

/** What a layer with these options adds to γ. */
export function gammaOffsetOf(row: LayerRow, options: LayerOptions): GammaOffset {
  return options.zero_centered_gamma === true ? 1 : row.gammaOffset;
}

/** True for a layer that averages over whatever axes it is given. */
export function choosesAxes({ options }: Pick<LayerRow, 'options'>): boolean {
  return options.some((option) => option.kind === 'axes');
}

/** The row's option of that name, or undefined. */
export function optionRow(row: LayerRow, name: string): OptionRow | undefined {
  return row.options.find((option) => option.name === name);
}
