import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from '../../../build/paths.mjs';
import { digits, duration, table } from '../format.mjs';
import { median } from '../median.mjs';
import { runMeasured } from '../runMeasured.mjs';
import { writeNpyFile } from '../writeNpyFile.mjs';

const MIB = 2 ** 20;
const PAIRS = [
  ['small', 'a pair of the notebook’s size', [2, 5, 4]],
  ['pair', 'a pair of 12 MiB', [32, 768, 128]],
];
const LAYERS = 96;
const FEATURES = 4096;
/** Bytes of a large weight, two of which stand beside every LayerNorm: 3 GB in all. */
const WEIGHT = FEATURES * 1024 * 4;

export const FILES_WORKLOAD = 'files';

async function cli(words) {
  const outcome = await runMeasured(process.execPath, [inRoot('dist/cli/cli.js'), ...words]);
  if (outcome.status !== 0) throw new Error(`${words.join(' ')}: ${outcome.output}`);
  return outcome;
}

/** A sparse .safetensors file: what it holds is zero, but for its header. */
function writeCheckpoint(file) {
  const header = {};
  let at = 0;
  const tensor = (name, shape, bytes) => {
    header[name] = { dtype: 'F32', shape, data_offsets: [at, at + bytes] };
    at += bytes;
  };
  for (let layer = 0; layer < LAYERS; layer++) {
    for (const part of ['up', 'down'])
      tensor(`layers.${layer}.${part}.weight`, [1024, FEATURES], WEIGHT);
    for (const part of ['weight', 'bias'])
      tensor(`layers.${layer}.norm.${part}`, [FEATURES], FEATURES * 4);
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  fs.writeFileSync(file, Buffer.concat([length, text]));
  fs.truncateSync(file, 8 + text.length + at);
}

/** What is asked of the command line, with the files that it needs. */
async function questions(folder) {
  const asked = [];
  for (const [key, name, shape] of PAIRS) {
    const [x, y] = ['x', 'y'].map((end) => path.join(folder, `${shape.join('x')}.${end}.npy`));
    writeNpyFile(x, shape);
    await cli(['run', x, '--layer', 'BatchNorm1d', '--out', y]);
    const words = ['verify', x, y, '--json', '-'];
    asked.push({ key, name: `verify, ${name}`, words, files: [x, y] });
  }
  const checkpoint = path.join(folder, 'large.safetensors');
  writeCheckpoint(checkpoint);
  asked.push({
    key: 'checkpoint',
    name: `inspect, a checkpoint of ${digits(fs.statSync(checkpoint).size / 1e9)} GB`,
    words: ['inspect', checkpoint, '--json'],
    files: [checkpoint],
  });
  return asked;
}

/** Questions about files, through the command line. */
export const files = {
  title: 'Files',
  parts: [FILES_WORKLOAD],
  async run({ quick, folder, say }) {
    const rows = [];
    const start = await cli(['--version']);
    for (const { key, name, words, files: used } of await questions(folder)) {
      say(name);
      const runs = [];
      for (let i = 0; i < (quick ? 1 : 5); i++) runs.push(await cli(words));
      const micros = median(runs.map(({ seconds }) => seconds)) * 1e6;
      rows.push({ key, name, micros, peak: runs[0].peak });
      for (const file of used) fs.rmSync(file);
    }
    const lines = rows.map(({ name, micros, peak }) => [
      name,
      duration(micros),
      peak > 0 ? digits(peak / MIB) : 'unknown',
    ]);
    const head = ['', 'time', 'peak MiB'];
    return {
      text: `Time and peak resident memory of the whole process; its start alone takes ${duration(start.seconds * 1e6)}.\n\n${table(head, lines)}`,
      results: [{ workload: { name: FILES_WORKLOAD }, rows }],
    };
  },
};
