import {
  isNegative,
  levelOf,
  SYMBOLS,
  termsShown,
  type Formula,
  type ManyFormula,
  type Role,
} from './formula.ts';
import { numberTex } from './numbers.ts';

/** Puts TeX into the colour of its role. @param cell  flat index of the cell that a term comes from */
export type Paint = (role: Role, tex: string, cell?: number) => string;

const MOST_TERMS = 8;
/** Operators between two parts stand between spaces. */
const OPERATOR = / ([-+=]|\\cdot|\\leftarrow) /g;
const PLAIN: Paint = (_, tex) => tex;

/**
 * A formula as TeX.
 * @param paint  colours it; without it is plain, as for a paper
 * @param flat   a mean of many terms stands in a line, (a + b + …) / n, which can be broken before its operators
 */
export function formulaTex(formula: Formula, paint: Paint = PLAIN, flat = false): string {
  const tex = within(flat ? flattened(formula) : formula, 0, true, paint);
  // TeX breaks after an operator, which would part a sign from its number.
  return flat
    ? tex
        .replaceAll(OPERATOR, ' \\allowbreak $1 \\nobreak ')
        .replaceAll('\\times ', '\\times \\nobreak ')
    : tex;
}

/** Sums over something as products with a slash, where a fraction could not be broken. */
function flattened(formula: Formula): Formula {
  if (formula.node === 'equation') return { ...formula, sides: formula.sides.map(flattened) };
  if (formula.node === 'fraction' && formula.above.node === 'sum')
    return { ...formula, line: true };
  return formula;
}

function within(formula: Formula, level: number, lead: boolean, paint: Paint): string {
  const tex = written(formula, lead, paint);
  const bracketed = levelOf(formula) < level || (!lead && isNegative(formula));
  return bracketed ? `\\left( ${tex} \\right)` : tex;
}

function written(formula: Formula, lead: boolean, paint: Paint): string {
  const at = (part: Formula, level: number, first: boolean) => within(part, level, first, paint);
  switch (formula.node) {
    case 'number':
      return paint(formula.role, numberTex(formula.value, formula.digits), formula.cell);
    case 'name': {
      const { tex } = SYMBOLS[formula.symbol];
      return paint(formula.role, formula.sub === undefined ? tex : `${tex}_{${formula.sub}}`);
    }
    case 'code':
      return paint(formula.role, `\\mathtt{${formula.text.replaceAll('_', '\\_')}}`);
    case 'sum':
      return (
        shown(formula)
          .map((term, i) => {
            if (i === 0) return at(term, 1, lead);
            if (!isNegative(term)) return ` + ${at(term, 2, false)}`;
            return ` - ${at({ ...term, value: -term.value }, 2, true)}`;
          })
          .join('') + (isCut(formula) ? ' + \\dots' : '')
      );
    case 'list':
      return [
        ...shown(formula).map((term) => at(term, 0, true)),
        ...(isCut(formula) ? ['\\dots'] : []),
      ].join(', ');
    case 'sigma':
      return `\\sum_{i=1}^{n} ${at(formula.of, 3, true)}`;
    case 'mean':
      return `\\overline{${at(formula.of, 0, true)}}`;
    case 'difference':
      return `${at(formula.from, 1, lead)} - ${at(formula.less, 2, false)}`;
    case 'product':
      return formula.factors
        .map((factor, i) => at(factor, 2, lead && i === 0))
        .join(formula.factors.some(isNumber) ? ' \\cdot ' : ' \\, ');
    case 'fraction':
      // Brackets that do not grow leave the operators between them free to break.
      if (formula.line) return `(${at(formula.above, 0, true)}) / ${at(formula.below, 3, false)}`;
      return `\\frac{${at(formula.above, 0, true)}}{${at(formula.below, 0, true)}}`;
    case 'power':
      return `${at(formula.base, 4, false)}^{${at(formula.exponent, 0, true)}}`;
    case 'root':
      return `\\sqrt{${at(formula.of, 0, true)}}`;
    case 'function': {
      const of = formula.of.map((each) => at(each, 0, true)).join(', ');
      if (formula.called === 'abs') return `\\left| ${of} \\right|`;
      return `\\operatorname{${formula.called}}\\left( ${of} \\right)`;
    }
    case 'equation':
      return formula.sides
        .map((side) => at(side, 0, true))
        .reduce(
          (tex, side, i) =>
            `${tex} ${i === 1 && formula.sign === '←' ? '\\leftarrow' : '='} ${side}`,
        );
    default:
      return formula satisfies never;
  }
}

const isNumber = (formula: Formula) => formula.node === 'number';
const shown = (many: ManyFormula) => termsShown(many, MOST_TERMS);
const isCut = ({ terms, total }: ManyFormula) => total > Math.min(terms.length, MOST_TERMS);
