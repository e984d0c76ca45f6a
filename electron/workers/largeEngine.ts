import type { Moments } from '../../core/norm/kinds/moments/moments.ts';
import { mergeAxes } from '../../core/norm/mergeAxes.ts';
import type { LayerSpec, LayerState, MomentsPlan, NormResult } from '../../core/norm/spec.ts';
import { numel, storedData, tensor, type Tensor } from '../../core/tensor/tensor.ts';
import { geometryOf } from './engine/geometry.ts';
import { OutOfMemory } from './engine/memory.ts';
import { normalizeFast } from './engine/normalizeFast.ts';
import { runPlan } from './engine/runPlan.ts';
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

/** The WebAssembly engine for large tensors; null where the plain loops have to do it. */
export interface LargeEngine {
  /**
   * As normalize() does.
   * @param look  told of an input that is stored in another order of its axes while it lies as it is fed: no copy of it is kept
   */
  readonly normalize: (
    spec: LayerSpec,
    x: Tensor,
    state: LayerState,
    look?: (x: Tensor) => void,
  ) => NormResult | null;
  /** Of every group of the plan. */
  readonly moments: (plan: MomentsPlan, x: Tensor) => Moments | null;
  /** Starts it for a tensor that a layer is soon to be run on. */
  readonly begin: () => void;
}

/** The engine of one worker thread, started for its first large tensor. */
export function createLargeEngine(start: StartEngine): LargeEngine {
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
  const withEngine = <T>(x: Tensor, work: (engine: Engine) => T): T | null => {
    if (numel(x.shape) < LARGE) return null;
    clearTimeout(resting);
    // Without room for an engine now, there may be some for the next tensor.
    const engine = (current ??= start());
    if (!engine) return null;
    try {
      return work(engine);
    } catch (error) {
      if (error instanceof OutOfMemory) return null;
      throw error;
    } finally {
      const bytes = engine.memory.memory.buffer.byteLength;
      if (bytes > KEEP_BYTES) drop(engine);
      else if (bytes > REST_BYTES) resting = setTimeout(() => drop(engine), REST).unref();
    }
  };
  return {
    normalize: (spec, x, state, look) =>
      withEngine(x, (engine) => normalized(engine, spec, x, state, look)),
    moments: (plan, x) => withEngine(x, (engine) => gathered(engine, plan, x)),
    begin: () => void (current ??= start()),
  };
}

/** Moments alone: nothing is written. */
function gathered({ memory, crew }: Engine, plan: MomentsPlan, { data: x }: Tensor) {
  const geometry = geometryOf(mergeAxes(plan));
  const task = { plan, gain: null, bias: null, given: null, x, y: null };
  return geometry && runPlan(memory, crew, { ...task, geometry });
}

/** The engine holds one tensor: its copy of x becomes y. */
function normalized(
  { memory, crew }: Engine,
  spec: LayerSpec,
  x: Tensor,
  state: LayerState,
  look?: (x: Tensor) => void,
): NormResult {
  const y = memory.newLike(storedData(x));
  try {
    const result = normalizeFast(memory, crew, spec, x, state, y.data, look && { look });
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
