import { memoized } from '../../../core/memoized.ts';
import { runsOf, type RoleRun } from '../../../core/norm/mergeAxes.ts';
import type { MomentsPlan } from '../../../core/norm/spec.ts';

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
  /** Kept inner: neighbouring rows that are walked as one, so that `runs` describes every fold-th row. 1 otherwise. */
  readonly fold: number;
  /** Exactly three, outermost first. */
  readonly kept: readonly [KeptDim, KeptDim, KeptDim];
  /** Element offset and γ/β offset of every run of a group, row-major over the reduced dimensions. */
  readonly runs: Int32Array;
  readonly groups: number;
  readonly groupSize: number;
}

const NONE: KeptDim = [1, 0, 0];
const MAX_RUNS = 1 << 22;
/** Columns that a folded row has at most. */
const FOLDED = 512;

function runTable(reduced: readonly RoleRun[]): Int32Array | null {
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
 * The geometry of a plan, null where the kernels do not fit it (more than three separate kept dimensions, replicas)
 * and the reference kernel does the work.
 */
export const geometryOf = memoized((plan: MomentsPlan): Geometry | null => {
  if (plan.replicas !== null) return null;
  const merged = runsOf(plan.view);
  const last = merged.pop() ?? {
    size: 1,
    stride: 1,
    role: 'reduced',
    param: false,
    paramStride: 0,
  };
  const kept = merged.filter((dim) => dim.role === 'kept');
  if (kept.length > 3) return null;
  const runs = runTable(merged.filter((dim) => dim.role === 'reduced'));
  if (!runs) return null;
  const dims = kept.map((dim): KeptDim => [dim.size, dim.stride, dim.paramStride]);
  while (dims.length < 3) dims.unshift(NONE);
  const kernel = last.role === 'reduced' ? 'reducedInner' : 'keptInner';
  const fold = kernel === 'keptInner' ? foldOf(runs, last.size) : 1;
  return {
    kernel,
    inner: last.size,
    innerParam: last.param ? 1 : 0,
    fold,
    kept: [dims[0] ?? NONE, dims[1] ?? NONE, dims[2] ?? NONE],
    runs: fold === 1 ? runs : everyNth(runs, fold),
    groups: plan.groups,
    groupSize: plan.groupSize,
  };
});

/** Short rows that lie end to end and share γ and β are walked several at a time: their number has to divide all rows. */
function foldOf(runs: Int32Array, inner: number): number {
  const rows = runs.length / 2;
  for (let row = 0; row < rows; row++)
    if (runs[row * 2] !== row * inner || runs[row * 2 + 1] !== 0) return 1;
  for (let fold = Math.min(rows, Math.floor(FOLDED / inner)); fold > 1; fold--)
    if (rows % fold === 0) return fold;
  return 1;
}

function everyNth(runs: Int32Array, n: number): Int32Array {
  const rows = runs.length / 2 / n;
  return Int32Array.from({ length: rows * 2 }, (_, i) => runs[(i >> 1) * n * 2 + (i & 1)] ?? 0);
}
