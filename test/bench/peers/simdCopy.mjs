import { readTiled } from './readTiled.mjs';
import { servePeer } from './servePeer.mjs';
import { startEngine } from './startEngine.mjs';

/** Bytes that a thread claims at a time, as in the engine. */
const CHUNK = 1 << 19;

const { memory, crew } = await startEngine(process.argv[2], Number(process.argv[3]));

servePeer({
  versions: {},
  prepare({ values, bytes }, file, count) {
    const pairs = Array.from({ length: count }, () => {
      const [from, to] = [memory.newFloat32(values), memory.newFloat32(values)];
      readTiled(file, from.data);
      to.data.fill(0);
      return { from, to };
    });
    return {
      run(i) {
        const { from, to } = pairs[i];
        const args = { job: 0, size: CHUNK, total: bytes, group: 0, c: 0 };
        const [a, b] = [to.data.byteOffset, from.data.byteOffset];
        crew.run('simdCopy', { ...args, a, b }, true);
      },
      output: (i) => pairs[i].to.data,
      release() {
        for (const { from, to } of pairs) [from, to].forEach(({ release }) => release());
      },
    };
  },
});
