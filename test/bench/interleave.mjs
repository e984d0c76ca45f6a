import fs from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { maxDifference } from './maxDifference.mjs';
import { median, quartiles } from './median.mjs';
import { REFERENCE } from './peerList.mjs';
import { pairsFor } from './workloads.mjs';

/** Milliseconds of one peer's turn in a round. */
const BATCH = 80;
/** Threads of the peer before may still spin, waiting for more. */
const SETTLE = 10;

/**
 * Times one workload: in every round each peer in turn measures a small batch, so that what slows the machine for a while slows everybody.
 * @param input   file of float32 values that everybody takes
 * @param folder  for the outputs, which are compared unless `compare` is false
 * @returns a row for every peer: micros (median over the rounds' medians), low, high (quartiles), difference, or skipped
 */
export async function interleave(peers, workload, input, folder, { rounds, compare = true }) {
  const rows = peers.flatMap(({ key, name, copies, suits, why, most, process }) => {
    const skipped = suits(workload) ? null : why;
    // Who would not say why has nothing to do with such a workload.
    if (skipped === '') return [];
    return { key, name, copies, most, process, skipped, medians: [], difference: null };
  });
  const trying = async (row, work) => {
    if (row.skipped) return;
    try {
      await work(row);
    } catch (error) {
      row.skipped = error.message;
    }
  };
  const command = { workload, file: input, pairs: pairsFor(workload), batch: BATCH };
  for (const row of rows) await trying(row, () => row.process.ask('prepare', command));
  if (compare) await compareOutputs(rows, input, folder, trying);
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      if (round >= row.most) continue;
      await sleep(SETTLE);
      await trying(row, async () => {
        row.medians.push(median((await row.process.ask('measure')).micros));
      });
    }
  }
  for (const row of rows) await row.process.ask('release').catch(() => {});
  const result = rows.map(({ key, name, skipped, medians, difference }) => {
    if (skipped) return { key, name, skipped };
    const [low, high] = quartiles(medians);
    return { key, name, micros: median(medians), low, high, difference };
  });
  return { workload, rows: result };
}

/** Every output against the reference's; a copy's against the input. */
async function compareOutputs(rows, input, folder, trying) {
  const reference = `${folder}/reference.f32`;
  const output = `${folder}/output.f32`;
  const known = rows.find(({ key, skipped }) => key === REFERENCE && !skipped);
  if (known) await trying(known, () => known.process.ask('output', { file: reference }));
  for (const row of rows) {
    if (!row.copies && !known) continue;
    await trying(row, async () => {
      await row.process.ask('output', { file: output });
      row.difference = maxDifference(output, row.copies ? input : reference);
    });
  }
  for (const file of [reference, output]) fs.rmSync(file, { force: true });
}
