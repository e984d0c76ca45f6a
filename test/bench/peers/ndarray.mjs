import ndarray from 'ndarray';
import ops from 'ndarray-ops';
import { createRequire } from 'node:module';
import { EPS, parametersOf } from './parameters.mjs';
import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';

const require = createRequire(import.meta.url);
const versionOf = (name) => require(`${name}/package.json`).version;

/** Views of x that share a statistic, and within each the views that share a γ and β. */
function* views({ norm, shape, channel, groups }, x) {
  const [samples, channels] = [shape[0], shape[channel]];
  const none = shape.map(() => null);
  const at = (...places) => {
    const index = [...none];
    for (const [axis, position] of places) index[axis] = position;
    return (array) => array.pick(...index);
  };
  if (norm === 'batch') {
    for (let c = 0; c < channels; c++) yield { of: at([channel, c]), parts: [[c, (v) => v]] };
    return;
  }
  for (let n = 0; n < samples; n++) {
    if (norm === 'layer') {
      for (let row = 0; row < x.shape[1]; row++) yield { of: at([0, n], [1, row]), parts: null };
      continue;
    }
    const each = norm === 'group' ? channels / groups : 1;
    for (let c = 0; c < channels; c += each) {
      const of = (array) => at([0, n])(array).lo(c).hi(each);
      const parts = Array.from({ length: each }, (_, i) => [c + i, (view) => view.pick(i)]);
      yield { of, parts };
    }
  }
}

function normalize(workload, x, y, { weight, bias }) {
  for (const { of, parts } of views(workload, x)) {
    const [from, to] = [of(x), of(y)];
    const count = from.size;
    ops.subs(to, from, ops.sum(from) / count);
    const rstd = 1 / Math.sqrt(ops.norm2squared(to) / count + EPS);
    if (!parts) {
      ops.mulseq(to, rstd);
      ops.muleq(to, weight);
      ops.addeq(to, bias);
    }
    for (const [c, part] of parts ?? []) {
      ops.mulseq(part(to), rstd * weight.get(c));
      ops.addseq(part(to), bias.get(c));
    }
  }
}

servePeer({
  versions: { ndarray: versionOf('ndarray'), 'ndarray-ops': versionOf('ndarray-ops') },
  prepare(workload, file, count) {
    const { weight, bias } = parametersOf(workload);
    const parameters = { weight: ndarray(weight), bias: ndarray(bias) };
    const empty = () => new Float32Array(workload.values);
    const pairs = Array.from({ length: count }, () => ({
      x: ndarray(readTiled(file, empty()), workload.shape),
      y: ndarray(empty().fill(0), workload.shape),
    }));
    return {
      run: (i) => normalize(workload, pairs[i].x, pairs[i].y, parameters),
      output: (i) => pairs[i].y.data,
    };
  },
});
