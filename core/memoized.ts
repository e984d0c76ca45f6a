/**
 * The same function, which remembers its answer for as long as its argument lives. For functions of immutable plain data that are asked
 * the same thing again and again.
 */
export function memoized<K extends object, V>(compute: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, V>();
  return (key) => {
    const found = known.get(key);
    if (found !== undefined) return found;
    const value = compute(key);
    known.set(key, value);
    return value;
  };
}
