import { rowMajorStrides } from '../tensor/strides.ts';
import { numel } from '../tensor/tensor.ts';

/** Cells that share one mean and one variance: some whole dimensions, or channels in groups with some of the others. */
export interface Covering {
  /** Positions of the dimensions that are reduced, fully or in part. */
  readonly reduced: readonly number[];
  /** The dimension whose neighbouring entries form groups, and how many; null where all are whole. */
  readonly split: { readonly dim: number; readonly groups: number } | null;
}

/** A dimension of the input, or one half of a split one, as a walk goes along it. */
export interface WalkDim {
  readonly dim: number;
  readonly size: number;
  /** Elements between neighbours. */
  readonly stride: number;
  /** Entries of the dimension between neighbours: the size of a group for its outer half. */
  readonly unit: number;
}

/** The dimensions of a covering: those along which statistics differ, and those that they cover. */
export interface Walk {
  readonly kept: readonly WalkDim[];
  readonly reduced: readonly WalkDim[];
  /** Cells of a group. */
  readonly size: number;
}

export function walkOf(shape: readonly number[], { reduced, split }: Covering): Walk {
  const strides = rowMajorStrides(shape);
  const kept: WalkDim[] = [];
  const covered: WalkDim[] = [];
  for (const [dim, size] of shape.entries()) {
    const stride = strides[dim]!;
    if (split?.dim === dim) {
      const inner = size / split.groups;
      kept.push({ dim, size: split.groups, stride: stride * inner, unit: inner });
      covered.push({ dim, size: inner, stride, unit: 1 });
    } else (reduced.includes(dim) ? covered : kept).push({ dim, size, stride, unit: 1 });
  }
  return { kept, reduced: covered, size: numel(covered.map(({ size }) => size)) };
}

/** More dimensions are not searched one by one. */
const MOST_DIMS = 6;
const MOST_GROUPINGS = 12;

/**
 * Every set of cells that a layer may average over: each subset of the dimensions (size 1 counts neither way), and channels in groups, with
 * all other dimensions but the first, or alone.
 */
export function coveringsOf(shape: readonly number[]): Covering[] {
  const dims = shape.flatMap((size, dim) => (size > 1 ? [dim] : [])).slice(0, MOST_DIMS);
  const found: Covering[] = [];
  for (let bits = 1; bits < 2 ** dims.length; bits++)
    found.push({ reduced: dims.filter((_, i) => bits & (1 << i)), split: null });
  for (const dim of channelDims(shape))
    for (const groups of properDivisors(shape[dim]!).slice(0, MOST_GROUPINGS)) {
      const others = dims.filter((other) => other !== dim && other !== 0);
      const split = { dim, groups };
      found.push({ reduced: [...others, dim].sort((a, b) => a - b), split });
      if (others.length > 0) found.push({ reduced: [dim], split });
    }
  return found;
}

/** Where channels are: second, or last. */
function channelDims(shape: readonly number[]): number[] {
  if (shape.length < 2) return [];
  return [...new Set([1, shape.length - 1])];
}

function properDivisors(size: number): number[] {
  const found: number[] = [];
  for (let groups = 2; groups * groups <= size; groups++)
    if (size % groups === 0) {
      found.push(groups);
      if (groups * groups !== size) found.push(size / groups);
    }
  return found.sort((a, b) => a - b);
}

/** Steps along some dimensions: offsets of the chosen places, the last dimension fastest. */
export function offsetsOf(
  dims: readonly WalkDim[],
  step: (dim: WalkDim) => number,
  chosen: readonly (readonly number[])[] = dims.map(({ size }) => range(size)),
): Int32Array {
  return sumsOf(
    dims.map((dim, i) => {
      const by = step(dim);
      return chosen[i]!.map((place) => place * by);
    }),
  );
}

/** Sums of one entry of each list, those of the last list side by side. */
export function sumsOf(lists: readonly (readonly number[])[]): Int32Array {
  return lists.reduce((sums, list) => {
    const next = new Int32Array(sums.length * list.length);
    let at = 0;
    for (const sum of sums) for (const value of list) next[at++] = sum + value;
    return next;
  }, Int32Array.of(0));
}

export const range = (size: number): number[] => Array.from({ length: size }, (_, i) => i);

/** Entries between neighbours in γ and β, which vary along some dimensions; 0 along the others. */
export function parameterStep(
  shape: readonly number[],
  params: readonly number[],
): (dim: WalkDim) => number {
  const strides = new Map<number, number>();
  let stride = 1;
  for (const dim of [...params].reverse()) {
    strides.set(dim, stride);
    stride *= shape[dim]!;
  }
  return ({ dim, unit }) => (strides.get(dim) ?? 0) * unit;
}
