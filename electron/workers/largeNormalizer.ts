import type { LayerSpec, LayerState, NormResult } from '../../core/norm/spec.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import { leave, nameOf, roomOf, take, valuesOf } from './engine/home.ts';
import { OutOfMemory, TensorMemory } from './engine/memory.ts';
import { normalizeFast } from './engine/normalizeFast.ts';
import type { Engine, StartEngine } from './engineStart.ts';

/** Below this many values the plain kernel is done before the engine is. */
export const LARGE = 2 ** 18;
/** The engine's memory does not shrink: after a larger job it starts anew. */
const KEEP_BYTES = 512 * 2 ** 20;

/**
 * normalize() for large float32 tensors; null where the reference kernel has to do it.
 * @param home  the memory in which x lives, where it has one of its own
 */
export type LargeNormalizer = (
  spec: LayerSpec,
  x: Tensor,
  state: LayerState,
  home?: WebAssembly.Memory | null,
) => NormResult | null;

/** The WebAssembly engine of one worker thread, started for its first large tensor. */
export function createLargeNormalizer(start: StartEngine): LargeNormalizer {
  const guests = createEngines(start);
  const homes = createEngines(start);
  return (spec, x, state, home = null) => {
    if (x.data instanceof Float64Array || x.data.length < LARGE) return null;
    if (home && take(home)) {
      try {
        const { length } = x.data;
        const engine = homes.of(nameOf(home), () => roomOf(home, length));
        if (!engine) return null;
        const data = valuesOf(engine.memory, length);
        return run(engine, spec, tensor(data, x.shape, x.axes), state);
      } finally {
        leave(home);
      }
    }
    const engine = guests.of(0, () => new TensorMemory());
    try {
      return engine && run(engine, spec, x, state);
    } finally {
      if (engine && engine.memory.memory.buffer.byteLength > KEEP_BYTES) guests.drop();
    }
  };
}

/** One engine at a time, kept as long as the same memory is asked for. */
function createEngines(start: StartEngine) {
  let current: { readonly name: number; readonly engine: Engine | null } | null = null;
  const drop = () => {
    void current?.engine?.crew.close();
    current = null;
  };
  return {
    of(name: number, room: () => TensorMemory): Engine | null {
      if (current?.name !== name) {
        drop();
        current = { name, engine: start(room()) };
      }
      return current.engine;
    },
    drop,
  };
}

function run(
  { memory, crew }: Engine,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState,
): NormResult | null {
  let release = () => undefined as void;
  try {
    const y = memory.newFloat32(x.data.length, x.data);
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
