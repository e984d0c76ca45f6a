import type { LayerSpec, LayerState, NormResult } from '../../core/norm/spec.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import type { Crew } from './engine/crew.ts';
import { OutOfMemory, type TensorMemory } from './engine/memory.ts';
import { normalizeFast } from './engine/normalizeFast.ts';
import type { Engine, StartEngine } from './engineStart.ts';

/** Below this many values the plain kernel is done before the engine's copies are. */
const LARGE = 2 ** 18;
/** The engine's memory does not shrink: after a larger job it starts anew. */
const KEEP_BYTES = 512 * 2 ** 20;

/** normalize() for large float32 tensors; null where the reference kernel has to do it. */
export type LargeNormalizer = (spec: LayerSpec, x: Tensor, state: LayerState) => NormResult | null;

/**
 * The WebAssembly engine of one worker thread, started for its first large tensor.
 */
export function createLargeNormalizer(start: StartEngine): LargeNormalizer {
  /** Null where it cannot be had. */
  let engine: Engine | null | undefined;

  return (spec, x, state) => {
    if (x.data instanceof Float64Array || x.data.length < LARGE) return null;
    engine ??= engine === null ? null : start();
    if (!engine) return null;
    const { memory, crew } = engine;
    try {
      return run(memory, crew, spec, x, state);
    } finally {
      if (memory.memory.buffer.byteLength > KEEP_BYTES) {
        engine = undefined;
        void crew.close();
      }
    }
  };
}

function run(
  memory: TensorMemory,
  crew: Crew,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState,
): NormResult | null {
  let release = () => undefined as void;
  try {
    const y = memory.newFloat32(x.data.length);
    release = y.release;
    const result = normalizeFast(memory, crew, spec, x, state, y.data);
    // What fits no kernel was done elsewhere.
    if (result.output.data !== y.data) return result;
    const data = new Float32Array(y.data.length);
    data.set(y.data);
    return { ...result, output: tensor(data, x.shape, x.axes) };
  } catch (error) {
    if (error instanceof OutOfMemory) return null;
    throw error;
  } finally {
    release();
  }
}
