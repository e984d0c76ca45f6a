const KINDS: Readonly<Record<string, string>> = { f: 'float', i: 'int', u: 'uint', b: 'bool' };

/** NumPy's name of an element type for the code that a file has: "<f4" is float32. */
export function typeName(descr: string): string {
  const [, kind = '', bytes = ''] = /^[<>|=]?([fiub])(\d+)$/.exec(descr) ?? [];
  const name = KINDS[kind];
  if (!name) return descr;
  return kind === 'b' ? name : `${name}${Number(bytes) * 8}`;
}
