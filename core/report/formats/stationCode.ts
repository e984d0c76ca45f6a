import type { Formula, ManyFormula } from '../../formula/formula.ts';
import { formulaPython, pythonName } from '../../formula/formulaPython.ts';
import { arithmeticOf } from '../../norm/kinds/arithmetic.ts';
import { number as literal } from '../../program/python.ts';
import type { CellTrace } from '../../station/cellTrace.ts';
import type { ToldStation } from '../../station/station.ts';

/** Constants that a station's letters may need, as Python. */
type Constants = Readonly<Record<string, number | null>>;

/** What letters stand for in the traced cell, where it is given from outside. */
function constantsOf(trace: CellTrace): Constants {
  const { window } = trace;
  return {
    n: trace.n,
    eps: trace.eps,
    gamma: trace.weight,
    beta: trace.bias,
    alpha: window?.alpha ?? null,
    k: window?.k ?? null,
    exponent: window?.beta ?? null,
  };
}

/**
 * Variables of the cell's arithmetic: its group's values `xi`, its own value, and the constants that the letters of
 * the stations read.
 */
export function cellLines(trace: CellTrace, stations: readonly ToldStation[]): string[] {
  const read = new Set(stations.flatMap(({ letters }) => [...formulaPython(letters).names]));
  const constants = Object.entries(constantsOf(trace)).flatMap(([name, value]) =>
    value !== null && read.has(name)
      ? [`${name} = torch.tensor(${literal(value)}, dtype=torch.float64)`]
      : [],
  );
  return [
    `x_own = x[${trace.index.join(', ')}].double()`,
    `xi = ${groupCode(trace)}`,
    ...constants,
  ];
}

/** The values of the cell's group or neighbourhood, in a row. */
function groupCode({ plan, group, statIndex, cells, total }: CellTrace): string {
  if (group < 0 || total !== plan.groupSize)
    return `torch.stack([${cells.map(({ index }) => `x[${index.join(', ')}]`).join(', ')}]).double()`;
  let kept = 0;
  const place = plan.view.map(({ role }) =>
    role === 'kept' ? String(statIndex[kept++]?.index ?? 0) : ':',
  );
  const split = plan.view.length !== plan.shape.length;
  const view = split ? `x.reshape(${plan.view.map(({ size }) => size).join(', ')})` : 'x';
  return `${view}[${place.join(', ')}].double().flatten()`;
}

/**
 * A station as lines of Python that compute it with the variables of the stations before it, and compare it with
 * what the program says. A station whose letters cannot be read so is checked by its numbers.
 * @param known  variables that there are; the station's own is added
 */
export function stationLines(station: ToldStation, trace: CellTrace, known: Set<string>): string[] {
  if (!arithmeticOf(trace.plan).plain(trace.plan))
    return station.numbers.flatMap((line) => sidesLines(line, new Set()));
  const made = assigned(station, trace, known);
  if (!made) return numbersLines(station, known);
  const [name, code] = made;
  known.add(name);
  return [`${name} = ${code}`, `check("${name}", ${name}, ${literal(station.value)})`];
}

/** Left and right side of the station's equation; its id names what has no letter. */
function assigned(
  { id, letters, numbers }: ToldStation,
  { eps, variance }: CellTrace,
  known: ReadonlySet<string>,
): readonly [name: string, code: string] | null {
  const readable = (formula: Formula) => {
    const { code, names, whole } = formulaPython(formula);
    return whole && [...names].every((name) => known.has(name)) ? code : null;
  };
  // What the inverse of 0 is, is PyTorch's to say.
  if (letters.node === 'list' || (eps === 0 && variance === 0)) return null;
  if (letters.node !== 'equation') {
    const code = readable(letters);
    return code === null ? null : [id, code];
  }
  if (letters.sign === '←') return null;
  // A buffer in letters is all of it; in numbers it is this channel's entry.
  for (const formula of [letters, ...numbers]) {
    if (formula.node !== 'equation') continue;
    const [left, right] = formula.sides;
    const name = left && pythonName(left);
    if (!name || !right || (formula === letters && hasBuffer(right))) continue;
    const code = readable(right);
    if (code !== null) return [name, code];
  }
  return null;
}

const hasBuffer = (formula: Formula) => formula.node === 'code';

/** Every side of the station's equations that can be computed, compared with what it comes to. */
function numbersLines({ numbers }: ToldStation, known: Set<string>): string[] {
  return numbers.flatMap((formula) => {
    if (formula.node === 'list') return listLines(formula);
    if (formula.node !== 'equation') return [];
    const result = formula.sides.at(-1);
    if (result?.node !== 'number') return [];
    const [first] = formula.sides;
    const name = first && pythonName(first);
    const lines = sidesLines(formula, known);
    if (!name || known.has(name)) return lines;
    known.add(name);
    return [...lines, `${name} = torch.tensor(${literal(result.value)}, dtype=torch.float64)`];
  });
}

/** Sides of an equation that can be computed with the variables that there are, compared with what it comes to. */
function sidesLines(formula: Formula, known: ReadonlySet<string>): string[] {
  if (formula.node !== 'equation') return [];
  const result = formula.sides.at(-1);
  if (result?.node !== 'number') return [];
  return formula.sides.slice(0, -1).flatMap((side) => {
    const { code, names, whole } = formulaPython(side);
    return whole && [...names].every((one) => known.has(one))
      ? [`check(${JSON.stringify(code)}, ${code}, ${literal(result.value)})`]
      : [];
  });
}

/** A row of the group's own values. */
function listLines(formula: ManyFormula): string[] {
  const values = formula.terms.flatMap((term) => (term.node === 'number' ? [term.value] : []));
  if (values.length !== formula.total) return [];
  return [`check("xi", xi, [${values.map(literal).join(', ')}])`];
}
