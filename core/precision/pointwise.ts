import { paramIndexOf } from '../norm/groups.ts';
import { bendOf } from '../norm/kinds/pointwise/kernel.ts';
import type { PointwisePlan } from '../norm/spec.ts';
import type { TensorData } from '../tensor/tensor.ts';
import { heldIn, type EmulatedResult, type Rounded, type Rounder } from './rounder.ts';

/** Every cell by itself; α and the shift are parameters, and of the type. */
export function emulatePointwise(
  plan: PointwisePlan,
  x: TensorData,
  result: EmulatedResult,
  rounder: Rounder,
): Rounded {
  const { inner: f, held } = rounder;
  const [alpha, shift] = [held(plan.alpha), held(plan.shift)];
  const bend = bendOf(plan);
  const weight = result.weight && heldIn(rounder, result.weight);
  const bias = result.bias && heldIn(rounder, result.bias);
  const output = Float64Array.from(x, (value, cell) => {
    const stretched = f(alpha * held(value));
    const bent = f(bend(shift === 0 ? stretched : f(stretched + shift)));
    const param = paramIndexOf(plan, cell);
    return held(rounder.affine(bent, weight?.[param] ?? null, bias?.[param] ?? null));
  });
  return { output, overflowed: 0, epsLost: 0 };
}
