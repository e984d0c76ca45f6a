import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import { parametersOf } from './parameters.mjs';
import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';
import { specOf, tensorOf } from './specOf.mjs';
import { startEngine } from './startEngine.mjs';

const { memory, crew } = await startEngine(process.argv[2], Number(process.argv[3]));

servePeer({
  versions: {},
  prepare(workload, file, count) {
    const spec = specOf(workload);
    const state = parametersOf(workload);
    const pairs = Array.from({ length: count }, () => {
      const x = memory.newFloat32(workload.values);
      const y = memory.newFloat32(workload.values, x.data);
      return { x: tensorOf(workload, readTiled(file, x.data)), y, release: x.release, out: null };
    });
    return {
      run(i) {
        const pair = pairs[i];
        pair.out = normalizeFast(memory, crew, spec, pair.x, state, pair.y.data).output.data;
      },
      output: (i) => pairs[i].out,
      release() {
        for (const { y, release } of pairs) [y.release, release].forEach((give) => give());
      },
    };
  },
});
