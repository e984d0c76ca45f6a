/*
 * Runs every distinct program that is shown where its framework is installed, and keeps what it computed:
 *
 *     node test/parity/recordPrograms.mjs /path/to/python
 *
 * for a Python with torch, numpy, keras, jax, flax, onnx and onnxruntime; with fewer, the programs of those. A layer of another
 * library is shown in PyTorch and NumPy alone, for which Debian's Python is enough. Programs that are recorded are not run
 * again (delete test/fixtures/programs.json.gz to run all), so an interrupted recording goes on where it was.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { runnerImport } from 'vite';

const [python] = process.argv.slice(2);
if (!python) throw new Error('give the Python that has the frameworks');
const root = fileURLToPath(new URL('../..', import.meta.url));
const script = fileURLToPath(new URL('run_snippets.py', import.meta.url));
const env = { ...process.env, KERAS_BACKEND: 'jax', JAX_PLATFORMS: 'cpu' };

const { module } = await runnerImport(fileURLToPath(new URL('shownPrograms.ts', import.meta.url)), {
  root,
  configFile: false,
  logLevel: 'error',
});
const file = module.RECORD_FILE;
const shown = new Map(module.shownPrograms().map((program) => [program.key, program]));
const before = existsSync(file) ? JSON.parse(gunzipSync(readFileSync(file)).toString()) : {};

/** Only what is still shown stays; what ended with an error runs again. */
const programs = Object.fromEntries(
  Object.entries(before.programs ?? {}).filter(([key, { error }]) => shown.has(key) && !error),
);
const versions = JSON.parse(
  execFileSync(python, [script, '--versions'], { env, encoding: 'utf8' }),
);
const NEEDED = { pytorch: 'torch', numpy: 'torch', keras: 'keras', flax: 'flax', onnx: 'onnx' };
const missing = [...shown.values()].filter(({ key }) => !programs[key]);
const runnable = missing.filter(({ framework }) => versions[NEEDED[framework]]);
if (runnable.length < missing.length)
  console.log(
    `${missing.length - runnable.length} programs are of frameworks that ${python} does not have`,
  );

/** Keras and JAX keep their element type for the whole process: a process for each. */
const groups = new Map();
for (const one of runnable) groups.set(groupOf(one), [...(groups.get(groupOf(one)) ?? []), one]);
for (const [name, group] of groups) await runGroup(name, group);
save();

function groupOf({ framework, code }) {
  const ownProcess = framework === 'keras' || framework === 'flax';
  return ownProcess && code.includes('float64') ? `${framework} in float64` : framework;
}

async function runGroup(name, group) {
  const child = spawn(python, [script], { env, stdio: ['pipe', 'pipe', 'ignore'] });
  child.stdin.end(JSON.stringify(group.map(({ code }) => code)));
  let done = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    const { key, name: title } = group[done++];
    programs[key] = JSON.parse(line);
    if (programs[key].error) console.log(`${title}\n${programs[key].error}`);
    if (done % 25 === 0) save();
    if (done % 25 === 0 || done === group.length)
      console.log(`${name}: ${done} of ${group.length}`);
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  if (done < group.length) throw new Error(`${name} ended after ${done} of ${group.length}`);
}

function save() {
  const record = {
    // what was recorded before keeps its own
    versions: { ...versions, ...before.versions },
    date: new Date().toISOString().slice(0, 10),
    programs: Object.fromEntries(
      Object.keys(programs)
        .sort()
        .map((key) => [key, programs[key]]),
    ),
  };
  writeFileSync(`${file}.part`, gzipSync(JSON.stringify(record), { level: 9 }));
  renameSync(`${file}.part`, file);
}
