import { tensor, type Tensor, type TensorData } from '../../core/tensor/tensor.ts';
import { weigh } from './weigh.ts';

/** Bytes before the values: a mark and a name, by which every thread knows the memory again. */
const HEADER = 64;
const MARK = 0x4e534350;

/**
 * Shared memory for float32 values. Ordinary memory on purpose: a WebAssembly memory takes 10 GiB of address space whatever its size, so
 * the engine has one a thread, and tensors visit it.
 */
export function sharedFloat32(length: number): Float32Array {
  return new Float32Array(sharedBuffer(length * 4), HEADER, length);
}

/** The same for float64. */
export function sharedFloat64(length: number): Float64Array {
  return new Float64Array(sharedBuffer(length * 8), HEADER, length);
}

/** The same tensor with its data in shared memory, so that no thread needs a copy. */
export function sharedTensor(x: Tensor): Tensor {
  if (x.data.buffer instanceof SharedArrayBuffer) return x;
  const { length } = x.data;
  const data = x.data instanceof Float64Array ? sharedFloat64(length) : sharedFloat32(length);
  data.set(x.data);
  return tensor(data, x.shape, x.axes);
}

/** Tells shared memory apart, whose object is another one after every message; null for what was not made here. */
export function nameOf({ buffer, byteOffset }: TensorData): string | null {
  if (!(buffer instanceof SharedArrayBuffer) || byteOffset !== HEADER) return null;
  const [mark, ...name] = new Int32Array(buffer, 0, 5);
  return mark === MARK ? name.join() : null;
}

function sharedBuffer(bytes: number): SharedArrayBuffer {
  const buffer = new SharedArrayBuffer(HEADER + bytes);
  weigh(bytes);
  const header = new Int32Array(buffer, 0, 5);
  crypto.getRandomValues(new Int32Array(4)).forEach((word, i) => (header[i + 1] = word));
  header[0] = MARK;
  return buffer;
}
