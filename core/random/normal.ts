import { numel, tensor, type DType, type Tensor } from '../tensor/tensor.ts';
import { log32, sincos32 } from './cephes32.ts';
import type { Generator } from './generator.ts';
import { uniform24, uniform53 } from './uniform.ts';

/** From this many values on PyTorch fills whole blocks. */
const BLOCK = 16;
const HALF = BLOCK / 2;
const TWO_PI_32 = Math.fround(2 * Math.PI);

/**
 * `torch.randn(shape)`: standard normal values, for float32 bit for bit those of PyTorch on a CPU with AVX2.
 *
 * float64 follows the same draws and formulas; its logarithm, sine and cosine are the JavaScript engine's, which
 * can differ from the C library's in the last bits.
 * @param generator  from manualSeed; moves on
 * @param shape      size of every axis
 * @param dtype      element type
 * @param axes       axis names; the usual ones of that rank when left out
 * @source PyTorch 1.13, ATen/native/cpu/DistributionTemplates.h (normal_fill, normal_fill_AVX2) and
 *         ATen/core/DistributionsHelper.h (normal_distribution)
 */
export function randn(
  generator: Generator,
  shape: readonly number[],
  dtype: DType = 'float32',
  axes?: readonly string[],
): Tensor {
  const n = numel(shape);
  const data = dtype === 'float64' ? new Float64Array(n) : new Float32Array(n);
  if (n < BLOCK) for (let i = 0; i < n; i++) data[i] = nextNormal(generator);
  else if (data instanceof Float64Array)
    fillBlocks(data, () => uniform53(generator.engine), block64);
  else fillBlocks(data, () => uniform24(generator.engine), block32);
  return tensor(data, shape, axes);
}

/** One value of a Box–Muller pair; the second of the pair waits in the generator. */
function nextNormal(generator: Generator): number {
  const cached = generator.cachedNormal;
  if (cached !== null) {
    generator.cachedNormal = null;
    return cached;
  }
  const u1 = uniform53(generator.engine);
  const u2 = uniform53(generator.engine);
  const radius = Math.sqrt(-2 * Math.log(1 - u2));
  const angle = 2 * Math.PI * u1;
  generator.cachedNormal = radius * Math.sin(angle);
  return radius * Math.cos(angle);
}

/** Uniform values first, then blocks of 16; a last partial block is drawn anew over the last 16 values. */
function fillBlocks<T extends Float32Array | Float64Array>(
  data: T,
  draw: () => number,
  transform: (data: T, at: number) => void,
): void {
  const n = data.length;
  for (let i = 0; i < n; i++) data[i] = draw();
  for (let at = 0; at + BLOCK <= n; at += BLOCK) transform(data, at);
  if (n % BLOCK === 0) return;
  for (let i = n - BLOCK; i < n; i++) data[i] = draw();
  transform(data, n - BLOCK);
}

/** Box–Muller on a block in float32: value j with value j + 8. */
function block32(data: Float32Array, at: number): void {
  for (let j = at; j < at + HALF; j++) {
    const u1 = 1 - data[j]!;
    const u2 = data[j + HALF]!;
    const radius = Math.fround(Math.sqrt(-2 * log32(u1)));
    const [sin, cos] = sincos32(Math.fround(TWO_PI_32 * u2));
    // + 0: times the deviation 1, plus the mean 0, which turns −0 into 0
    data[j] = radius * cos + 0;
    data[j + HALF] = radius * sin + 0;
  }
}

/** Box–Muller on a block in float64. */
function block64(data: Float64Array, at: number): void {
  for (let j = at; j < at + HALF; j++) {
    const u1 = 1 - data[j]!;
    const u2 = data[j + HALF]!;
    const radius = Math.sqrt(-2 * Math.log(u1));
    const angle = 2 * Math.PI * u2;
    data[j] = radius * Math.cos(angle) + 0;
    data[j + HALF] = radius * Math.sin(angle) + 0;
  }
}
