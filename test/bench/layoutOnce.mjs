// Times a layer on 98 MiB that are stored as they are fed, and in another order of their axes: node layoutOnce.mjs RUNS
import { pathToFileURL } from 'node:url';
import { runnerImport } from 'vite';
import { inRoot } from '../../build/paths.mjs';
import { LAYOUTS } from './layouts.mjs';

const load = async (file) => (await runnerImport(inRoot(file), { configFile: false })).module;
const { WorkerPool } = await load('electron/workers/pool.ts');
const { sharedFloat32 } = await load('electron/workers/sharedTensor.ts');
const { tensor } = await load('core/tensor/tensor.ts');

const dist = pathToFileURL(inRoot('dist/'));
const pool = new WorkerPool({
  entry: new URL('workers/worker.js', dist),
  size: 1,
  workerData: { dist: dist.href },
});

function stored(shape, axes) {
  const data = sharedFloat32(shape.reduce((product, size) => product * size, 1));
  for (let i = 0; i < data.length; i++) data[i] = Math.sin(i * 12.9898) * 2;
  return tensor(data, shape, axes);
}

/** Milliseconds of a job of the service's, what the window shows of input and output included. */
async function timed(x, layout, { layer, options }) {
  const spec = { layer, options, mode: 'train' };
  const job = { kind: 'compute', stored: x, edits: [], layout, withInput: true, spec, state: {} };
  const start = performance.now();
  await pool.run(job);
  return performance.now() - start;
}

const found = [];
for (const one of LAYOUTS) {
  const axes = [...one.fed];
  const right = stored(one.shape, axes);
  const shape = [...one.stored].map((name) => one.shape[axes.indexOf(name)]);
  const wrong = stored(shape, [...one.stored]);
  const times = { right: [], wrong: [] };
  for (let i = 0; i < Number(process.argv[2]); i++) {
    times.right.push(await timed(right, axes, one));
    times.wrong.push(await timed(wrong, axes, one));
  }
  found.push(times);
}
await pool.close();
console.log(JSON.stringify(found));
