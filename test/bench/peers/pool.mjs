import { pathToFileURL } from 'node:url';
import { WorkerPool } from '../../../electron/workers/pool.ts';
import { sharedTensor } from '../../../electron/workers/sharedTensor.ts';
import { parametersOf } from './parameters.mjs';
import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';
import { specOf, tensorOf } from './specOf.mjs';

const dist = pathToFileURL(process.argv[2]);
const pool = new WorkerPool({
  entry: new URL('workers/worker.js', dist),
  size: 2,
  workerData: { dist: dist.href },
});

servePeer({
  versions: {},
  prepare(workload, file, count) {
    const state = parametersOf(workload);
    const jobs = Array.from({ length: count }, () => {
      const data = readTiled(file, new Float32Array(workload.values));
      const stored = sharedTensor(tensorOf(workload, data));
      const layout = stored.axes;
      return {
        kind: 'compute',
        stored,
        edits: [],
        layout,
        withInput: false,
        spec: specOf(workload),
        state,
      };
    });
    const outs = [];
    return {
      async run(i) {
        outs[i] = (await pool.run(jobs[i])).result.output.data;
      },
      output: (i) => outs[i],
    };
  },
});
