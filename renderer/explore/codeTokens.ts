/** A stretch of Python source that is coloured alike. */
export interface CodeToken {
  readonly kind: 'comment' | 'string' | 'keyword' | 'number' | 'text';
  readonly text: string;
}

const PATTERN =
  /(?<comment>#[^\n]*)|(?<string>"[^"\n]*"|'[^'\n]*')|(?<keyword>\b(?:import|from|as|with|def|return|for|in|if|else|lambda|assert|True|False|None)\b)|(?<number>\b\d[\d_]*\.?\d*(?:e[+-]?\d+)?\b)/g;

/** Splits Python into comments, strings, keywords, numbers and the rest; lossless. */
export function codeTokens(code: string): CodeToken[] {
  const tokens: CodeToken[] = [];
  let end = 0;
  for (const match of code.matchAll(PATTERN)) {
    if (match.index > end) tokens.push({ kind: 'text', text: code.slice(end, match.index) });
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    tokens.push({ kind: (kind ?? 'text') as CodeToken['kind'], text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: 'text', text: code.slice(end) });
  return tokens;
}
