import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';

/** Samples in a batch. */
export const BATCH_SIZE = 8;
/** Batches that the layer is trained on. */
export const BATCHES = 30;
/** True mean and standard deviation of every channel; all of them exact in float32. */
export const TRUE_MEAN: readonly number[] = [2, -1, 0.5];
export const TRUE_STD: readonly number[] = [1.5, 0.5, 3];

const SEED = 7;

/**
 * Batches that all come from one distribution, and one more that the layer has not seen: the last.
 *
 * As in PyTorch: `torch.manual_seed(7)`, then 31 times `torch.randn(8, 3) * std + mean`.
 * @returns  31 float32 tensors of shape (8, 3) with axes N, C
 */
export function trainingBatches(): Tensor[] {
  const generator = manualSeed(SEED);
  const channels = TRUE_MEAN.length;
  return Array.from({ length: BATCHES + 1 }, () => {
    const { data } = randn(generator, [BATCH_SIZE, channels], 'float32', ['N', 'C']);
    const scaled = Float32Array.from(data, (value, i) => {
      const channel = i % channels;
      return Math.fround(value * (TRUE_STD[channel] ?? 1)) + (TRUE_MEAN[channel] ?? 0);
    });
    return tensor(scaled, [BATCH_SIZE, channels], ['N', 'C']);
  });
}
