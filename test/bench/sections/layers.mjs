import { duration, small, table, times } from '../format.mjs';
import { interleave } from '../interleave.mjs';
import { COPY, ENGINE, PEERS } from '../peerList.mjs';
import { startPeers } from '../startPeers.mjs';
import { WORKLOADS } from '../workloads.mjs';

/** Rounds of a workload: the smaller, the more. */
const roundsOf = ({ bytes }) => (bytes < 2 ** 24 ? 15 : bytes < 2 ** 27 ? 7 : 5);

function tableOf(rows) {
  const microsOf = (wanted) => rows.find(({ key }) => key === wanted)?.micros;
  const bases = [
    ['÷ copy', microsOf(COPY)],
    ['÷ engine', microsOf(ENGINE)],
  ].filter(([, base]) => base !== undefined);
  const head = ['', 'median', 'quartiles', ...bases.map(([name]) => name), 'max difference'];
  const lines = rows.map(({ name, micros, low, high, difference }) => [
    name,
    duration(micros),
    `${duration(low)} – ${duration(high)}`,
    ...bases.map(([, base]) => times(micros / base)),
    difference === null ? '' : small(difference),
  ]);
  return table(head, lines);
}

/** One workload as a part of the page. */
function partOf({ workload, rows }) {
  const size = workload.bytes / 2 ** 20;
  const left = rows.filter(({ skipped }) => skipped);
  return [
    `### ${workload.name}`,
    size < 1 ? `${workload.values} values.` : `${Math.round(size)} MiB.`,
    tableOf(rows.filter(({ skipped }) => !skipped)),
    left.map(({ name, skipped }) => `Without ${name} (${skipped}).`).join(' '),
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Every layer against every peer. */
export const layers = {
  title: 'Layers',
  parts: WORKLOADS.map(({ name }) => name),
  async run({ matches, quick, folder, input, say, versions }) {
    const { peers, versions: theirs, missing, close } = await startPeers(PEERS);
    Object.assign(versions, theirs);
    const parts = missing.map(({ name, reason }) => `Without ${name} (${reason}).`);
    const results = [];
    try {
      for (const workload of WORKLOADS.filter(({ name }) => matches(name))) {
        say(workload.name);
        const rounds = quick ? 2 : roundsOf(workload);
        const from = input(workload.values);
        const result = await interleave(peers, workload, from, folder, { rounds });
        results.push(result);
        parts.push(partOf(result));
      }
    } finally {
      await close();
    }
    return { text: parts.join('\n\n'), results };
  },
};
