// npm run bench: Normscope against its peers, in one run. Installs the peers, builds what is missing.
import { bootstrap } from '../../build/bootstrap.mjs';
import { runMain, say } from '../../build/say.mjs';
import { bundlePeers } from './bundlePeers.mjs';
import { ensurePeers } from './ensurePeers.mjs';
import { goalsTable } from './goals.mjs';
import { inputs } from './inputs.mjs';
import { machine } from './machine.mjs';
import { readOptions, USAGE } from './options.mjs';
import { page, writeResults } from './resultsFile.mjs';
import { files } from './sections/files.mjs';
import { frames } from './sections/frames.mjs';
import { layers } from './sections/layers.mjs';
import { layouts } from './sections/layouts.mjs';
import { scaling } from './sections/scaling.mjs';
import { startUp } from './sections/startUp.mjs';
import { streamed } from './sections/streamed.mjs';
import { tables } from './sections/tables.mjs';
import { verification } from './sections/verification.mjs';
import { windowSection } from './sections/window.mjs';

const SECTIONS = [
  layers,
  tables,
  scaling,
  layouts,
  streamed,
  files,
  verification,
  startUp,
  windowSection,
  frames,
];

/** One section; what it cannot measure costs no other its numbers. */
async function measured(section, context) {
  try {
    return await section.run(context);
  } catch (error) {
    process.exitCode = 1;
    return { text: `Not measured: ${error.message}` };
  }
}

await runMain(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return void console.log(USAGE);
  await bootstrap();
  await ensurePeers();
  await bundlePeers();
  const { folder, input, remove } = inputs();
  const versions = {};
  const parts = [];
  const results = [];
  const started = performance.now();
  try {
    for (const section of SECTIONS.filter(({ parts: names }) => names.some(options.matches))) {
      const found = await measured(section, { ...options, folder, input, say, versions });
      results.push(...(found.results ?? []));
      parts.push(`## ${section.title}\n\n${found.text}`);
      console.log(`\n${parts.at(-1)}`);
    }
  } finally {
    remove();
  }
  const goals = goalsTable(results);
  if (goals) console.log(`\n## Goals\n\n${goals}`);
  say(`${Math.round((performance.now() - started) / 60_000)} minutes`);
  if (options.write) say(`written: ${writeResults(page(machine(versions), goals, parts))}`);
  else console.log(`\n${machine(versions).join('\n')}`);
  return process.exitCode;
});
