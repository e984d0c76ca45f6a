/** eps of every layer. */
export const EPS = 1e-5;

/** γ and β of a workload; the Python peer has the same two lines. */
export function parametersOf({ shape, channel }) {
  const weight = Float32Array.from({ length: shape[channel] }, (_, i) => 1 + (i % 7) / 8);
  const bias = Float32Array.from({ length: shape[channel] }, (_, i) => (i % 5) / 4 - 0.5);
  return { weight, bias };
}
