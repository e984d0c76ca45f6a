import { InputError } from '../../core/errors.ts';
import { cellReader } from '../../core/tensor/permuted.ts';
import { rowMajorStrides } from '../../core/tensor/strides.ts';
import type { Tensor } from '../../core/tensor/tensor.ts';
import type { SliceReply, SliceRequest } from '../ipc/types.ts';

/** Most cells that one answer carries. */
const MOST_CELLS = 65_536;

/**
 * A rectangle of exact values out of a tensor of any size.
 * @throws InputError badSlice when axes or ranges do not exist
 */
export function slice(x: Tensor, request: Omit<SliceRequest, 'request' | 'which'>): SliceReply {
  const { rowAxis, colAxis, index } = request;
  const rank = x.shape.length;
  const twice = rowAxis === colAxis && rowAxis !== -1;
  if (rowAxis >= rank || colAxis >= rank || twice || index.length !== rank)
    throw bad(`axes ${rowAxis} and ${colAxis} of a tensor of rank ${rank}`);
  const strides = rowMajorStrides(x.shape);
  const valueAt = cellReader(x);
  const rows = clip(request.rows, x.shape[rowAxis] ?? 1);
  const cols = clip(request.cols, x.shape[colAxis] ?? 1);
  const [height, width] = [rows[1] - rows[0], cols[1] - cols[0]];
  if (height * width > MOST_CELLS)
    throw bad(`${height} × ${width} cells at once, more than ${MOST_CELLS}`);
  let origin = 0;
  for (let axis = 0; axis < rank; axis++) {
    if (axis === rowAxis || axis === colAxis) continue;
    const at = index[axis]!;
    if (at >= x.shape[axis]!) throw bad(`index ${at} on axis ${axis} of size ${x.shape[axis]}`);
    origin += at * strides[axis]!;
  }
  const values = new Float64Array(height * width);
  const flat = new Float64Array(height * width);
  for (let row = 0; row < height; row++) {
    for (let col = 0; col < width; col++) {
      const at =
        origin +
        (rows[0] + row) * (strides[rowAxis] ?? 0) +
        (cols[0] + col) * (strides[colAxis] ?? 0);
      flat[row * width + col] = at;
      values[row * width + col] = valueAt(at);
    }
  }
  return { rows, cols, values, flat };
}

function clip([from, to]: readonly [number, number], size: number): readonly [number, number] {
  const start = Math.min(from, size);
  return [start, Math.max(start, Math.min(to, size))];
}

function bad(what: string): InputError {
  return new InputError('badSlice', `There is no slice of ${what}.`);
}
