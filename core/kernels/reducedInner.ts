// Layers whose contiguous inner run is reduced: BatchNorm and InstanceNorm on (N, C, *), GroupNorm, LayerNorm.
import { applyRun, applyRunParams } from './apply';
import { finish } from './finish';
import { address, groupOffset, groupParam, runOffset, runParam, word } from './geometry';
import * as job from './job';
import { addRuns, addRunsExact, squares, sum, takeSums } from './sums';

// float32 lanes hold squares between these; outside, the group is done again in float64.
const LARGEST: f64 = 1e30;
const SMALLEST: f64 = 1e-25;

/** Mean of up to 16 values spread over the group that starts at p: a pivot, so any will do. */
function samplePivot(j: usize, p: usize, runs: i32, inner: i32): f64 {
  const runSamples = min(runs, 4);
  const innerSamples = min(inner, 16 / runSamples);
  const runStep = runs / runSamples;
  const innerStep = inner / innerSamples;
  let total: f64 = 0;
  for (let a = 0; a < runSamples; a++) {
    let at = p + (<usize>runOffset(j, a * runStep) << 2);
    for (let b = 0; b < innerSamples; b++) {
      total += <f64>load<f32>(at);
      at += <usize>innerStep << 2;
    }
  }
  return total / <f64>(runSamples * innerSamples);
}

/** Mean and sum of squared deviations that moments() found. */
export let mean: f64 = 0;
export let m2: f64 = 0;

/** Moments about `about` from the sums of n values. */
// @ts-ignore: decorator
@inline
function conclude(centered: bool, about: f64, n: f64): void {
  if (centered) {
    mean = about + sum / n;
    m2 = max(squares - (sum * sum) / n, 0);
  } else {
    mean = 0;
    m2 = squares;
  }
}

/** True when sums about a pivot are good to float32: the pivot was near the mean and no lane left its range. */
// @ts-ignore: decorator
@inline
function trusted(centered: bool, s: f64, q: f64, n: f64): bool {
  return !(centered && (s * s) / n > 0.5 * q) && q < LARGEST && q >= SMALLEST * n;
}

/** Moments of runs [from, to) of the group at p, again with a better pivot or in float64 where need be. */
function momentsAgain(j: usize, p: usize, from: i32, to: i32, inner: i32, first: f64): void {
  const centered = word(j, job.CENTER) != 0;
  const n = <f64>(to - from) * <f64>inner;
  let about: f64 = first;
  if (centered && squares < LARGEST) {
    about = <f64>(<f32>(about + sum / n));
    addRuns(j, p, from, to, inner, <f32>about);
  }
  if (!trusted(centered, sum, squares, n)) {
    about = centered ? <f64>load<f32>(p + (<usize>runOffset(j, from) << 2)) : 0;
    addRunsExact(j, p, from, to, inner, about);
    if (centered && (sum * sum) / n > 0.5 * squares) {
      about += sum / n;
      addRunsExact(j, p, from, to, inner, about);
    }
  }
  conclude(centered, about, n);
}

/** Moments of runs [from, to) of the group at p. */
export function moments(j: usize, p: usize, from: i32, to: i32, inner: i32): void {
  const centered = word(j, job.CENTER) != 0;
  const n = <f64>(to - from) * <f64>inner;
  const whole = from == 0 && to == word(j, job.RUN_COUNT);
  let pivot: f32 = 0;
  if (centered) pivot = whole ? <f32>samplePivot(j, p, to, inner) : load<f32>(p + (<usize>runOffset(j, from) << 2));
  addRuns(j, p, from, to, inner, pivot);
  if (trusted(centered, sum, squares, n)) conclude(centered, <f64>pivot, n);
  else momentsAgain(j, p, from, to, inner, <f64>pivot);
}

/** Mean and squares of group g, then its rstd. */
function settle(j: usize, g: i32): void {
  const at = <usize>g << 3;
  store<f64>(address(j, job.MEAN) + at, mean);
  store<f64>(address(j, job.SQUARES) + at, m2);
  finish(j, g);
}

