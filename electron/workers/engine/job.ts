import type { Parameters } from '../../../core/norm/kinds/moments/apply.ts';
import type { EpsPlace } from '../../../core/norm/kinds/moments/plan.ts';
import { memoized } from '../../../core/memoized.ts';
import type { TensorData } from '../../../core/tensor/tensor.ts';
import type { Borrowed } from './borrowed.ts';
import type { Geometry } from './geometry.ts';
import type { TensorMemory } from './memory.ts';

/** Offsets of a job's fields in bytes: the twin of core/kernels/job.ts. */
export const JOB = {
  X: 0,
  Y: 4,
  MEAN: 8,
  SQUARES: 12,
  RSTD: 16,
  WEIGHT: 20,
  BIAS: 24,
  INNER: 28,
  KEPT: 32,
  RUNS: 68,
  RUN_COUNT: 72,
  INNER_PARAM: 76,
  CENTER: 80,
  EPS_PLACE: 84,
  STATISTICS_GIVEN: 88,
  FOLD: 92,
  COUNT: 96,
  DIVISOR: 104,
  EPS: 112,
  RSTD_OF_ZERO: 120,
  SAMPLES: 128,
  ROW_STRIDE: 192,
  TAIL: 196,
  WIDE: 200,
  BRAINS: 204,
  SIZE: 208,
} as const;

/** Values whose mean is a group's pivot: neighbouring pairs, spread over the group. Every place costs a line of the cache. */
const SAMPLES = 16;
const PAIRS = SAMPLES / 2;

/** The kernels' numbers for where eps is added. */
const EPS_PLACES: Readonly<Record<EpsPlace, number>> = {
  inside: 0,
  outside: 1,
  floor: 2,
  absolute: 3,
};

/** Addresses and numbers of one normalization. */
export interface JobInput {
  readonly geometry: Geometry;
  /** Bytes of a value of x, y, γ and β: float32 or float64. */
  readonly bytes: 4 | 8;
  readonly x: number;
  /** bfloat16 that reduced inner runs are read from, and widened to x where that is easier; 0 for none. */
  readonly brains: number;
  readonly y: number;
  readonly mean: number;
  readonly squares: number;
  readonly rstd: number;
  readonly weight: number;
  readonly bias: number;
  readonly center: boolean;
  readonly eps: number;
  readonly epsPlace: EpsPlace;
  /** What the sum of squares is divided by. */
  readonly divisor: number;
  /** rstd where variance and eps are both 0. */
  readonly rstdOfZero: number;
  /** Mean and rstd are in place already: the layer uses running statistics. */
  readonly given: boolean;
}

/** The input of a job without anything to subtract or divide by, and room for its statistics. */
export function inputOf(
  blocks: Borrowed,
  geometry: Geometry,
  place: Pick<JobInput, 'x' | 'y' | 'bytes'>,
): JobInput {
  const room = () => blocks.allocate(geometry.groups * 8);
  return {
    geometry,
    ...place,
    brains: 0,
    mean: room(),
    squares: room(),
    rstd: room(),
    weight: 0,
    bias: 0,
    center: true,
    eps: 0,
    epsPlace: 'inside',
    divisor: geometry.groupSize,
    rstdOfZero: 0,
    given: true,
  };
}

/** γ and β in the memory, of the type of x. Along the run the kernels take both together. */
export function parametersOf(
  blocks: Borrowed,
  { geometry: { innerParam }, bytes }: Pick<JobInput, 'geometry' | 'bytes'>,
  { gain, bias }: Parameters,
): Pick<JobInput, 'weight' | 'bias'> {
  const together = innerParam === 1;
  const weight = gain ?? (together ? bias?.slice().fill(1) : null);
  const added = bias ?? (together ? gain?.slice().fill(0) : null);
  const place = (values: TensorData | null | undefined) => {
    if (!values) return 0;
    return bytes === 8 ? blocks.float64(values) : blocks.float32(values);
  };
  return { weight: place(weight), bias: place(added) };
}

/** A job written into the memory; release() gives its blocks back. */
export interface Job {
  readonly address: number;
  readonly release: () => void;
}

/** Writes a job where the kernels read it. */
export function writeJob(memory: TensorMemory, input: JobInput): Job {
  const { geometry } = input;
  const address = memory.allocate(JOB.SIZE);
  const runs = geometry.runs.length > 0 ? memory.allocate(geometry.runs.byteLength) : 0;
  if (runs !== 0) memory.int32(runs, geometry.runs.length).set(geometry.runs);
  const words = memory.int32(address, JOB.SIZE / 4);
  words.set(wordsOf(geometry));
  const put = (offset: number, value: number) => {
    words[offset / 4] = value;
  };
  put(JOB.X, input.x);
  put(JOB.Y, input.y);
  put(JOB.MEAN, input.mean);
  put(JOB.SQUARES, input.squares);
  put(JOB.RSTD, input.rstd);
  put(JOB.WEIGHT, input.weight);
  put(JOB.BIAS, input.bias);
  put(JOB.RUNS, runs);
  put(JOB.CENTER, input.center ? 1 : 0);
  put(JOB.EPS_PLACE, EPS_PLACES[input.epsPlace]);
  put(JOB.STATISTICS_GIVEN, input.given ? 1 : 0);
  put(JOB.BRAINS, input.brains);
  put(JOB.WIDE, input.bytes === 8 ? 1 : 0);
  const numbers = memory.float64(address, JOB.SIZE / 8);
  numbers[JOB.COUNT / 8] = geometry.groupSize;
  numbers[JOB.DIVISOR / 8] = input.divisor;
  numbers[JOB.EPS / 8] = input.eps;
  numbers[JOB.RSTD_OF_ZERO / 8] = input.rstdOfZero;
  const release = () => {
    memory.release(address);
    if (runs !== 0) memory.release(runs);
  };
  return { address, release };
}

/** What a job says of its geometry; the rest is 0. */
const wordsOf = memoized((geometry: Geometry): Int32Array => {
  const words = new Int32Array(JOB.SIZE / 4);
  words[JOB.INNER / 4] = geometry.inner;
  words.set(geometry.kept.flat(), JOB.KEPT / 4);
  words[JOB.RUN_COUNT / 4] = geometry.runCount;
  words[JOB.INNER_PARAM / 4] = geometry.innerParam;
  words[JOB.FOLD / 4] = geometry.fold;
  words[JOB.ROW_STRIDE / 4] = geometry.rowStride;
  words[JOB.TAIL / 4] = geometry.tail;
  if (geometry.kernel === 'keptInner') return words;
  const samples = Array.from({ length: SAMPLES }, (_, i) => sampleAt(geometry, i));
  words.set(samples, JOB.SAMPLES / 4);
  return words;
});

/** Element offset of a sample within its group. */
function sampleAt({ inner, runs, runCount }: Geometry, sample: number): number {
  const values = runCount * inner;
  const first = Math.floor((values / PAIRS) * (sample >> 1));
  const index = Math.min(first + (sample & 1), values - 1);
  return (runs[2 * Math.floor(index / inner)] ?? 0) + (index % inner);
}
