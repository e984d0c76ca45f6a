import { entriesOf, type CellLaw, type LawName } from '../../../core/norm/kinds/cells.ts';
import type { Borrowed } from './borrowed.ts';
import type { Crew } from './crew.ts';
import type { Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** Offsets of a job's fields in bytes: the twin of core/kernels/cellJob.ts. */
export const CELL_JOB = {
  X: 0,
  Y: 4,
  LAW: 8,
  RUN: 12,
  ENTRIES: 16,
  TABLES: 20,
  ALPHA: 40,
  SHIFT: 48,
  NOT_FINITE: 56,
  SIZE: 64,
} as const;

/** The kernel's numbers for the laws. */
const LAWS: Readonly<Record<LawName, number>> = {
  tanh: 0,
  erf: 1,
  gate: 2,
  floor: 3,
  swish: 4,
  larger: 5,
};

/** Shorter stretches of cells are not worth a loop of their own: their tables are written out for so many. */
const STRETCH = 256;

/** Where cells are read and written, in the memory. */
export interface CellsPlace {
  readonly x: number;
  readonly y: number;
  readonly values: number;
}

/**
 * Every cell by itself, from an address to another or to the same.
 * @returns whether a NaN or infinity may have been written
 */
export function runCells(
  memory: TensorMemory,
  crew: Crew,
  blocks: Borrowed,
  law: CellLaw,
  place: CellsPlace,
  limits: Limits,
): boolean {
  const job = writeCells(memory, blocks, law, place);
  const size = Math.ceil(limits.chunkBytes / 64) * 16;
  const args = { job, size, total: place.values, group: 0, a: 0, b: 0, c: 0 };
  crew.run('cells', args, place.values >= limits.spreadFrom);
  return memory.int32(job + CELL_JOB.NOT_FINITE, 1)[0] !== 0;
}

/** Address of a job that describes cells. */
export function writeCells(
  memory: TensorMemory,
  blocks: Borrowed,
  law: CellLaw,
  { x, y, values }: CellsPlace,
): number {
  const { own, gain, bias, run, entries } = writtenOut(law, values);
  const job = blocks.allocate(CELL_JOB.SIZE);
  const tables = [own[0], own[1], own[2], gain, bias].map((table) => blocks.float32(table));
  const words = memory.int32(job, CELL_JOB.SIZE / 4);
  words[CELL_JOB.X / 4] = x;
  words[CELL_JOB.Y / 4] = y;
  words[CELL_JOB.LAW / 4] = LAWS[law.law];
  words[CELL_JOB.RUN / 4] = run;
  words[CELL_JOB.ENTRIES / 4] = entries;
  words.set(tables, CELL_JOB.TABLES / 4);
  words[CELL_JOB.NOT_FINITE / 4] = 0;
  const numbers = memory.float64(job, CELL_JOB.SIZE / 8);
  numbers[CELL_JOB.ALPHA / 8] = law.alpha ?? 1;
  numbers[CELL_JOB.SHIFT / 8] = law.shift ?? 0;
  return job;
}

/** The tables as they are, or once more for every cell and again from the beginning, until they last for a long stretch. */
function writtenOut(law: CellLaw, values: number): CellLaw & { readonly entries: number } {
  const entries = entriesOf(law);
  const { run } = law;
  const period = entries * run;
  if (run >= STRETCH || (run === 1 && entries >= STRETCH) || period > values)
    return { ...law, entries };
  const length = period * Math.ceil(STRETCH / period);
  const write = <T extends ArrayLike<number>>(table: T) =>
    Float32Array.from({ length }, (_, at) => table[Math.floor(at / run) % entries]!);
  return {
    ...law,
    own: law.own.map(write),
    gain: law.gain && write(law.gain),
    bias: law.bias && write(law.bias),
    run: 1,
    entries: length,
  };
}
