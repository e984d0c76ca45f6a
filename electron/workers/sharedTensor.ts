import { tensor, type Tensor, type TensorData } from '../../core/tensor/tensor.ts';
import { weigh } from './weigh.ts';

/**
 * Shared memory for float32 values. Ordinary memory on purpose: a WebAssembly memory takes 10 GiB of address space whatever its size, so
 * the engine has one a thread, and tensors visit it.
 */
export function sharedFloat32(length: number): Float32Array {
  return new Float32Array(sharedBuffer(length * 4));
}

/** The same for float64. */
export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(sharedBuffer(length * 8));
}

/** The same of the type and length of another array. */
export const sharedLike = (like: TensorData): TensorData =>
  like instanceof Float64Array ? sharedFloat64(like.length) : sharedFloat32(like.length);

/** The same tensor with its data in shared memory, so that no thread needs a copy. */
export function sharedTensor(x: Tensor): Tensor {
  if (x.data.buffer instanceof SharedArrayBuffer) return x;
  const data = sharedLike(x.data);
  data.set(x.data);
  return tensor(data, x.shape, x.axes);
}

function sharedBuffer(bytes: number): SharedArrayBuffer {
  weigh(bytes);
  return new SharedArrayBuffer(bytes);
}
