import type { LayerSpec, LayerState, NormResult } from '../../core/norm/spec.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import { OutOfMemory } from './engine/memory.ts';
import { normalizeFast } from './engine/normalizeFast.ts';
import type { Engine, StartEngine } from './engineStart.ts';
import { weigh } from './weigh.ts';

/** Below this many values the plain kernel is done before the engine is. */
export const LARGE = 2 ** 18;
/** The engine's memory does not shrink: after a larger job it starts anew. */
const KEEP_BYTES = 256 * 2 ** 20;
/** More than this is only kept while one layer follows another: it is as much as the tensor that is shown takes. */
const REST_BYTES = 32 * 2 ** 20;
/** Milliseconds without a job after which it is not. */
const REST = 1500;

/** normalize() for large tensors; null where the reference kernel has to do it. */
export type LargeNormalizer = (spec: LayerSpec, x: Tensor, state: LayerState) => NormResult | null;

/** The WebAssembly engine of one worker thread, started for its first large tensor. */
export function createLargeNormalizer(start: StartEngine): LargeNormalizer {
  let current: Engine | null = null;
  let resting: ReturnType<typeof setTimeout> | undefined;
  const drop = ({ crew, memory }: Engine) => {
    const bytes = memory.memory.buffer.byteLength;
    current = null;
    // The timer knows the engine as well.
    resting = undefined;
    // As long as a helper lives, the memory is one that somebody uses.
    void crew.close().then(() => weigh(bytes));
  };
  return (spec, x, state) => {
    if (x.data.length < LARGE) return null;
    clearTimeout(resting);
    // Without room for an engine now, there may be some for the next tensor.
    const engine = (current ??= start());
    if (!engine) return null;
    try {
      return normalized(engine, spec, x, state);
    } catch (error) {
      if (error instanceof OutOfMemory) return null;
      throw error;
    } finally {
      const bytes = engine.memory.memory.buffer.byteLength;
      if (bytes > KEEP_BYTES) drop(engine);
      else if (bytes > REST_BYTES) resting = setTimeout(() => drop(engine), REST).unref();
    }
  };
}

/** The engine holds one tensor: its copy of x becomes y. */
function normalized(
  { memory, crew }: Engine,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState,
): NormResult {
  const y = memory.newLike(x.data);
  try {
    const result = normalizeFast(memory, crew, spec, x, state, y.data);
    // What fits no kernel was done elsewhere.
    if (result.output.data !== y.data) return result;
    const { length } = y.data;
    const data =
      y.data instanceof Float64Array ? new Float64Array(length) : new Float32Array(length);
    data.set(y.data);
    return { ...result, output: tensor(data, x.shape, x.axes) };
  } finally {
    y.release();
  }
}
