import type { TensorData } from '../../core/tensor/tensor.ts';

/** An array as run_snippets.py packs it. */
export interface PackedArray {
  readonly dtype: 'float32' | 'float64';
  readonly shape: readonly number[];
  readonly data: string;
}

/** What one program computed, or the error that it ended with. */
export interface Outcome {
  readonly error?: string;
  readonly y?: PackedArray;
  readonly y_onnxruntime?: PackedArray;
  readonly running_mean?: PackedArray;
  readonly running_var?: PackedArray;
}

export function unpacked({ dtype, data }: PackedArray): TensorData {
  const { buffer } = Uint8Array.from(Buffer.from(data, 'base64'));
  return dtype === 'float64' ? new Float64Array(buffer) : new Float32Array(buffer);
}
