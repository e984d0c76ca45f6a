import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import { createHome } from './engine/home.ts';
import { LARGE } from './largeNormalizer.ts';

/** A tensor whose data lies in shared memory, so that no thread needs a copy. */
export interface SharedTensor {
  readonly tensor: Tensor;
  /** The engine's memory in which it lies; null for one that the engine does not work on. */
  readonly home: WebAssembly.Memory | null;
}

/** Shared memory for float32 values: the engine's own where they are many. */
export function sharedFloat32(length: number): {
  readonly data: Float32Array;
  readonly home: WebAssembly.Memory | null;
} {
  const home = length >= LARGE ? createHome(length) : null;
  if (home) return { data: home.data, home: home.memory };
  return { data: new Float32Array(new SharedArrayBuffer(length * 4)), home: null };
}

/** The same tensor in shared memory. */
export function sharedTensor(x: Tensor): SharedTensor {
  if (x.data.buffer instanceof SharedArrayBuffer) return { tensor: x, home: null };
  const { length } = x.data;
  if (x.data instanceof Float64Array) {
    const wide = new Float64Array(new SharedArrayBuffer(length * 8));
    wide.set(x.data);
    return { tensor: tensor(wide, x.shape, x.axes), home: null };
  }
  const { data, home } = sharedFloat32(length);
  data.set(x.data);
  return { tensor: tensor(data, x.shape, x.axes), home };
}
