import type { LayerSpec, LayerState, NormResult } from '../../core/norm/spec.ts';
import { tensor, type Tensor } from '../../core/tensor/tensor.ts';
import { OutOfMemory } from './engine/memory.ts';
import { normalizeFast } from './engine/normalizeFast.ts';
import { Residents } from './engine/residents.ts';
import type { Engine, StartEngine } from './engineStart.ts';
import { nameOf } from './sharedTensor.ts';
import { weigh } from './weigh.ts';

/** Below this many values the plain kernel is done before the engine is. */
export const LARGE = 2 ** 18;
/** Bytes of inputs that stay in the engine's memory. */
const RESIDENT_BYTES = 256 * 2 ** 20;
/** The engine's memory does not shrink: after a larger job it starts anew. The largest resident, its output and the scratch are less. */
const KEEP_BYTES = 640 * 2 ** 20;

/** normalize() for large float32 tensors; null where the reference kernel has to do it. */
export type LargeNormalizer = (spec: LayerSpec, x: Tensor, state: LayerState) => NormResult | null;

interface Started extends Engine {
  readonly residents: Residents;
}

/** The WebAssembly engine of one worker thread, started for its first large tensor. */
export function createLargeNormalizer(start: StartEngine): LargeNormalizer {
  let current: Started | null = null;
  const started = (): Started | null => {
    const engine = start();
    return engine && { ...engine, residents: new Residents(engine.memory, RESIDENT_BYTES) };
  };
  const drop = ({ crew, memory }: Engine) => {
    void crew.close();
    current = null;
    weigh(memory.memory.buffer.byteLength);
  };
  return (spec, x, state) => {
    if (x.data instanceof Float64Array || x.data.length < LARGE) return null;
    // Without room for an engine now, there may be some for the next tensor.
    const engine = (current ??= started());
    if (!engine) return null;
    try {
      return run(engine, spec, x, state);
    } finally {
      if (engine.memory.memory.buffer.byteLength > KEEP_BYTES) drop(engine);
    }
  };
}

/** Null when the memory cannot hold it, even without the residents. */
function run(engine: Started, spec: LayerSpec, x: Tensor, state: LayerState): NormResult | null {
  const name = nameOf(x.data);
  const attempts = [
    () => (name === null ? x.data : engine.residents.place(name, x.data as Float32Array)),
    () => {
      engine.residents.clear();
      return x.data;
    },
  ];
  for (const placed of attempts) {
    try {
      return normalized(engine, spec, tensor(placed(), x.shape, x.axes), state);
    } catch (error) {
      if (!(error instanceof OutOfMemory)) throw error;
    }
  }
  return null;
}

function normalized(
  { memory, crew }: Engine,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState,
): NormResult {
  const y = memory.newFloat32(x.data.length, x.data);
  try {
    const result = normalizeFast(memory, crew, spec, x, state, y.data);
    // What fits no kernel was done elsewhere.
    if (result.output.data !== y.data) return result;
    const data = new Float32Array(y.data.length);
    data.set(y.data);
    return { ...result, output: tensor(data, x.shape, x.axes) };
  } finally {
    y.release();
  }
}
