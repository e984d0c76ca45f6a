import { tensor, type Tensor } from './tensor.ts';

/** The tensor in float32, every value rounded to the nearest; itself when it is float32 already. */
export function toFloat32(x: Tensor): Tensor {
  return x.data instanceof Float32Array ? x : tensor(Float32Array.from(x.data), x.shape, x.axes);
}

/** The tensor in float64, every value unchanged; itself when it is float64 already. */
export function toFloat64(x: Tensor): Tensor {
  return x.data instanceof Float64Array ? x : tensor(Float64Array.from(x.data), x.shape, x.axes);
}
