import { windowOf } from '../norm/groups.ts';
import type { WindowPlan } from '../norm/spec.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { heldIn, type Rounded, type Rounder } from './rounder.ts';

/**
 * A mean of squares for every cell, as PyTorch writes it out: squares, their mean, · α, + k, to the power β, and the division.
 * @source torch/nn/functional.py, local_response_norm
 */
export function emulateWindow(plan: WindowPlan, x: TensorData, rounder: Rounder): Rounded {
  const { inner: f, held } = rounder;
  const input = heldIn(rounder, x);
  const { alpha, beta, k } = plan;
  let overflowed = 0;
  const output = input.map((value, at) => {
    const { cells, outside } = windowOf(plan, at);
    let [sum, overflows] = [0, false];
    for (const cell of cells) {
      const square = f(input[cell]! * input[cell]!);
      if (square === Infinity && Number.isFinite(input[cell]!)) overflows = true;
      sum = Math.fround(sum + square);
    }
    if (overflows) overflowed++;
    const mean = f(sum / (cells.length + outside));
    return held(f(value / f(f(f(mean * f(alpha)) + f(k)) ** beta)));
  });
  return { output, overflowed, epsLost: 0 };
}
