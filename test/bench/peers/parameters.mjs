/** eps of every layer. */
export const EPS = 1e-5;

/** Layers without γ and β, and one without β. */
const NONE = ['pixel', 'response'];
const NO_BIAS = ['rms', 'gate'];

/** γ and β of a workload; the Python peer has the same two lines. */
export function parametersOf({ norm, shape, channel }) {
  if (NONE.includes(norm)) return {};
  const weight = Float32Array.from({ length: shape[channel] }, (_, i) => 1 + (i % 7) / 8);
  const bias = Float32Array.from({ length: shape[channel] }, (_, i) => (i % 5) / 4 - 0.5);
  return NO_BIAS.includes(norm) ? { weight } : { weight, bias };
}
