/** A value of a Python literal: dict as Map, tuple as array, None as null. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | PythonList
  | ReadonlyMap<string, PythonValue>;

/** A list, which is no tuple. */
export interface PythonList {
  readonly list: readonly PythonValue[];
}

/** Brackets within brackets: a header has three. */
const DEEPEST = 64;

/**
 * Parses the part of Python's literals that NumPy writes into headers: strings, whole numbers, True, False, None,
 * tuples, lists and dicts with string keys.
 * @throws SyntaxError with the position of what it could not read
 */
export function parsePythonLiteral(text: string): PythonValue {
  const tokens = tokenize(text);
  let next = 0;
  const take = () => tokens[next++] ?? { text: 'end of text', at: text.length };
  const peek = () => tokens[next]?.text;

  /** @returns whether a comma stood behind the last of them */
  const items = (close: string, item: () => void): boolean => {
    let comma = false;
    while (peek() !== close) {
      item();
      comma = peek() === ',';
      if (comma) next++;
      else if (peek() !== close) unexpected(take());
    }
    next++;
    return comma;
  };

  let depth = 0;
  const value = (): PythonValue => {
    if (depth > DEEPEST) throw new SyntaxError(`brackets within more than ${DEEPEST} others`);
    depth++;
    const read = valueAt();
    depth--;
    return read;
  };

  const valueAt = (): PythonValue => {
    const token = take();
    const first = token.text[0] ?? '';
    if (first === "'" || first === '"') return unescape(token.text.slice(1, -1));
    if (/^-?\d+L?$/.test(token.text)) return Number(token.text.replace('L', ''));
    if (token.text === 'True') return true;
    if (token.text === 'False') return false;
    if (token.text === 'None') return null;
    if (first === '(' || first === '[') {
      const list: PythonValue[] = [];
      const comma = items(first === '(' ? ')' : ']', () => list.push(value()));
      if (first === '[') return { list };
      // Brackets around one value make no tuple of it: (2) is 2.
      return list.length === 1 && !comma ? list[0]! : list;
    }
    if (first === '{') {
      const dict = new Map<string, PythonValue>();
      items('}', () => {
        const keyToken = tokens[next] ?? token;
        const key = value();
        const colon = take();
        if (typeof key !== 'string') return unexpected(keyToken);
        if (colon.text !== ':') return unexpected(colon);
        dict.set(key, value());
      });
      return dict;
    }
    return unexpected(token);
  };

  const result = value();
  if (next < tokens.length) unexpected(take());
  return result;
}

interface Token {
  readonly text: string;
  readonly at: number;
}

function tokenize(text: string): Token[] {
  const pattern = /\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|-?\d+L?|[A-Za-z_]+|[()[\]{}:,])\s*/y;
  const tokens: Token[] = [];
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match) return unexpected({ text: text.slice(at, at + 10), at });
    tokens.push({ text: match[1] ?? '', at });
  }
  return tokens;
}

const unescape = (text: string) => text.replace(/\\(.)/g, '$1');

function unexpected({ text, at }: Token): never {
  throw new SyntaxError(`unexpected ${JSON.stringify(text)} at position ${at}`);
}
