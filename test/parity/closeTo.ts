/**
 * Where two arrays differ most, by the rule of torch.testing.assert_close: |a − b| ≤ atol + rtol·|b|, NaN equal
 * to NaN and infinities to themselves.
 * @returns null when all are close, else a sentence about the worst
 */
export function firstMismatch(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { rtol, atol }: { readonly rtol: number; readonly atol: number },
): string | null {
  if (actual.length !== expected.length)
    return `expected ${expected.length} values, got ${actual.length}`;
  for (let i = 0; i < actual.length; i++) {
    const a = actual[i]!;
    const b = expected[i]!;
    if (Object.is(a, b) || a === b) continue;
    if (Math.abs(a - b) <= atol + rtol * Math.abs(b)) continue;
    return `value ${i} is ${a}, expected ${b}`;
  }
  return null;
}

/**
 * torch.testing's default for float32: our arithmetic is float64, so all that may differ is the one rounding of
 * the output to float32 (half of 1.2e-7 relative) and, after cancellation in γ·x̂ + β, its absolute share.
 */
export const FLOAT32 = { rtol: 1.3e-6, atol: 1e-5 };

/** For float64 tensors and float64 statistics: orders of summation differ, by some 1e-16 a term. */
export const FLOAT64 = { rtol: 1e-11, atol: 1e-11 };
