/** A value of a Python literal: dict as Map, tuple and list as array, None as null. */
export type PythonValue =
  string | number | boolean | null | readonly PythonValue[] | ReadonlyMap<string, PythonValue>;

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

  const items = (close: string, item: () => void) => {
    while (peek() !== close) {
      item();
      if (peek() === ',') next++;
      else if (peek() !== close) unexpected(take());
    }
    next++;
  };

  const value = (): PythonValue => {
    const token = take();
    const first = token.text[0] ?? '';
    if (first === "'" || first === '"') return unescape(token.text.slice(1, -1));
    if (/^-?\d+L?$/.test(token.text)) return Number(token.text.replace('L', ''));
    if (token.text === 'True') return true;
    if (token.text === 'False') return false;
    if (token.text === 'None') return null;
    if (first === '(' || first === '[') {
      const list: PythonValue[] = [];
      items(first === '(' ? ')' : ']', () => list.push(value()));
      return list;
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
