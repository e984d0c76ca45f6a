import type { Parameters } from '../../../core/norm/kinds/moments/apply.ts';
import type { Moments } from '../../../core/norm/kinds/moments/moments.ts';
import { divisorOf } from '../../../core/norm/kinds/moments/statistics.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { CellLaw } from '../../../core/norm/kinds/cells.ts';
import type { MomentsPlan, Statistics } from '../../../core/norm/spec.ts';
import { borrowing } from './borrowed.ts';
import type { Crew } from './crew.ts';
import { writeCells } from './cells.ts';
import { execute, executeAfterCells, gatherMoments } from './engine.ts';
import type { Geometry } from './geometry.ts';
import { widenHalves, type Halves } from './halves.ts';
import { inputOf, parametersOf } from './job.ts';
import { LIMITS, type Limits } from './limits.ts';
import type { TensorMemory } from './memory.ts';

/** A plan with what it works on. */
export interface PlanRun extends Parameters {
  readonly plan: MomentsPlan;
  /** Of the plan. */
  readonly geometry: Geometry;
  /** Statistics to normalize by; null takes those of x. */
  readonly given: Pick<Statistics, 'mean' | 'rstd'> | null;
  /** Copied when it does not live in the memory: to y, where it is done in place. */
  readonly x: TensorData;
  /** In the memory and of the type of x; null gathers the moments alone. */
  readonly y: TensorData | null;
  /** What becomes of the cells of x before they enter, of float32 and in groups for which fitsAfterCells() says so. */
  readonly entering?: CellLaw | null;
  readonly limits?: Limits;
  /** What x, in the memory, has to be widened from. bfloat16 whose groups lie in runs is read by the kernels themselves, and x is left as it is. */
  readonly halves?: Halves | null;
}

/**
 * Does a plan by the WebAssembly kernels.
 * @returns the moments of x, zeros where statistics were given
 * @throws Cancelled; OutOfMemory
 */
export function runPlan(memory: TensorMemory, crew: Crew, task: PlanRun): Moments {
  const { plan, geometry, given, gain, bias, x, y, entering, limits = LIMITS, halves } = task;
  const isRead = halves?.type === 'bfloat16' && geometry.kernel === 'reducedInner' && !entering;
  if (halves && !isRead) widenHalves(memory, crew, halves, x, limits);
  const { groups, groupSize } = geometry;
  return borrowing(memory, (blocks) => {
    const placeInY = (room: TensorData) => {
      room.set(x);
      return room.byteOffset;
    };
    const at = memory.addressOf(x) ?? (y ? placeInY(y) : blocks.place(x));
    const bytes = x instanceof Float64Array ? 8 : 4;
    const input = {
      ...inputOf(blocks, geometry, { x: at, y: y?.byteOffset ?? 0, bytes }),
      ...parametersOf(blocks, { geometry, bytes }, { gain, bias }),
      center: plan.subtracts === 'mean',
      eps: plan.eps,
      epsPlace: plan.epsPlace,
      divisor: divisorOf(plan, groupSize),
      rstdOfZero: plan.rstdOfZero,
      given: given !== null,
      brains: isRead ? halves.bits.byteOffset : 0,
    };
    if (given) {
      memory.write64(input.mean, given.mean);
      memory.write64(input.rstd, given.rstd);
      memory.float64(input.squares, groups).fill(0);
    }
    if (y && entering) {
      const place = { x: at, y: y.byteOffset, values: x.length };
      const cells = writeCells(memory, blocks, entering, place);
      executeAfterCells(memory, crew, { ...input, x: y.byteOffset }, cells, limits);
    } else if (y) execute(memory, crew, input, limits);
    else gatherMoments(memory, crew, input, limits);
    return {
      count: groupSize,
      mean: memory.read64(input.mean, groups),
      squares: memory.read64(input.squares, groups),
    };
  });
}
