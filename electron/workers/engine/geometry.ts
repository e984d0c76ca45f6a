import { memoized } from '../../../core/memoized.ts';
import type { Geometry as Merged, Run } from '../../../core/norm/mergeAxes.ts';

/** One kept dimension outside the inner run: size, stride in elements, stride into γ and β. */
export type KeptDim = readonly [size: number, stride: number, paramStride: number];

/**
 * A plan as the kernels see it. The merged view is an alternation of kept and reduced runs; the innermost of them is
 * contiguous and decides the kernel.
 */
export interface Geometry {
  readonly kernel: 'reducedInner' | 'keptInner';
  readonly inner: number;
  readonly innerParam: 0 | 1;
  /** Kept inner: neighbouring rows that are walked as one. 1 otherwise. */
  readonly fold: number;
  /** Kept inner: columns of one more row, of what is left over by folding. 0 otherwise. */
  readonly tail: number;
  /** Runs of a group; kept inner: rows as they are walked, without the shorter one. */
  readonly runCount: number;
  /** Kept inner: elements from one row to the next, where `runs` is empty because they lie end to end and share γ and β. */
  readonly rowStride: number;
  /** Exactly three, outermost first. */
  readonly kept: readonly [KeptDim, KeptDim, KeptDim];
  /** Element offset and γ/β offset of every run of a group, row-major over the reduced dimensions. */
  readonly runs: Int32Array;
  readonly groups: number;
  readonly groupSize: number;
}

const NONE: KeptDim = [1, 0, 0];
const MAX_RUNS = 1 << 22;
/** Columns that short rows are folded to, if whole vectors come of it before there are too many. */
const FOLDED = 60;
const FOLDED_MOST = 512;

function runTable(reduced: readonly Run[]): Int32Array | null {
  const count = reduced.reduce((product, dim) => product * dim.size, 1);
  if (count > MAX_RUNS) return null;
  const table = new Int32Array(count * 2);
  let repeat = count;
  for (const dim of reduced) {
    repeat /= dim.size;
    for (let run = 0; run < count; run++) {
      const index = Math.floor(run / repeat) % dim.size;
      table[run * 2] = (table[run * 2] ?? 0) + index * dim.stride;
      table[run * 2 + 1] = (table[run * 2 + 1] ?? 0) + index * dim.paramStride;
    }
  }
  return table;
}

/**
 * The kernels' geometry, null where they do not fit (more than three separate kept dimensions) and the reference kernel does the work.
 */
export const geometryOf = memoized((merged: Merged): Geometry | null => {
  const [kept, reduced] = [[...merged.kept], [...merged.reduced]];
  const isInner = (run: Run | undefined) => run?.stride === 1;
  const kernel = isInner(kept.at(-1)) ? 'keptInner' : 'reducedInner';
  const inner = kernel === 'keptInner' ? kept.pop() : isInner(reduced.at(-1)) && reduced.pop();
  const last = inner || { size: 1, stride: 1, paramStride: 0 };
  if (kept.length > 3) return null;
  const rows = kernel === 'keptInner' ? evenRows(reduced, last.size) : null;
  const runs = rows ? new Int32Array(0) : runTable(reduced);
  if (!runs) return null;
  const dims = kept.map((dim): KeptDim => [dim.size, dim.stride, dim.paramStride]);
  while (dims.length < 3) dims.unshift(NONE);
  return {
    kernel,
    inner: last.size,
    innerParam: last.paramStride === 0 ? 0 : 1,
    ...(rows ?? { fold: 1, tail: 0, runCount: runs.length / 2, rowStride: 0 }),
    kept: [dims[0] ?? NONE, dims[1] ?? NONE, dims[2] ?? NONE],
    runs,
    groups: merged.groups,
    groupSize: merged.groupSize,
  };
});

/** Rows of `inner` columns that lie end to end and share γ and β, folded where they are short; null where they do not. */
function evenRows(
  reduced: readonly Run[],
  inner: number,
): Pick<Geometry, 'fold' | 'tail' | 'runCount' | 'rowStride'> | null {
  const [{ size: rows, stride, paramStride } = { size: 1, stride: inner, paramStride: 0 }] =
    reduced;
  if (reduced.length > 1 || stride !== inner || paramStride !== 0) return null;
  const fold = foldOf(rows, inner);
  const runCount = Math.floor(rows / fold);
  return { fold, tail: (rows - runCount * fold) * inner, runCount, rowStride: fold * inner };
}

function foldOf(rows: number, inner: number): number {
  for (let fold = Math.max(1, Math.round(FOLDED / inner)); fold * inner <= FOLDED_MOST; fold++)
    if ((fold * inner) % 4 === 0) return fold <= rows ? fold : 1;
  return 1;
}
