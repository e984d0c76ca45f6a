import { expect, test } from 'vitest';
import { tellStations } from '../../../core/explain/stations.ts';
import { traceCell } from '../../../core/explain/trace.ts';
import type { Formula, Role } from '../../../core/formula/formula.ts';
import { formulaTokens } from '../../../core/formula/formulaText.ts';
import { LAYERS } from '../../../core/norm/layers.ts';
import type { CellTrace } from '../../../core/station/cellTrace.ts';
import { runsOf } from '../conformance/runs.ts';

const ROLES: readonly string[] = [
  'plain',
  'own',
  'mean',
  'variance',
  'gamma',
  'beta',
  'eps',
  'output',
  'quiet',
] satisfies readonly Role[];

/** Numbers of a trace, and the colours that they may have: x and what it becomes is the traced cell's own, or one of its group. */
function coloursOf(trace: CellTrace): ReadonlyMap<number, readonly string[]> {
  const { running } = trace;
  const own = ['own', 'plain', 'output'];
  const all: readonly (readonly [number | null | undefined, readonly string[]])[] = [
    [trace.mean, ['mean']],
    [trace.variance, ['variance']],
    [trace.varianceUnbiased, ['variance']],
    [1 / trace.rstd, ['variance']],
    [running?.meanBefore, ['mean']],
    [running?.meanAfter, ['mean']],
    [running?.varBefore, ['variance']],
    [running?.varAfter, ['variance']],
    [trace.weight, ['gamma']],
    [trace.bias, ['beta']],
    [trace.eps, ['eps']],
    [trace.y, ['output']],
    [trace.xhat, ['output']],
    [trace.x, own],
    [trace.deviation, own],
    [trace.squaredDeviation, own],
  ];
  const colours = new Map<number, string[]>();
  for (const [value, roles] of all)
    if (value !== null && value !== undefined)
      colours.set(value, [...(colours.get(value) ?? []), ...roles]);
  return colours;
}

/** Numbers of a formula with their roles. */
function numbersOf(formula: Formula): readonly (readonly [number, string])[] {
  if (formula.node === 'number') return [[formula.value, formula.role]];
  return Object.values(formula)
    .flatMap((part: unknown) => (Array.isArray(part) ? (part as unknown[]) : [part]))
    .filter((part): part is Formula => typeof part === 'object' && part !== null)
    .flatMap(numbersOf);
}

/** Colours of buffers by their names. */
const BUFFERS = { running_mean: 'mean', running_var: 'variance' } as const;

/** Numbers that many things may be, as counts and factors are. */
const isTelling = (value: number) => Math.abs(value) > 1e-4 && !Number.isInteger(value * 20);

test.each(LAYERS.map((row) => [row.name, row] as const))(
  'in %s what stands in a formula has the colour of what it is, and every letter is there',
  (_, row) => {
    for (const run of runsOf(row).slice(0, 20)) {
      const trace = traceCell(run.result, run.x, 9 % run.x.data.length, Infinity);
      const colours = coloursOf(trace);
      const { r, d } = trace.extra;
      for (const { id, letters, numbers } of tellStations(trace)) {
        const where = `${run.name}, ${id}`;
        for (const [value, role] of numbers.flatMap(numbersOf))
          // BatchRenorm's r and d are the root and mean themselves over running statistics of 1 and 0
          if (isTelling(value) && colours.has(value) && ![r, d].includes(value))
            expect(colours.get(value), `${where}: ${value}`).toContain(role);
        for (const { text, role } of [letters, ...numbers].flatMap((one) => formulaTokens(one))) {
          expect(text, where).not.toBe('');
          expect(ROLES, where).toContain(role);
          for (const [name, colour] of Object.entries(BUFFERS))
            if (text.startsWith(name)) expect(role, `${where}: ${text}`).toBe(colour);
        }
      }
    }
  },
);
