// Layers whose contiguous inner run is reduced: BatchNorm and InstanceNorm on (N, C, *), GroupNorm, LayerNorm.
// A tile is one group, or neighbouring groups whose short runs lie side by side. While the statistics of a tile
// are gathered from memory the tile before it, still in the cache, is written.
import { applyRun, applyRunExact, applyRunParams, extreme } from './apply';
import { finish } from './finish';
import { address, groupOffset, groupParam, isBrain, readAt, runOffset, runParam, widenRun, word } from './geometry';
import { numberAt, scaleOf } from './halves';
import * as job from './job';
import { m2, mean, samplePivot, settle, storeMoments } from './moments';
import { clear, gatherAndApply, gatherAndApplyParams, gatherRun } from './sums';

// An entry of a tile's table, one for every group.
const PIVOT: usize = 0; // float32
const HIGH: usize = 4; // float32: the mean
const FACTOR: usize = 8; // float32: rstd·γ, or rstd where γ varies along the run
const ADDEND: usize = 12; // float32
const ACC: usize = 16; // float64[4]: sums, squares
const PARAM: usize = 48; // int32: index into γ and β
const LOW: usize = 56; // float64: the mean less its high part
const RSTD: usize = 64; // float64
/** Bytes of an entry. Scratch holds two tables. */
const ENTRY: usize = 80;

// How γ and β vary within a group.
const CONSTANT: i32 = 0;
const BY_RUN: i32 = 1;
const ALONG_RUN: i32 = 2;

function variation(j: usize): i32 {
  if ((address(j, job.WEIGHT) | address(j, job.BIAS)) == 0) return CONSTANT;
  if (word(j, job.INNER_PARAM) != 0) return ALONG_RUN;
  return runParam(j, word(j, job.RUN_COUNT) - 1) != 0 ? BY_RUN : CONSTANT;
}

// @ts-ignore: decorator
@inline
function gammaAt(weight: usize, param: i32): f64 {
  return weight != 0 ? <f64>load<f32>(weight + (<usize>param << 2)) : 1;
}

// @ts-ignore: decorator
@inline
function betaAt(bias: usize, param: i32): f64 {
  return bias != 0 ? <f64>load<f32>(bias + (<usize>param << 2)) : 0;
}

/** Pivots of groups from g on, and their sums set to 0. */
function openTile(j: usize, g: i32, count: i32, table: usize): void {
  const centered = word(j, job.CENTER) != 0;
  const inner = word(j, job.INNER);
  let first = groupOffset(j, g);
  for (let t = 0; t < count; t++) {
    store<f32>(table, centered ? samplePivot(j, first) : 0, PIVOT);
    clear(table + ACC);
    first += inner;
    table += ENTRY;
  }
}

/** Statistics and factors of groups from g on. @returns false when one needs float64 throughout */
function closeTile(j: usize, g: i32, count: i32, table: usize, given: bool, kind: i32): bool {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const n = load<f64>(j + job.COUNT);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  let first = groupOffset(j, g);
  let plain = true;
  for (const end = g + count; g < end; g++) {
    const at = <usize>g << 3;
    if (!given) {
      settle(j, first, 0, runs, n, load<f32>(table, PIVOT), table + ACC);
      storeMoments(j, g);
      finish(j, g);
    }
    const m = load<f64>(address(j, job.MEAN) + at);
    const rstd = load<f64>(address(j, job.RSTD) + at);
    const param = groupParam(j, g);
    const high = <f32>m;
    const low = m - <f64>high;
    const a = kind == CONSTANT ? rstd * gammaAt(weight, param) : rstd;
    const b = kind == CONSTANT ? betaAt(bias, param) : 0;
    if (extreme(m, a)) plain = false;
    store<f32>(table, high, HIGH);
    store<f32>(table, <f32>a, FACTOR);
    store<f32>(table, <f32>(b - low * a), ADDEND);
    store<i32>(table, param, PARAM);
    store<f64>(table, low, LOW);
    store<f64>(table, rstd, RSTD);
    first += inner;
    table += ENTRY;
  }
  return plain;
}

/** Gathers run by run over the tile, so that memory is read in long stretches. */
function gatherTile(j: usize, g: i32, count: i32, table: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const brain = isBrain(j);
  const bytes = <usize>inner << scaleOf(brain);
  const start = groupOffset(j, g);
  const end = table + <usize>count * ENTRY;
  for (let r = 0; r < runs; r++) {
    let p = readAt(j, start + runOffset(j, r));
    for (let at = table; at < end; at += ENTRY) {
      gatherRun(brain, p, inner, load<f32>(at, PIVOT), at + ACC);
      p += bytes;
    }
  }
}

