import { numel } from '../tensor/tensor.ts';
import type { Plan } from './spec.ts';

/** Lengths of the samples where no mask is given: each keeps one position fewer than the one before, half of them at least. */
export function paddedLength(sample: number, length: number): number {
  return length - (sample % Math.ceil(length / 2));
}

/** Whether the mask that is drawn is 1 at an entry of (N, L). */
export function drawnMaskAt(at: number, length: number): boolean {
  return at % length < paddedLength(Math.floor(at / length), length);
}

/** Of a larger input it is not said which cells stand apart. */
const MOST_CELLS = 20_000;

/** The plan as it will be where no mask is given: with the cells that then take no part. */
export function withDrawnMask(plan: Plan): Plan {
  const cells = numel(plan.shape);
  if (cells > MOST_CELLS || !plan.inputs.some(({ name, used }) => name === 'mask' && used))
    return plan;
  const [, channels = 1, length = 1] = plan.shape;
  const idle = Array.from({ length: cells }, (_, cell) => cell).filter((cell) => {
    const sample = Math.floor(cell / (channels * length));
    return !drawnMaskAt(sample * length + (cell % length), length);
  });
  return { ...plan, idle, taking: (cells - idle.length) / channels };
}
