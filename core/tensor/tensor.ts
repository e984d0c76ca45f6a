/** Element storage of a tensor; float32 is `Float32Array`, float64 is `Float64Array`. */
export type TensorData = Float32Array | Float64Array;

/** Name of an element type, as NumPy and PyTorch write it. */
export type DType = 'float32' | 'float64';

/** A dense, row-major tensor whose axes have names ("N", "C", "L", "H", "W", "D" …). Never mutated. */
export interface Tensor {
  readonly data: TensorData;
  readonly shape: readonly number[];
  readonly axes: readonly string[];
  /** The same numbers in another order of the axes, where `data` is made of them when it is first asked for. */
  readonly original?: Tensor;
}

/** Number of elements of a shape: the product of its sizes, 1 for a scalar. */
export function numel(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/** The element type of a tensor. */
export function dtypeOf(x: Tensor): DType {
  return storedData(x) instanceof Float64Array ? 'float64' : 'float32';
}

/** A tensor's values as they lie in memory, in whatever order of its axes. */
export function storedData(x: Tensor): TensorData {
  return (x.original ?? x).data;
}

/**
 * A tensor from its parts.
 * @param data   row-major values, length = product of shape
 * @param shape  size of every axis
 * @param axes   name of every axis; the usual names of that rank when left out
 * @throws RangeError when the lengths do not agree
 */
export function tensor(
  data: TensorData,
  shape: readonly number[],
  axes: readonly string[] = defaultAxes(shape.length),
): Tensor {
  if (data.length !== numel(shape))
    throw new RangeError(
      `tensor: shape [${shape.join(', ')}] holds ${numel(shape)} values, got ${data.length}`,
    );
  if (axes.length !== shape.length)
    throw new RangeError(
      `tensor: expected ${shape.length} axis names, got ${axes.length} (${axes.join(', ')})`,
    );
  return { data, shape: [...shape], axes: [...axes] };
}

/** The usual PyTorch axis names of a rank: 2 NC, 3 NCL, 4 NCHW, 5 NCDHW; others are A0, A1 … */
export function defaultAxes(rank: number): readonly string[] {
  const names: Record<number, string> = { 1: 'C', 2: 'NC', 3: 'NCL', 4: 'NCHW', 5: 'NCDHW' };
  const known = names[rank];
  return known ? [...known] : Array.from({ length: rank }, (_, i) => `A${i}`);
}
