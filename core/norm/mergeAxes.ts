import { memoized } from '../memoized.ts';
import type { Plan } from './spec.ts';

/** A run of view dimensions that are walked with one stride. */
export interface Run {
  readonly size: number;
  /** Elements between neighbours in the input. */
  readonly stride: number;
  /** Entries between neighbours in γ and β; 0 where they do not vary. */
  readonly paramStride: number;
}

/**
 * The view with neighbouring dimensions of the same role collapsed: every layer is a short alternation
 * of kept and reduced runs. Plain data, so a kernel can be handed it in another thread.
 */
export interface Geometry {
  /** Outermost first; their product is the number of groups. */
  readonly kept: readonly Run[];
  /** Outermost first; their product is the size of a group. */
  readonly reduced: readonly Run[];
  readonly groups: number;
  readonly groupSize: number;
}

/** A run with its role. */
export interface RoleRun extends Run {
  readonly role: 'kept' | 'reduced';
  /** Whether γ and β vary along it. */
  readonly param: boolean;
}

/**
 * The view as runs, outermost first: dimensions of size 1 vanish, neighbours that agree in role and in
 * whether γ and β vary become one.
 */
export function runsOf(view: Plan['view']): RoleRun[] {
  const runs: RoleRun[] = [];
  let stride = 1;
  let paramStride = 1;
  for (const { size, role, param } of [...view].reverse()) {
    if (size === 1) continue;
    const inner = runs[0];
    if (inner?.role === role && inner.param === param)
      runs[0] = { ...inner, size: inner.size * size };
    else runs.unshift({ size, role, param, stride, paramStride: param ? paramStride : 0 });
    stride *= size;
    if (param) paramStride *= size;
  }
  return runs;
}

/**
 * Collapses the plan's view to runs.
 */
export const mergeAxes = memoized(({ view, groups, groupSize }: Plan): Geometry => {
  const runs = runsOf(view);
  return {
    kept: runs.filter(({ role }) => role === 'kept'),
    reduced: runs.filter(({ role }) => role === 'reduced'),
    groups,
    groupSize,
  };
});

/** The innermost run of a group and where its copies begin: how a kernel walks a group. */
export interface Walk {
  readonly inner: Run;
  /** Per copy of the inner run: element offset and parameter offset from the group's origin. */
  readonly offsets: Float64Array;
  readonly paramOffsets: Float64Array;
}

const SINGLE: Run = { size: 1, stride: 0, paramStride: 0 };

/** How to walk the cells of any group, in the order of the input. */
export const walkOf = memoized((geometry: Geometry): Walk => {
  const outer = geometry.reduced.slice(0, -1);
  const copies = outer.reduce((product, run) => product * run.size, 1);
  const offsets = new Float64Array(copies);
  const paramOffsets = new Float64Array(copies);
  for (let copy = 0; copy < copies; copy++) {
    offsets[copy] = combine(outer, copy, 'stride');
    paramOffsets[copy] = combine(outer, copy, 'paramStride');
  }
  return { inner: geometry.reduced.at(-1) ?? SINGLE, offsets, paramOffsets };
});

/** Element offset of a group's first cell. */
export function groupOrigin(geometry: Geometry, group: number): number {
  return combine(geometry.kept, group, 'stride');
}

/** Entry of γ and β of a group's first cell. */
export function groupParamOrigin(geometry: Geometry, group: number): number {
  return combine(geometry.kept, group, 'paramStride');
}

function combine(runs: readonly Run[], flat: number, stride: 'stride' | 'paramStride'): number {
  let rest = flat;
  let offset = 0;
  for (let i = runs.length - 1; i >= 0; i--) {
    const run = runs[i]!;
    offset += (rest % run.size) * run[stride];
    rest = Math.floor(rest / run.size);
  }
  return offset;
}
