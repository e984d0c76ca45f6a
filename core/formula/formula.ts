/** What a number or letter of a formula is; each role has its colour everywhere. */
export type Role =
  'plain' | 'own' | 'mean' | 'variance' | 'gamma' | 'beta' | 'eps' | 'output' | 'quiet';

/**
 * How a number is written: with four decimals; with the digits that it has, as eps and counts; or with those where
 * they are few.
 */
export type Digits = 'four' | 'exact' | 'few';

/** A formula as a tree over real numbers: formulaText.ts and formulaTex.ts write it down. */
export type Formula =
  | NumberFormula
  | {
      readonly node: 'name';
      readonly symbol: SymbolName;
      readonly role: Role;
      readonly sub?: number;
    }
  /** A name as PyTorch writes it, `running_mean[2]`. */
  | { readonly node: 'code'; readonly text: string; readonly role: Role }
  /** Of `total` terms the first few; `own` is the index of the traced cell's. */
  | ManyFormula
  | { readonly node: 'sigma'; readonly of: Formula }
  | { readonly node: 'mean'; readonly of: Formula }
  | { readonly node: 'difference'; readonly from: Formula; readonly less: Formula }
  | { readonly node: 'product'; readonly factors: readonly Formula[] }
  | {
      readonly node: 'fraction';
      readonly above: Formula;
      readonly below: Formula;
      /** In a line, with a slash. */
      readonly line?: true;
    }
  | { readonly node: 'power'; readonly base: Formula; readonly exponent: Formula }
  | { readonly node: 'root'; readonly of: Formula }
  | {
      readonly node: 'function';
      readonly called: FunctionName;
      readonly of: readonly Formula[];
    }
  | { readonly node: 'equation'; readonly sides: readonly Formula[]; readonly sign: '=' | '←' };

/** Functions that formulas call by name; |x| is written between bars. */
export type FunctionName = 'max' | 'abs' | 'tanh' | 'erf' | 'silu' | 'sigmoid' | 'std';

/** A real number. */
export interface NumberFormula {
  readonly node: 'number';
  readonly value: number;
  readonly role: Role;
  readonly digits: Digits;
  /** Flat index into the input of the cell that it comes from, where it is a term of many. */
  readonly cell?: number;
}

/** Numbers that are added, or stand in a row. */
export interface ManyFormula {
  readonly node: 'sum' | 'list';
  readonly terms: readonly Formula[];
  readonly total: number;
  readonly own?: number;
}

/** Every letter, and what it is. */
export const SYMBOLS = {
  x: { tex: 'x', text: 'x', role: 'own' },
  xi: { tex: 'x_i', text: 'xᵢ', role: 'plain' },
  y: { tex: 'y', text: 'y', role: 'output' },
  xhat: { tex: '\\hat{x}', text: 'x̂', role: 'output' },
  n: { tex: 'n', text: 'n', role: 'plain' },
  mu: { tex: '\\mu', text: 'μ', role: 'mean' },
  sigma2: { tex: '\\sigma^2', text: 'σ²', role: 'variance' },
  s: { tex: 's', text: 's', role: 'variance' },
  M: { tex: 'M', text: 'M', role: 'variance' },
  eps: { tex: '\\varepsilon', text: 'ε', role: 'eps' },
  gamma: { tex: '\\gamma', text: 'γ', role: 'gamma' },
  beta: { tex: '\\beta', text: 'β', role: 'beta' },
  momentum: { tex: 'm', text: 'm', role: 'plain' },
  alpha: { tex: '\\alpha', text: 'α', role: 'plain' },
  k: { tex: 'k', text: 'k', role: 'plain' },
  // what is left of x after a gate; in EvoNorm, a parameter
  v: { tex: 'v', text: 'v', role: 'own' },
  vi: { tex: 'v_i', text: 'vᵢ', role: 'plain' },
  // before the last step
  u: { tex: 'u', text: 'u', role: 'output' },
  z: { tex: 'z', text: 'z', role: 'plain' },
  style: { tex: 't', text: 't', role: 'plain' },
  tau: { tex: '\\tau', text: 'τ', role: 'beta' },
  r: { tex: 'r', text: 'r', role: 'plain' },
  d: { tex: 'd', text: 'd', role: 'plain' },
  g: { tex: 'g', text: 'g', role: 'variance' },
  m: { tex: '\\bar{g}', text: 'ḡ', role: 'mean' },
  w: { tex: 'w', text: 'w', role: 'plain' },
  p: { tex: 'v', text: 'v', role: 'gamma' },
  exponent: { tex: '\\beta', text: 'β', role: 'plain' },
} as const satisfies Readonly<Record<string, { tex: string; text: string; role: Role }>>;

