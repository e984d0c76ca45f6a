// Does one task of addressSpace.test.ts in a process of its own, whose address space may be limited; prints what came of it.
import { readFileSync } from 'node:fs';

const [task, dist, file, output, times] = process.argv.slice(2);
const { createService } = await import(new URL('workers/service.js', dist).href);
const { SettingsStore } = await import(new URL('workers/settings.js', dist).href);
const settings = new SettingsStore(null);
const service = createService({ version: '1', dist: new URL(dist), settings });
const spec = { layer: 'BatchNorm2d', options: {}, mode: 'train' };

const open = async () => {
  const {
    tensors: [info],
  } = await service.tensors.open(file);
  return info.ref;
};

const tasks = {
  async edits() {
    const tensor = await open();
    let run;
    for (let i = 0; i < times; i++) run = await service.run({ tensor, spec, edits: [[i, 5]] });
    return { edited: run.x.data[times - 1], before: run.x.data[times - 2] };
  },
  async compute() {
    const { result } = await service.run({ tensor: await open(), spec });
    return { mean: result.statistics.mean[0], y: result.output.data[0] };
  },
  async stream() {
    const { statistics } = await service.stream({ file, output, spec });
    const bytes = readFileSync(output);
    return { mean: statistics.mean[0], y: bytes.readFloatLE(128) };
  },
  async opens() {
    const most = [0, 0];
    for (let i = 0; i < times; i++) {
      const { handle } = await open();
      service.closeTensor(handle);
      const half = i < times / 2 ? 0 : 1;
      most[half] = Math.max(most[half], process.memoryUsage.rss() / 2 ** 20);
    }
    return { first: most[0], second: most[1] };
  },
};

console.log(JSON.stringify(await tasks[task]()));
await service.close();
