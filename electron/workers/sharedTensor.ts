import { tensor, type Tensor } from '../../core/tensor/tensor.ts';

/** The same tensor with its data in shared memory, so that no thread needs a copy. */
export function sharedTensor(x: Tensor): Tensor {
  if (x.data.buffer instanceof SharedArrayBuffer) return x;
  const buffer = new SharedArrayBuffer(x.data.byteLength);
  const data = x.data instanceof Float64Array ? new Float64Array(buffer) : new Float32Array(buffer);
  data.set(x.data);
  return tensor(data, x.shape, x.axes);
}
