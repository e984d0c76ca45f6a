import { rowMajorStrides } from '../../../core/tensor/strides.ts';
import { volume } from './chunks.ts';

/** Part of a row-major table: a range of indices along each of its dimensions. */
export interface Region {
  /** Sizes of the whole table. */
  readonly whole: readonly number[];
  readonly from: readonly number[];
  readonly sizes: readonly number[];
}

/** True for a region that is the table itself. */
export function isWhole({ whole, sizes }: Region): boolean {
  return whole.every((size, i) => size === sizes[i]);
}

/**
 * Visits a region's entries in runs that lie side by side.
 * @param visit  told the first entry in the region, the first entry in the table, and how many follow each other
 */
export function eachRun(
  { whole, from, sizes }: Region,
  visit: (local: number, global: number, length: number) => void,
): void {
  let inner = whole.length;
  while (inner > 0 && whole[inner - 1] === sizes[inner - 1]) inner--;
  // One dimension that is cut still lies in one piece; all inside it are whole.
  const outer = Math.max(0, inner - 1);
  const strides = rowMajorStrides(whole);
  const length = volume(sizes, outer);
  const runs = volume(sizes.slice(0, outer));
  for (let run = 0; run < runs; run++) {
    let rest = run;
    let global = outer < whole.length ? (from[outer] ?? 0) * (strides[outer] ?? 0) : 0;
    for (let i = outer - 1; i >= 0; i--) {
      const size = sizes[i] ?? 1;
      global += ((from[i] ?? 0) + (rest % size)) * (strides[i] ?? 0);
      rest = Math.floor(rest / size);
    }
    visit(run * length, global, length);
  }
}

/** A region's entries of a table; the table itself when the region is all of it. */
export function partOf<T extends Float32Array | Float64Array>(table: T, region: Region): T {
  if (isWhole(region)) return table;
  const part = new (table.constructor as new (length: number) => T)(volume(region.sizes));
  eachRun(region, (local, global, length) => {
    part.set(table.subarray(global, global + length), local);
  });
  return part;
}
