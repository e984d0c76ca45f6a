import type { CellTrace } from '../../../station/cellTrace.ts';

/** A number of the trace's own. @throws RangeError where the trace has none of that name */
export function extra(trace: CellTrace, key: string): number {
  const found = trace.extra[key];
  if (found === undefined) throw new RangeError(`extra: the trace has no ${key}`);
  return found;
}

/** What of SwitchNorm's statistics is blended by weights of its own. */
export const SHARED = ['mean_weight', 'var_weight'] as const;
type Shared = (typeof SHARED)[number];

/** The trace's name of a weight after softmax: of the instance (0), the layer (1) and the batch (2). */
export const shareKey = (of: Shared, k: number): string => `${of}.${k}`;

/** Most lengths of channels that a trace has, and its name of one. */
export const MOST_LENGTHS = 16;
export const lengthKey = (channel: number): string => `g.${channel}`;

/** The three weights. */
export const sharesOf = (trace: CellTrace, of: Shared): readonly number[] =>
  [0, 1, 2].map((k) => extra(trace, shareKey(of, k)));

/** The lengths that a trace has. */
export function lengthsIn(trace: CellTrace): readonly number[] {
  return Array.from({ length: MOST_LENGTHS }, (_, c) => trace.extra[lengthKey(c)]).filter(
    (length) => length !== undefined,
  );
}
