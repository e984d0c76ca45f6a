import { manualSeed } from '../random/generator.ts';
import { randn } from '../random/normal.ts';
import { tensor, type Tensor } from '../tensor/tensor.ts';
import { BATCH_SIZE, BATCHES, TRUE_MEAN, TRUE_STD } from './course.ts';

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
