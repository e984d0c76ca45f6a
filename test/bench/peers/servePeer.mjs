import fs from 'node:fs';
import { createInterface } from 'node:readline';

/** Milliseconds of running before anything counts, for compilers to settle; the first time also for the process to get the pages that it will use again and again. */
const WARM_UP = 250;
const FIRST_WARM_UP = 2000;
/** A sample below this many milliseconds is made of several calls. */
const SHORTEST_SAMPLE = 1;

/**
 * The loop of a peer's process: a command a line from stdin, an answer a line to stdout. torch_peer.py speaks the same.
 * @param peer  { versions, prepare(workload, file, pairs) → { run(i), output(i), release?() } }
 */
export function servePeer(peer) {
  let prepared = null;
  let pairs = 1;
  let calls = 1;
  let samples = 1;
  let turn = 0;
  let warmUp = FIRST_WARM_UP;

  const next = () => prepared.run(turn++ % pairs);

  async function sample() {
    const start = performance.now();
    for (let i = 0; i < calls; i++) {
      const pending = next();
      if (pending) await pending;
    }
    return ((performance.now() - start) * 1000) / calls;
  }

  const commands = {
    hello: () => ({ versions: peer.versions }),
    async prepare(command) {
      prepared = await peer.prepare(command.workload, command.file, command.pairs);
      [pairs, calls, turn] = [command.pairs, 1, 0];
      const start = performance.now();
      let ran = 0;
      while (ran < 2 || performance.now() - start < warmUp) {
        await sample();
        ran++;
        if (performance.now() - start > FIRST_WARM_UP) break;
      }
      warmUp = WARM_UP;
      const once = await sample();
      calls = Math.max(1, Math.ceil((SHORTEST_SAMPLE * 1000) / once));
      samples = Math.max(1, Math.min(50, Math.round((command.batch * 1000) / (once * calls))));
      return {};
    },
    async output(command) {
      await prepared.run(0);
      const values = await prepared.output(0);
      const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
      fs.writeFileSync(command.file, bytes);
      return {};
    },
    async measure() {
      const micros = [];
      for (let i = 0; i < samples; i++) micros.push(await sample());
      return { micros };
    },
    async release() {
      await prepared?.release?.();
      prepared = null;
      return {};
    },
  };

  const answer = (line) => process.stdout.write(`${JSON.stringify(line)}\n`);
  createInterface({ input: process.stdin })
    .on('line', async (line) => {
      const command = JSON.parse(line);
      try {
        answer({ reply: await commands[command.do](command) });
      } catch (error) {
        answer({ problem: error.message });
      }
    })
    .on('close', () => process.exit(0));
}