/** Writes runs [from, to) of group g. */
export function applyGroup(j: usize, g: i32, from: i32, to: i32): void {
  const inner = word(j, job.INNER);
  const m = load<f64>(address(j, job.MEAN) + (<usize>g << 3));
  const rstd = load<f64>(address(j, job.RSTD) + (<usize>g << 3));
  const high = <f32>m;
  const low = m - <f64>high;
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const base = <usize>groupOffset(j, g) << 2;
  const x = address(j, job.X) + base;
  const y = address(j, job.Y) + base;
  const param = groupParam(j, g);
  if (word(j, job.INNER_PARAM) != 0 && (weight | bias) != 0) {
    for (let r = from; r < to; r++) {
      const at = <usize>runOffset(j, r) << 2;
      const k = <usize>(param + runParam(j, r)) << 2;
      const w = weight != 0 ? weight + k : 0;
      const b = bias != 0 ? bias + k : 0;
      applyRunParams(x + at, y + at, inner, high, <f32>rstd, <f32>(-low * rstd), w, b);
    }
  } else {
    for (let r = from; r < to; r++) {
      const at = <usize>runOffset(j, r) << 2;
      const k = <usize>(param + runParam(j, r)) << 2;
      const a = weight != 0 ? rstd * <f64>load<f32>(weight + k) : rstd;
      const b = bias != 0 ? <f64>load<f32>(bias + k) : 0;
      applyRun(x + at, y + at, inner, high, <f32>a, <f32>(b - low * a));
    }
  }
}

/** Whole groups [from, to): statistics, then the output while the group is in the cache. */
export function reducedInner(j: usize, from: i32, to: i32): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const given = word(j, job.STATISTICS_GIVEN) != 0;
  for (let g = from; g < to; g++) {
    if (!given) {
      moments(j, address(j, job.X) + (<usize>groupOffset(j, g) << 2), 0, runs, inner);
      settle(j, g);
    }
    applyGroup(j, g, 0, runs);
  }
}

/**
 * The same for neighbouring groups whose short runs lie side by side (BatchNorm1d on (N, C, L)): run by run over the whole
 * tile, so that memory is read in long stretches and the runs do not fall on one another in the cache.
 * Scratch holds 24 bytes a group.
 */
export function reducedTile(j: usize, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const centered = word(j, job.CENTER) != 0;
  const n = <f64>runs * <f64>inner;
  const x = address(j, job.X);
  const bytes = <usize>inner << 2;
  const start = x + (<usize>groupOffset(j, from) << 2);
  const tile = to - from;
  for (let t = 0; t < tile; t++) {
    const at = scratch + <usize>t * 24;
    const pivot = centered ? <f32>samplePivot(j, start + <usize>t * bytes, runs, inner) : 0;
    store<f32>(at, pivot);
    store<f64>(at, 0, 8);
    store<f64>(at, 0, 16);
  }
  for (let r = 0; r < runs; r++) {
    for (let t = 0; t < tile; t++) {
      const at = scratch + <usize>t * 24;
      addRuns(j, start + <usize>t * bytes, r, r + 1, inner, load<f32>(at));
      store<f64>(at, load<f64>(at, 8) + sum, 8);
      store<f64>(at, load<f64>(at, 16) + squares, 16);
    }
  }
  for (let t = 0; t < tile; t++) {
    const at = scratch + <usize>t * 24;
    takeSums(load<f64>(at, 8), load<f64>(at, 16));
    const pivot = <f64>load<f32>(at);
    if (trusted(centered, sum, squares, n)) conclude(centered, pivot, n);
    else momentsAgain(j, start + <usize>t * bytes, 0, runs, inner, pivot);
    settle(j, from + t);
  }
  applyTile(j, from, to, scratch);
}

/** Writes a tile run by run; mean, factor and addend of every group stand in a table at `scratch`. */
function applyTile(j: usize, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const alongRuns = runParam(j, runs - 1) != 0;
  if (word(j, job.INNER_PARAM) != 0 || alongRuns) {
    for (let r = 0; r < runs; r++) for (let g = from; g < to; g++) applyGroup(j, g, r, r + 1);
    return;
  }
  const tile = to - from;
  for (let t = 0; t < tile; t++) {
    const g = from + t;
    const m = load<f64>(address(j, job.MEAN) + (<usize>g << 3));
    const rstd = load<f64>(address(j, job.RSTD) + (<usize>g << 3));
    const k = <usize>groupParam(j, g) << 2;
    const a = weight != 0 ? rstd * <f64>load<f32>(weight + k) : rstd;
    const b = bias != 0 ? <f64>load<f32>(bias + k) : 0;
    const high = <f32>m;
    const at = scratch + <usize>t * 12;
    store<f32>(at, high);
    store<f32>(at, <f32>a, 4);
    store<f32>(at, <f32>(b - (m - <f64>high) * a), 8);
  }
  const start = <usize>groupOffset(j, from) << 2;
  const bytes = <usize>inner << 2;
  for (let r = 0; r < runs; r++) {
    let x = address(j, job.X) + start + (<usize>runOffset(j, r) << 2);
    let y = address(j, job.Y) + start + (<usize>runOffset(j, r) << 2);
    for (let t = 0; t < tile; t++) {
      const at = scratch + <usize>t * 12;
      applyRun(x, y, inner, load<f32>(at), load<f32>(at, 4), load<f32>(at, 8));
      x += bytes;
      y += bytes;
    }
  }
}
