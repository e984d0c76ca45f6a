import { number as literal } from '../program/python.ts';
import { formulaText } from './formulaText.ts';
import { isNegative, levelOf, type Formula, type FunctionName } from './formula.ts';

const PYTHON: Readonly<Record<FunctionName, string>> = {
  max: 'max',
  abs: 'abs',
  tanh: 'math.tanh',
  erf: 'math.erf',
  silu: 'torch.nn.functional.silu',
  sigmoid: 'torch.sigmoid',
  std: 'std',
};

/** Functions of PyTorch's, which take tensors only. */
const OF_TENSORS: ReadonlySet<FunctionName> = new Set(['silu', 'sigmoid']);

/** A formula as a Python expression. */
export interface PythonFormula {
  readonly code: string;
  /** Variables that it reads. */
  readonly names: ReadonlySet<string>;
  /** False where terms are left out, so that it is not the number that it stands for. */
  readonly whole: boolean;
}

/** The tensors have the plain letters; a single cell's value has a name of its own. */
const RENAMED: Readonly<Record<string, string>> = { x: 'x_own', y: 'y_own' };

/**
 * The variable that stands for a letter, or for a letter's mean: `mu`, `x_own`, `mean_x2`; null for anything that has
 * to be computed.
 */
export function pythonName(formula: Formula): string | null {
  if (formula.node === 'mean') return `mean_${plainLetters(formulaText(formula.of))}`;
  if (formula.node !== 'name') return null;
  const name = RENAMED[formula.symbol] ?? formula.symbol;
  return formula.sub === undefined ? name : `${name}_${formula.sub}`;
}

function plainLetters(text: string): string {
  return text.replaceAll('²', '2').replaceAll(/\W+/g, '_').replaceAll(/^_|_$/g, '');
}

/** A formula as Python over tensors: `xi` holds a group's values, Σ is their sum. */
export function formulaPython(formula: Formula): PythonFormula {
  const names = new Set<string>();
  let whole = true;

  const within = (part: Formula, level: number, lead = false): string => {
    const code = written(part);
    const bracketed = levelOf(part) < level || (!lead && isNegative(part));
    return bracketed ? `(${code})` : code;
  };

  const named = (name: string): string => {
    names.add(name);
    return name;
  };

  function written(part: Formula): string {
    switch (part.node) {
      case 'number':
        return literal(part.value);
      case 'name':
      case 'mean':
        return named(pythonName(part) ?? '');
      case 'code':
        named(part.text.replace(/\[.*/, ''));
        return part.text;
      case 'sum':
      case 'list':
        if (part.total > part.terms.length) whole = false;
        return part.terms.map((term) => within(term, 2)).join(part.node === 'sum' ? ' + ' : ', ');
      case 'sigma':
        return `${within(part.of, 4)}.sum()`;
      case 'difference':
        return `${within(part.from, 1, true)} - ${within(part.less, 2)}`;
      case 'product':
        return part.factors.map((factor) => within(factor, 2)).join(' * ');
      case 'fraction':
        return `${within(part.above, 2)} / ${within(part.below, 3)}`;
      case 'power':
        return `${within(part.base, 4)} ** ${within(part.exponent, 4)}`;
      case 'root':
        return `${within(part.of, 4)} ** 0.5`;
      case 'function':
        return `${PYTHON[part.called]}(${part.of
          .map((each) => within(each, 0, true))
          .map((code) =>
            OF_TENSORS.has(part.called) ? `torch.as_tensor(${code}, dtype=torch.float64)` : code,
          )
          .join(', ')})`;
      case 'equation':
        return part.sides.map((side) => within(side, 1)).join(' == ');
      default:
        return part satisfies never;
    }
  }

  const code = written(formula);
  return { code, names, whole };
}
