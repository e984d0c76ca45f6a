import ort from 'onnxruntime-node';
import { createRequire } from 'node:module';
import { onnxModel } from './onnxModel.mjs';
import { parametersOf } from './parameters.mjs';
import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';

const threads = Number(process.argv[2]);
const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json');

servePeer({
  versions: { 'onnxruntime-node': version },
  async prepare(workload, file, count) {
    const session = await ort.InferenceSession.create(onnxModel(workload, parametersOf(workload)), {
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
    });
    const empty = () => new Float32Array(workload.values);
    const pairs = Array.from({ length: count }, () => ({
      x: new ort.Tensor('float32', readTiled(file, empty()), workload.shape),
      y: new ort.Tensor('float32', empty().fill(0), workload.shape),
    }));
    return {
      // An output that is given is written in place.
      run: (i) => session.run({ x: pairs[i].x }, { y: pairs[i].y }),
      output: (i) => pairs[i].y.data,
      release: () => session.release(),
    };
  },
});
