import { expect } from 'vitest';
import type { LayerSpec, LayerState, NormResult } from '../../../core/norm/spec.ts';
import { tensor, type Tensor } from '../../../core/tensor/tensor.ts';
import type { Limits } from '../../../electron/workers/engine/limits.ts';
import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import type { EngineForTest } from './engineForTest.ts';

/**
 * One layer on a crew, in the type of x; its output is a copy, and the memory that it took is given back.
 * The first crew works in place, on a copy of x; the others on x beside the output.
 */
export function runOnCrew(
  { memory, crews }: EngineForTest,
  crew: number,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState,
  limits: Limits,
): NormResult {
  const before = memory.usedBytes;
  const { length } = x.data;
  const isWide = x.data instanceof Float64Array;
  const y = isWide ? memory.newFloat64(length) : memory.newFloat32(length);
  const besideOf = () =>
    isWide ? memory.newFloat64(length, y.data) : memory.newFloat32(length, y.data);
  const beside = crew > 0 ? besideOf() : null;
  beside?.data.set(x.data);
  const input = tensor(beside?.data ?? x.data, x.shape, x.axes);
  try {
    const how = { from: 0, limits };
    const result = normalizeFast(memory, crews[crew]!, spec, input, state, y.data, how);
    expect(result.output.data).toBe(y.data);
    return { ...result, output: tensor(y.data.slice(), x.shape, x.axes) };
  } finally {
    beside?.release();
    y.release();
    expect(memory.usedBytes).toBe(before);
  }
}
