/** Sizes that a message names before it says that there are more. */
const MOST_NAMED = 32;

/** "4, 5": sizes in a message, the first ones of very many. */
export function sizesText(sizes: readonly number[], between = ', '): string {
  const rest = sizes.length - MOST_NAMED;
  const named = sizes.slice(0, MOST_NAMED).join(between);
  return rest > 0 ? `${named}${between}… (${rest} more)` : named;
}
