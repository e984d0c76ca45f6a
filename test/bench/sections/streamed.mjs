import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { inRoot } from '../../../build/paths.mjs';
import { digits, duration, small, table } from '../format.mjs';
import { maxDifference } from '../maxDifference.mjs';
import { median } from '../median.mjs';
import { runMeasured } from '../runMeasured.mjs';
import { writeNpyFile } from '../writeNpyFile.mjs';

const MIB = 2 ** 20;

/** Words of the command line that make it stream, and those that keep it in memory. */
const MEMORY = { streamed: ['--memory', '512'], whole: ['--memory', '65536'] };
/** MiB of the file that is timed, and of one that fits into memory, too: to compare. */
const SIZES = { timed: 2048, compared: 768 };

/** Everybody's turns; the medians are shown. */
const ROUNDS = 3;
/** Milliseconds after which a virtual machine has given the pages of a removed file away: everybody then writes to fresh ones. */
const PAGES_GONE = 4000;

export const STREAMED_WORKLOAD = 'Streamed file';

export const STREAMED_LAYERS = [
  { name: 'LayerNorm (one pass)', words: ['LayerNorm', '--normalized-shape', '1024'] },
  { name: 'BatchNorm1d (two passes)', words: ['BatchNorm1d'] },
];

/** (N, 64, 1024): 1024 values are a row for LayerNorm, 64 are BatchNorm1d's channels. */
const shapeOf = (mebibytes) => [mebibytes * 4, 64, 1024];

/** The command line on a file. @throws Error with what it said when it failed */
async function normscope(x, y, { name, words }, memory) {
  const program = [inRoot('dist/cli/cli.js'), 'run', x, '--layer', ...words, '--out', y, ...memory];
  const outcome = await runMeasured(process.execPath, program);
  if (outcome.status !== 0) throw new Error(`${name}: ${outcome.output}`);
  return outcome;
}

/** A file larger than the memory it may take, through the command line. */
export const streamed = {
  title: 'Streamed file',
  parts: [STREAMED_WORKLOAD],
  async run({ quick, folder, say }) {
    const size = quick ? SIZES.compared : SIZES.timed;
    const [large, fitting, y, whole] = ['large', 'fitting', 'y', 'whole'].map((name) =>
      path.join(folder, `${name}.npy`),
    );
    const rows = [];
    const ratios = [];
    try {
      for (const [file, mebibytes] of [
        [large, size],
        [fitting, SIZES.compared],
      ]) {
        say(`writing ${mebibytes} MiB`);
        writeNpyFile(file, shapeOf(mebibytes));
      }
      // All end when the disk has taken everything, and nobody pays for the file of the one before.
      const copy = () => runMeasured('dd', [`if=${large}`, `of=${y}`, 'bs=4M', 'conv=fsync']);
      const peers = [
        copy,
        ...STREAMED_LAYERS.map((layer) => () => normscope(large, y, layer, MEMORY.streamed)),
      ];
      const found = peers.map(() => ({ seconds: [], peak: 0 }));
      for (let round = 0; round < (quick ? 1 : ROUNDS); round++) {
        say(`dd and layers in turn, ${size} MiB`);
        for (const [i, run] of peers.entries()) {
          fs.rmSync(y, { force: true });
          await sleep(PAGES_GONE);
          const { seconds, peak } = await run();
          found[i].seconds.push(seconds);
          found[i].peak = Math.max(found[i].peak, peak);
        }
      }
      const [copied, ...streams] = found.map(({ seconds, peak }) => ({
        seconds: median(seconds),
        peak,
      }));
      rows.push([
        'dd, a copy, flushed',
        duration(copied.seconds * 1e6),
        digits(size / copied.seconds),
        '',
        '',
      ]);
      for (const [i, layer] of STREAMED_LAYERS.entries()) {
        const { seconds, peak } = streams[i];
        say(`${layer.name}, ${SIZES.compared} MiB streamed and in memory`);
        await normscope(fitting, y, layer, MEMORY.streamed);
        await normscope(fitting, whole, layer, MEMORY.whole);
        const memory = peak > 0 ? digits(peak / MIB) : 'unknown';
        const ratio = seconds / copied.seconds;
        ratios.push({ key: layer.name, name: `${layer.name} ÷ dd`, ratio });
        const cells = [duration(seconds * 1e6), digits(size / seconds), memory];
        rows.push([layer.name, ...cells, small(maxDifference(y, whole))]);
      }
    } finally {
      for (const file of [large, fitting, y, whole]) fs.rmSync(file, { force: true });
    }
    const head = ['', 'time', 'MiB/s', 'peak MiB', 'max difference to in memory'];
    const text = [
      `${size} MiB, float32 (${shapeOf(size).join(', ')}): \`normscope run X.npy --layer … --out Y.npy ${MEMORY.streamed.join(' ')}\`.`,
      'Time and peak resident memory are those of the whole process, its start included; MiB/s are of the input.',
      `The difference to the same layer in memory was taken on ${SIZES.compared} MiB.`,
    ];
    return {
      text: `${text.join(' ')}\n\n${table(head, rows)}`,
      results: [{ workload: { name: STREAMED_WORKLOAD }, rows: ratios }],
    };
  },
};
