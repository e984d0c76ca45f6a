const COMMON = [
  'NC',
  'NCL',
  'NLC',
  'LNC',
  'NCHW',
  'NHWC',
  'NCDHW',
  'NDHWC',
  'CL',
  'LC',
  'CHW',
  'HWC',
];

/** Beyond this many axes only the stored order and the common ones are tried: 6! would be 720. */
const MOST_PERMUTED = 5;

/**
 * Orders in which these axes can be fed to a layer: as stored, then those in common use, then all others.
 * @param axes  distinct axis names
 */
export function layouts(axes: readonly string[]): readonly (readonly string[])[] {
  const common = COMMON.map((letters) => [...letters]).filter(
    (order) => order.length === axes.length && order.every((name) => axes.includes(name)),
  );
  const all = axes.length <= MOST_PERMUTED ? permutations(axes) : [];
  const seen = new Set<string>();
  return [axes, ...common, ...all].filter((order) => {
    const key = order.join();
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function permutations(items: readonly string[]): string[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, i) =>
    permutations(items.filter((_, j) => j !== i)).map((rest) => [item, ...rest]),
  );
}
