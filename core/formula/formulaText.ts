import {
  isNegative,
  levelOf,
  SYMBOLS,
  termsShown,
  type Formula,
  type ManyFormula,
  type NumberFormula,
  type Role,
} from './formula.ts';
import { numberText } from './numbers.ts';

/** A stretch of a formula, in the colour of its role. */
export interface Token {
  readonly text: string;
  readonly role: Role;
  /** The cell that a term comes from. */
  readonly cell?: number;
}

export interface TextOptions {
  /** Terms of a sum that are written out; 8 when left out. */
  readonly most?: number;
  /** What is said of the terms that are not: "42 more". */
  readonly more?: (count: number) => string;
}

const MOST_TERMS = 8;
const MINUS = '\u2212';
const SMALL = '₀₁₂₃₄₅₆₇₈₉';

/** A formula as text, for screens without formulas, screen readers and the clipboard. */
export function formulaText(formula: Formula, options: TextOptions = {}): string {
  return formulaTokens(formula, options)
    .map(({ text }) => text)
    .join('');
}

/** A formula as text whose numbers and letters have the colours of their roles. */
export function formulaTokens(formula: Formula, options: TextOptions = {}): Token[] {
  return merged(within(formula, 0, true, options));
}

/** @param lead  whether it stands at the beginning, where a minus sign needs no brackets */
function within(formula: Formula, level: number, lead: boolean, options: TextOptions): Token[] {
  const bracketed = levelOf(formula) < level || (!lead && isNegative(formula));
  if (!bracketed) return written(formula, lead, options);
  return [plain('('), ...written(formula, true, options), plain(')')];
}

function written(formula: Formula, lead: boolean, options: TextOptions): Token[] {
  const at = (part: Formula, level: number, first: boolean) => within(part, level, first, options);
  switch (formula.node) {
    case 'number':
      return [numberToken(formula)];
    case 'name':
      return [{ text: SYMBOLS[formula.symbol].text + small(formula.sub), role: formula.role }];
    case 'code':
      return [{ text: formula.text, role: formula.role }];
    case 'sum':
      return [
        ...termsShown(formula, options.most ?? MOST_TERMS).flatMap((term, i) => {
          if (i === 0) return at(term, 1, lead);
          if (isNegative(term))
            return [plain(` ${MINUS} `), ...written(opposite(term), true, options)];
          return [plain(' + '), ...at(term, 2, false)];
        }),
        ...rest(formula, ' + ', options),
      ];
    case 'list':
      return [
        ...termsShown(formula, options.most ?? MOST_TERMS).flatMap((term, i) => [
          plain(i === 0 ? '' : ', '),
          ...at(term, 0, true),
        ]),
        ...rest(formula, ', ', options),
      ];
    case 'sigma':
      return [plain('Σ'), ...at(formula.of, 3, true)];
    case 'mean':
      return [plain('mean('), ...at(formula.of, 0, true), plain(')')];
    case 'difference':
      return [...at(formula.from, 1, lead), plain(` ${MINUS} `), ...at(formula.less, 2, false)];
    case 'product':
      return formula.factors.flatMap((factor, i) => [
        plain(i === 0 ? '' : ' · '),
        ...at(factor, 2, lead && i === 0),
      ]);
    case 'fraction':
      return [...at(formula.above, 2, lead), plain(' / '), ...at(formula.below, 3, false)];
    case 'power':
      return [...at(formula.base, 4, false), ...exponent(formula.exponent, options)];
    case 'root':
      return [plain('√'), ...at(formula.of, 4, false)];
    case 'function': {
      const of = formula.of.flatMap((each, i) => [
        plain(i === 0 ? '' : ', '),
        ...at(each, 0, true),
      ]);
      if (formula.called === 'abs') return [plain('|'), ...of, plain('|')];
      return [plain(`${formula.called}(`), ...of, plain(')')];
    }
    case 'equation':
      return formula.sides.flatMap((side, i) => [
        plain(i === 0 ? '' : ` ${i === 1 ? formula.sign : '='} `),
        ...at(side, 0, true),
      ]);
    default:
      return formula satisfies never;
  }
}

/** The same text, which breaks before its operators only: a sign stays with its number, a divisor with what it divides. */
export const unparted = (text: string): string =>
  text.replaceAll(' / ', '\u00a0/\u00a0').replaceAll(/ ([+\u2212·=←]) /g, ' $1\u00a0');

const plain = (text: string): Token => ({ text, role: 'plain' });

const numberToken = ({ value, digits, role, cell }: NumberFormula): Token => ({
  text: numberText(value, digits),
  role,
  ...(cell !== undefined && { cell }),
});

const opposite = (term: NumberFormula): NumberFormula => ({ ...term, value: -term.value });

function exponent(formula: Formula, options: TextOptions): Token[] {
  if (formula.node === 'number' && formula.value === 2) return [plain('²')];
  return [plain('^'), ...within(formula, 4, false, options)];
}

function rest(many: ManyFormula, join: string, { most = MOST_TERMS, more }: TextOptions): Token[] {
  const left = many.total - Math.min(many.terms.length, most);
  if (left <= 0) return [];
  return [plain(join), { text: more ? `… ${more(left)}` : '…', role: 'quiet' }];
}

function small(sub: number | undefined): string {
  if (sub === undefined) return '';
  return [...String(sub)].map((digit) => SMALL[Number(digit)]).join('');
}

/** Neighbours of one role in one stretch. */
function merged(tokens: readonly Token[]): Token[] {
  const found: Token[] = [];
  for (const token of tokens) {
    const last = found.at(-1);
    if (token.text === '') continue;
    if (last?.role === token.role && last.cell === token.cell)
      found[found.length - 1] = { ...last, text: last.text + token.text };
    else found.push(token);
  }
  return found;
}
