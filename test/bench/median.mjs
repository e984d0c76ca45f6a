/** Value at a share of the sorted list, between neighbours where it falls between. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values) => quantile(values, 0.5);

export const quartiles = (values) => [quantile(values, 0.25), quantile(values, 0.75)];
