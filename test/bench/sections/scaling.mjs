import { digits, duration, table, times } from '../format.mjs';
import { interleave } from '../interleave.mjs';
import { PEERS } from '../peerList.mjs';
import { startPeers } from '../startPeers.mjs';
import { scalingWorkloads } from '../workloads.mjs';

const WHO = ['copy', 'engine1', 'engine2'];
const LARGEST_INPUT = 2 ** 24;

/** Cost a value from 1 MiB to 1 GiB. */
export const scaling = {
  title: 'Scaling',
  parts: ['Scaling'],
  async run({ quick, folder, input, say }) {
    const parts = [
      'Nanoseconds a value, and how many times those of 1 MiB. 1 MiB is below the size from which a job is spread over the threads.',
    ];
    const { peers, close } = await startPeers(PEERS.filter(({ key }) => WHO.includes(key)));
    try {
      for (const { layer, workloads } of scalingWorkloads()) {
        const first = new Map();
        const lines = [];
        for (const workload of quick ? workloads.slice(0, 3) : workloads) {
          say(`${layer}, ${workload.name}`);
          const { values } = workload;
          const file = input(Math.min(values, LARGEST_INPUT));
          const rounds = quick ? 2 : values > 2 ** 26 ? 3 : 7;
          const { rows } = await interleave(peers, workload, file, folder, {
            rounds,
            compare: false,
          });
          const cells = rows.map(({ key, micros, skipped }) => {
            if (skipped) return skipped;
            const each = (micros * 1000) / values;
            if (!first.has(key)) first.set(key, each);
            return `${duration(micros)}: ${digits(each)} ns, ${times(each / first.get(key))}`;
          });
          lines.push([workload.name, ...cells]);
        }
        parts.push(`### ${layer}\n\n${table(['', ...peers.map(({ name }) => name)], lines)}`);
      }
    } finally {
      await close();
    }
    return { text: parts.join('\n\n') };
  },
};