/** Writes a tile run by run. */
function applyTile(j: usize, g: i32, count: i32, table: usize, plain: bool, kind: i32): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const brain = isBrain(j);
  const bytes = <usize>inner << 2;
  const start = groupOffset(j, g);
  for (let r = 0; r < runs; r++) {
    if (kind != CONSTANT || !plain) {
      for (let t = 0; t < count; t++) applyGroup(j, g + t, r, r + 1);
      continue;
    }
    const offset = start + runOffset(j, r);
    let x = readAt(j, offset);
    let y = address(j, job.Y) + (<usize>offset << 2);
    let at = table;
    for (let t = 0; t < count; t++) {
      applyRun(brain, x, y, inner, load<f32>(at, HIGH), load<f32>(at, FACTOR), load<f32>(at, ADDEND));
      x += <usize>inner << scaleOf(brain);
      y += bytes;
      at += ENTRY;
    }
  }
}

/** gatherTile() of `count` groups from `next` on while as many from `done` on are written. */
function gatherAndApplyTile(j: usize, next: i32, done: i32, count: i32, open: usize, closed: usize, kind: i32): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const brain = isBrain(j);
  const bytes = <usize>inner << scaleOf(brain);
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const startNext = groupOffset(j, next);
  const startDone = groupOffset(j, done);
  const openEnd = open + <usize>count * ENTRY;
  for (let r = 0; r < runs; r++) {
    const offset = runOffset(j, r);
    const byRun = runParam(j, r);
    let p = readAt(j, startNext + offset);
    let x = readAt(j, startDone + offset);
    let y = address(j, job.Y) + (<usize>(startDone + offset) << 2);
    let at = closed;
    for (let entry = open; entry < openEnd; entry += ENTRY) {
      const pivot = load<f32>(entry, PIVOT);
      const high = load<f32>(at, HIGH);
      let a = load<f32>(at, FACTOR);
      let c = load<f32>(at, ADDEND);
      if (kind == ALONG_RUN) {
        const k = <usize>(load<i32>(at, PARAM) + byRun) << 2;
        gatherAndApplyParams(brain, p, x, y, inner, pivot, entry + ACC, high, a, c, weight + k, bias + k);
      } else {
        if (kind == BY_RUN) {
          const param = load<i32>(at, PARAM) + byRun;
          const factor = load<f64>(at, RSTD) * gammaAt(weight, param);
          a = <f32>factor;
          c = <f32>(betaAt(bias, param) - load<f64>(at, LOW) * factor);
        }
        gatherAndApply(brain, p, x, y, inner, pivot, entry + ACC, high, a, c);
      }
      p += bytes;
      x += bytes;
      y += <usize>inner << 2;
      at += ENTRY;
    }
  }
}

// The tile that is gathered and not yet written. Each thread has its own instance of the module.
let gathered: i32 = 0;
let gatheredCount: i32 = 0;
let gatheredPlain: bool = false;
let gatheredTable: usize = 0;

/**
 * Groups [from, to) in tiles of `tile` groups: statistics and output. The last tile is left to be written while the
 * first of the next call is gathered, or by writeGathered(). Scratch holds two tables of 80 bytes a group.
 */
export function reducedInner(j: usize, from: i32, to: i32, tile: i32, scratch: usize): void {
  const given = word(j, job.STATISTICS_GIVEN) != 0;
  const kind = variation(j);
  for (let g = from; g < to; ) {
    const count = min(tile, to - g);
    const table = gatheredTable == scratch ? scratch + <usize>tile * ENTRY : scratch;
    const together = !given && gatheredCount == count && gatheredPlain && !(kind == BY_RUN && extremeByRun(j));
    if (!together) writeGathered(j);
    if (!given) {
      openTile(j, g, count, table);
      if (together) gatherAndApplyTile(j, g, gathered, count, table, gatheredTable, kind);
      else gatherTile(j, g, count, table);
    }
    gatheredPlain = closeTile(j, g, count, table, given, kind);
    gathered = g;
    gatheredCount = count;
    gatheredTable = table;
    g += count;
  }
}

/** Writes the tile that the last call of reducedInner() for this job left. */
export function writeGathered(j: usize): void {
  const count = gatheredCount;
  gatheredCount = 0;
  if (count > 0) applyTile(j, gathered, count, gatheredTable, gatheredPlain, variation(j));
}

