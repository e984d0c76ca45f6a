import { normalize } from '../../../core/norm/normalize.ts';
import { parametersOf } from './parameters.mjs';
import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';
import { specOf, tensorOf } from './specOf.mjs';

servePeer({
  versions: {},
  prepare(workload, file, count) {
    const spec = specOf(workload);
    const state = parametersOf(workload);
    const pairs = Array.from({ length: count }, () => {
      const data = readTiled(file, new Float32Array(workload.values));
      return { x: tensorOf(workload, data), out: null };
    });
    return {
      run(i) {
        pairs[i].out = normalize(spec, pairs[i].x, state).output.data;
      },
      output: (i) => pairs[i].out,
    };
  },
});
