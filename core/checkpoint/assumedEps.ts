/** PyTorch's default, for gains: a file does not keep it. */
export const ASSUMED_EPS = 1e-5;