/** True when rstd·γ leaves float32's range for some run of the tile that is gathered. */
function extremeByRun(j: usize): bool {
  const weight = address(j, job.WEIGHT);
  const runs = word(j, job.RUN_COUNT);
  for (let t = 0; t < gatheredCount; t++) {
    const entry = gatheredTable + <usize>t * ENTRY;
    const rstd = load<f64>(entry, RSTD);
    const param = load<i32>(entry, PARAM);
    for (let r = 0; r < runs; r++) if (extreme(0, rstd * gammaAt(weight, param + runParam(j, r)))) return true;
  }
  return false;
}

/** Writes runs [from, to) of group g. */
export function applyGroup(j: usize, g: i32, from: i32, to: i32): void {
  const inner = word(j, job.INNER);
  const kind = variation(j);
  const m = load<f64>(address(j, job.MEAN) + (<usize>g << 3));
  const rstd = load<f64>(address(j, job.RSTD) + (<usize>g << 3));
  const high = <f32>m;
  const low = m - <f64>high;
  const weight = address(j, job.WEIGHT);
  const bias = address(j, job.BIAS);
  const brain = isBrain(j);
  const first = groupOffset(j, g);
  const param = groupParam(j, g);
  for (let r = from; r < to; r++) {
    const at = first + runOffset(j, r);
    const x = readAt(j, at);
    const y = address(j, job.Y) + (<usize>at << 2);
    const k = param + runParam(j, r);
    const factor = kind == ALONG_RUN ? rstd : rstd * gammaAt(weight, k);
    if (extreme(m, factor)) {
      const w = weight != 0 ? weight + (<usize>k << 2) : 0;
      const b = bias != 0 ? bias + (<usize>k << 2) : 0;
      widenRun(j, at, inner);
      applyRunExact(address(j, job.X) + (<usize>at << 2), y, inner, m, rstd, w, b, kind == ALONG_RUN ? 4 : 0);
    } else if (kind == ALONG_RUN) {
      const offset = <usize>k << 2;
      applyRunParams(brain, x, y, inner, high, <f32>rstd, <f32>(-low * rstd), weight + offset, bias + offset);
    } else {
      applyRun(brain, x, y, inner, high, <f32>factor, <f32>(betaAt(bias, k) - low * factor));
    }
  }
}

/** Mean and squares of groups [from, to), nothing written; scratch holds one accumulator. */
export function groupMoments(j: usize, from: i32, to: i32, scratch: usize): void {
  const inner = word(j, job.INNER);
  const runs = word(j, job.RUN_COUNT);
  const n = load<f64>(j + job.COUNT);
  const centered = word(j, job.CENTER) != 0;
  for (let g = from; g < to; g++) {
    const first = groupOffset(j, g);
    const pivot: f32 = centered ? samplePivot(j, first) : 0;
    clear(scratch);
    for (let r = 0; r < runs; r++) gatherRun(isBrain(j), readAt(j, first + runOffset(j, r)), inner, pivot, scratch);
    settle(j, first, 0, runs, n, pivot, scratch);
    storeMoments(j, g);
  }
}

/** Mean and sum of squared deviations of runs [from, to) of group g, as two float64 at `out`. */
export function partialMoments(j: usize, g: i32, from: i32, to: i32, out: usize, scratch: usize): void {
  const inner = word(j, job.INNER);
  const first = groupOffset(j, g);
  const pivot: f32 = word(j, job.CENTER) != 0 ? runsPivot(j, first, from, to, inner) : 0;
  clear(scratch);
  for (let r = from; r < to; r++) gatherRun(isBrain(j), readAt(j, first + runOffset(j, r)), inner, pivot, scratch);
  settle(j, first, from, to, <f64>(to - from) * <f64>inner, pivot, scratch);
  store<f64>(out, mean);
  store<f64>(out, m2, 8);
}

/** Mean of 16 values spread over runs [from, to). */
function runsPivot(j: usize, first: i32, from: i32, to: i32, inner: i32): f32 {
  let sum: f64 = 0;
  const total = <i64>(to - from) * <i64>inner;
  for (let i = 0; i < 16; i++) {
    const index = (total * i) >> 4;
    const offset = runOffset(j, from + <i32>(index / inner)) + <i32>(index % inner);
    sum += <f64>numberAt(isBrain(j), readAt(j, first + offset));
  }
  return <f32>(sum * 0.0625);
}
