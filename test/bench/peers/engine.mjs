import { normalizeFast } from '../../../electron/workers/engine/normalizeFast.ts';
import { parametersOf } from './parameters.mjs';
import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';
import { specOf, tensorOf } from './specOf.mjs';
import { startEngine } from './startEngine.mjs';

const { memory, crew } = await startEngine(process.argv[2], Number(process.argv[3]));

/** An input of the workload's type and its output; halves are done where the output lies. */
function pairOf(workload, file, room) {
  const { values, type } = workload;
  if (type === 'float32') {
    const x = readTiled(file, room(memory.newFloat32(values)));
    return { x: tensorOf(workload, x), y: room(memory.newFloat32(values, x)) };
  }
  const read = readTiled(file, new Float32Array(values));
  if (type === 'float64') {
    const x = room(memory.newFloat64(values));
    x.set(read);
    return { x: tensorOf(workload, x), y: room(memory.newFloat64(values, x)) };
  }
  const bits = room(memory.newUint16(values));
  narrowed(read, type, bits);
  const y = room(memory.newFloat32(values, bits));
  return { x: tensorOf(workload, y), y, halves: { bits, type } };
}

/** Values cut to halves: what is lost does not matter to a clock. */
function narrowed(values, type, halves) {
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  for (let i = 0; i < bits.length; i++) {
    const sign = (bits[i] >>> 16) & 0x8000;
    const rest = ((bits[i] & 0x7fffffff) >>> 13) - (112 << 10);
    halves[i] = type === 'bfloat16' ? bits[i] >>> 16 : sign | Math.max(0, rest);
  }
}

servePeer({
  versions: {},
  prepare(workload, file, count) {
    const spec = specOf(workload);
    const rooms = [];
    const room = (made) => {
      rooms.push(made);
      return made.data;
    };
    const gate =
      workload.norm === 'gate' && readTiled(file, room(memory.newFloat32(workload.values)));
    const inputs = gate ? { gate: { data: gate, shape: workload.shape } } : {};
    const state = { ...parametersOf(workload), inputs };
    const pairs = Array.from({ length: count }, () => pairOf(workload, file, room));
    return {
      run(i) {
        const { x, y, halves } = pairs[i];
        pairs[i].out = normalizeFast(memory, crew, spec, x, state, y, { halves }).output.data;
      },
      output: (i) => new Float32Array(pairs[i].out),
      release() {
        for (const { release } of rooms) release();
      },
    };
  },
});
