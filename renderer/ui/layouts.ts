/** Orders of axis names in which people keep the same tensor, by the set of its axes. */
const KNOWN: readonly (readonly string[])[] = [
  ['NCL', 'NLC', 'LNC'],
  ['NCHW', 'NHWC'],
  ['NCDHW', 'NDHWC'],
  ['NC', 'CN'],
  ['CHW', 'HWC'],
  ['CL', 'LC'],
];

/** The layouts to offer for a tensor, its own first; a single one when no other is customary. */
export function layoutsFor(axes: readonly string[]): readonly (readonly string[])[] {
  const same = (text: string) => isOrderOf([...text], axes);
  const own = axes.join('');
  const found = KNOWN.find((family) => family.some(same)) ?? [];
  return [axes, ...found.filter((text) => text !== own).map((text) => [...text])];
}

/** Shape of a tensor when its axes are put in another order. */
export function shapeInLayout(
  shape: readonly number[],
  axes: readonly string[],
  layout: readonly string[],
): number[] {
  return layout.map((name) => shape[axes.indexOf(name)] ?? 1);
}

/** Whether a layout names every axis once. */
export function isOrderOf(layout: readonly string[], axes: readonly string[]): boolean {
  return [...layout].sort().join() === [...axes].sort().join();
}