export type SymbolName = keyof typeof SYMBOLS;

/** A real number with four decimals. */
export function number(role: Role, value: number, digits: Digits = 'four'): NumberFormula {
  return { node: 'number', role, value, digits };
}

/** The same number, with the cell that it comes from. */
export const ofCell = (term: NumberFormula, cell: number): NumberFormula => ({ ...term, cell });

/** A whole number, or a constant with the digits that it has. */
export function exact(value: number, role: Role = 'plain'): NumberFormula {
  return number(role, value, 'exact');
}

/** A letter, with an index where it has one. */
export function name(symbol: SymbolName, sub?: number): Formula {
  return { node: 'name', symbol, role: SYMBOLS[symbol].role, ...(sub !== undefined && { sub }) };
}

/** A name as PyTorch writes it. */
export function code(text: string, role: Role = 'plain'): Formula {
  return { node: 'code', text, role };
}

/** Terms that are added; of more than are given, say how many there are in all. */
export function sum(terms: readonly Formula[], total = terms.length, own?: number): Formula {
  return { node: 'sum', terms, total, ...(own !== undefined && { own }) };
}

/** Numbers in a row. */
export function list(terms: readonly Formula[], total = terms.length, own?: number): Formula {
  return { node: 'list', terms, total, ...(own !== undefined && { own }) };
}

/** Σ of a term in letters. */
export const sigma = (of: Formula): Formula => ({ node: 'sigma', of });
/** The mean of a term in letters, with a bar. */
export const mean = (of: Formula): Formula => ({ node: 'mean', of });
export const difference = (from: Formula, less: Formula): Formula => ({
  node: 'difference',
  from,
  less,
});
export const product = (...factors: readonly Formula[]): Formula => ({ node: 'product', factors });
export const fraction = (above: Formula, below: Formula): Formula => ({
  node: 'fraction',
  above,
  below,
});
export const power = (base: Formula, exponent: Formula): Formula => ({
  node: 'power',
  base,
  exponent,
});
export const squared = (base: Formula): Formula => power(base, exact(2));
export const root = (of: Formula): Formula => ({ node: 'root', of });
export const called = (name: FunctionName, ...of: readonly Formula[]): Formula => ({
  node: 'function',
  called: name,
  of,
});
export const equation = (...sides: readonly Formula[]): Formula => ({
  node: 'equation',
  sides,
  sign: '=',
});
/** What a buffer becomes. */
export const becomes = (...sides: readonly Formula[]): Formula => ({
  node: 'equation',
  sides,
  sign: '←',
});

/** Terms of a sum or row that are written out: the first few, with the traced cell's in the last's place where it lies further on. */
export function termsShown({ terms, own }: ManyFormula, most: number): readonly Formula[] {
  const first = terms.slice(0, most);
  const mine = own === undefined || own < most ? undefined : terms[own];
  return mine ? [...first.slice(0, -1), mine] : first;
}

/** How tightly a formula holds together: what is looser than its place asks for stands in brackets. */
export function levelOf(formula: Formula): number {
  switch (formula.node) {
    case 'equation':
    case 'list':
      return 0;
    case 'sum':
      return formula.total === 1 && formula.terms[0] ? levelOf(formula.terms[0]) : 1;
    case 'difference':
      return 1;
    case 'product':
    case 'fraction':
    case 'sigma':
      return 2;
    case 'power':
      return 3;
    case 'number':
    case 'name':
    case 'code':
    case 'mean':
    case 'root':
    case 'function':
      return 4;
    default:
      return formula satisfies never;
  }
}

/** Whether a formula is a number with a minus sign. */
export function isNegative(formula: Formula): formula is NumberFormula {
  return formula.node === 'number' && (formula.value < 0 || Object.is(formula.value, -0));
}
