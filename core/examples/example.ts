import type { LayerName } from '../norm/layers.ts';
import type { Tensor } from '../tensor/tensor.ts';

/** A built-in tensor with the script that makes it. */
export interface Example {
  readonly id: string;
  /** Title to show, e.g. "NLP example (notebook)". */
  readonly name: string;
  readonly seed: number;
  readonly tensor: Tensor;
  /** Long names of the axes: N → "batch". */
  readonly axisLabels: Readonly<Record<string, string>>;
  readonly defaultLayer: LayerName;
  /** PyTorch lines that make this tensor, named x. */
  readonly script: string;
}
