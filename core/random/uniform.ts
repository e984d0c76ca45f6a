import { numel, tensor, type DType, type Tensor } from '../tensor/tensor.ts';
import type { Generator } from './generator.ts';
import type { Mt19937 } from './mt19937.ts';

/** A float32 from [0, 1): the low 24 bits of one draw. */
export function uniform24(engine: Mt19937): number {
  return (engine.uint32() & 0xffffff) * 2 ** -24;
}

/** A float64 from [0, 1): the low 53 bits of two draws, the high word first. */
export function uniform53(engine: Mt19937): number {
  const high = engine.uint32() & 0x1fffff;
  const low = engine.uint32();
  return (high * 2 ** 32 + low) * 2 ** -53;
}

/**
 * `torch.rand(shape)`: uniform values from [0, 1), bit for bit those of PyTorch on the CPU.
 * @param generator  from manualSeed; moves on by one draw a float32 value, two a float64 value
 * @param shape      size of every axis
 * @param dtype      element type
 * @param axes       axis names; the usual ones of that rank when left out
 * @source PyTorch 1.13, ATen/core/TransformationHelper.h, uniform_real
 */
export function rand(
  generator: Generator,
  shape: readonly number[],
  dtype: DType = 'float32',
  axes?: readonly string[],
): Tensor {
  const n = numel(shape);
  const double = dtype === 'float64';
  const data = double ? new Float64Array(n) : new Float32Array(n);
  const draw = double ? uniform53 : uniform24;
  for (let i = 0; i < n; i++) data[i] = draw(generator.engine);
  return tensor(data, shape, axes);
}
