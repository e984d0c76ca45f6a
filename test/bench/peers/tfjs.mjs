import { createRequire } from 'node:module';
import { EPS, parametersOf } from './parameters.mjs';
import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';

const require = createRequire(import.meta.url);
const backend = process.argv[2];
// The backend says on stdout how it starts: that is the runner's line.
console.log = console.error;
// Its bundles for Node are CommonJS only.
const tf = require('@tensorflow/tfjs-core');
require(`@tensorflow/tfjs-backend-${backend}`);
await tf.setBackend(backend);
await tf.ready();

const epsilon = tf.scalar(EPS);
const rstdOf = (variance) => tf.rsqrt(tf.add(variance, epsilon));

/** The layer as tfjs's own operations: its fused batchNorm where that fits (channels last), else moments and arithmetic. */
function layer({ norm, shape, channel, groups }, gamma, beta) {
  const every = shape.map((_, axis) => axis);
  if (norm === 'batch' && channel === shape.length - 1) {
    return (x) => {
      const { mean, variance } = tf.moments(x, every.slice(0, -1));
      return tf.batchNorm(x, mean, variance, beta, gamma, EPS);
    };
  }
  const along = every.map((axis) => (axis === channel ? shape[channel] : 1));
  const [weight, bias] = [tf.reshape(gamma, along), tf.reshape(beta, along)];
  if (norm === 'batch') {
    const axes = every.filter((axis) => axis !== channel);
    return (x) => {
      const { mean, variance } = tf.moments(x, axes, true);
      const scale = tf.mul(rstdOf(variance), weight);
      return tf.add(tf.mul(tf.sub(x, mean), scale), bias);
    };
  }
  // Statistics and γ lie along different axes; one row of the view is one group.
  const view = {
    layer: [shape[0] * shape[1], shape[2]],
    instance: [shape[0] * shape[1], -1],
    group: [shape[0] * groups, -1],
  }[norm];
  return (x) => {
    const rows = tf.reshape(x, view);
    const { mean, variance } = tf.moments(rows, 1, true);
    const unit = tf.mul(tf.sub(rows, mean), rstdOf(variance));
    return tf.add(tf.mul(tf.reshape(unit, shape), weight), bias);
  };
}

servePeer({
  versions: { 'tfjs-core': tf.version_core },
  prepare(workload, file, count) {
    const { weight, bias } = parametersOf(workload);
    const [gamma, beta] = [tf.tensor1d(weight), tf.tensor1d(bias)];
    const forward = layer(workload, gamma, beta);
    const pairs = Array.from({ length: count }, () => {
      const data = readTiled(file, new Float32Array(workload.values));
      return { x: tf.tensor(data, workload.shape), out: null };
    });
    return {
      run(i) {
        pairs[i].out?.dispose();
        pairs[i].out = tf.tidy(() => forward(pairs[i].x));
      },
      output: (i) => pairs[i].out.data(),
      release() {
        for (const { x, out } of pairs) tf.dispose([x, out]);
        tf.dispose([gamma, beta]);
      },
    };
  },
});
