// Layout of a job in the shared memory, in bytes from its start. The TypeScript side writes the same
// offsets (electron/workers/engine/job.ts holds the twin; a test compares the two).

export const X: usize = 0;
export const Y: usize = 4;
export const MEAN: usize = 8; // float64[groups]
export const SQUARES: usize = 12; // float64[groups]: Σ(x − mean)²
export const RSTD: usize = 16; // float64[groups]
export const WEIGHT: usize = 20; // float32[parameters], 0 for none
export const BIAS: usize = 24; // float32[parameters], 0 for none
export const INNER: usize = 28; // length of the contiguous inner run
export const KEPT: usize = 32; // three of (size, stride, parameter stride), outermost first
export const RUNS: usize = 68; // int32 pairs: element offset and parameter offset of every run of a group; kept inner: 0 where rows follow each other
export const RUN_COUNT: usize = 72;
export const INNER_PARAM: usize = 76; // parameter stride along the inner run: 0 or 1
export const CENTER: usize = 80;
export const EPS_PLACE: usize = 84; // 0: under the root, 1: beside it
export const STATISTICS_GIVEN: usize = 88; // 1: mean and rstd are there already
export const FOLD: usize = 92; // kept inner: neighbouring rows that are walked as one
export const COUNT: usize = 96; // float64: values in a group
export const DIVISOR: usize = 104; // float64: what the sum of squares is divided by
export const EPS: usize = 112; // float64
export const RSTD_OF_ZERO: usize = 120; // float64: rstd where variance and eps are both 0
export const SAMPLES: usize = 128; // int32[16]: element offsets of values spread over a group
export const ROW_STRIDE: usize = 192; // kept inner without RUNS: elements from one row to the next
export const TAIL: usize = 196; // kept inner: columns of one more row, shorter than the others
export const WIDE: usize = 200; // 1: x, y, γ and β are float64
export const BRAINS: usize = 204; // bfloat16 at the places of x, 0 for none: they are read instead, and widened to x where that is easier
export const SIZE: usize = 208;
