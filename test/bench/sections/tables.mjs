import { duration, table, times } from '../format.mjs';
import { interleave } from '../interleave.mjs';
import { COPY, ENGINE, PEERS } from '../peerList.mjs';
import { startPeers } from '../startPeers.mjs';
import { TABLES } from '../workloads.mjs';

const TORCH = 'torch2';
const WHO = [COPY, ENGINE, TORCH];
/** Few, since there are many workloads. */
const ROUNDS = 5;

/** A workload's row: times of all, and what the engine's is of theirs. */
function lineOf({ workload, rows }) {
  const microsOf = (wanted) => rows.find(({ key }) => key === wanted)?.micros;
  const [copy, engine, torch] = WHO.map(microsOf);
  const time = (micros) => (micros === undefined ? '–' : duration(micros));
  const ratio = (base) => (engine === undefined || base === undefined ? '–' : times(engine / base));
  const met = engine === undefined || torch === undefined ? '–' : engine <= torch ? 'yes' : 'NO';
  return [workload.name, ...[copy, engine, torch].map(time), ratio(copy), ratio(torch), met];
}

/** Shapes and types from one end to the other, against the copy and PyTorch alone. */
export const tables = {
  title: 'Shapes and types',
  parts: TABLES.map(({ title }) => `Shapes and types, ${title}`),
  async run({ matches, quick, folder, input, say }) {
    const { peers, missing, close } = await startPeers(
      PEERS.filter(({ key }) => WHO.includes(key)),
    );
    const parts = [
      'Goal: at most the time of PyTorch with two threads. The copy is memcpy of the input with one thread, of float32 values whatever the type.',
      ...missing.map(({ name, reason }) => `Without ${name} (${reason}).`),
    ];
    const head = [
      '',
      'copy',
      'engine, 2 threads',
      'PyTorch, 2 threads',
      '÷ copy',
      '÷ PyTorch',
      'met',
    ];
    try {
      for (const { title, workloads } of TABLES.filter((one) =>
        matches(`Shapes and types, ${one.title}`),
      )) {
        const lines = [];
        for (const workload of quick ? workloads.slice(0, 2) : workloads) {
          say(workload.name);
          const from = input(workload.values);
          const rounds = quick ? 2 : ROUNDS;
          lines.push(
            lineOf(await interleave(peers, workload, from, folder, { rounds, compare: false })),
          );
        }
        parts.push(`### ${title}\n\n${table(head, lines)}`);
      }
    } finally {
      await close();
    }
    return { text: parts.join('\n\n') };
  },
};
