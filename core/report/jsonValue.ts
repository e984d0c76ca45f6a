import type { JsonNumber } from '../shape/values.ts';

/** Numbers nested as deep as the tensor has axes; a scalar is a bare number. */
export type JsonArray = JsonNumber | readonly JsonArray[];

/** One number for JSON, which knows neither NaN nor infinities. Float32 values keep their exact double. */
export function jsonNumber(value: number): JsonNumber {
  if (Number.isFinite(value)) return value;
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? 'Infinity' : '-Infinity';
}

/**
 * A tensor as nested arrays, as NumPy's tolist() gives it.
 * @param data   row-major values
 * @param shape  sizes, outermost first; [] for a scalar
 */
export function jsonArray(data: ArrayLike<number>, shape: readonly number[]): JsonArray {
  let at = 0;
  const nest = (axis: number): JsonArray =>
    axis === shape.length
      ? jsonNumber(data[at++]!)
      : Array.from({ length: shape[axis]! }, () => nest(axis + 1));
  return nest(0);
}
