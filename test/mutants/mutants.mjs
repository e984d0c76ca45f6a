// npm run mutants: changes the program a little, again and again, and lists what no test notices. No part of the tests.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { checkNode } from '../../build/checkNode.mjs';
import { ensureInstalled } from '../../build/ensureInstalled.mjs';
import { lockedPackages } from '../../build/lockedPackages.mjs';
import { inRoot } from '../../build/paths.mjs';
import { run } from '../../build/run.mjs';
import { runMain, say, SetupError } from '../../build/say.mjs';
import { AREAS, filesOf, testsOf } from './areas.mjs';
import { toldShare } from './toldShare.mjs';

const USAGE = `npm run mutants -- [AREA …] [--share P [--seed S]] [--files GLOB] [--tests GLOB] [--concurrency N]

  AREA             one of ${Object.keys(AREAS).join(', ')};
                   without one, all of them in turn: an hour or more each
  --share P        only this share of the mutants, drawn at random: 0.1 is one in ten
  --seed S         which ones are drawn; default 1
  --files GLOB     only these files of the area
  --tests GLOB     held to these tests alone, not to all of the area's: quick, and strict
  --concurrency N  processes at a time; default 1

Prints the share that was killed, and writes reports/mutants/AREA.json and AREA.html.`;

const bin = inRoot('test/mutants/node_modules/@stryker-mutator/core/bin/stryker.js');

const reportOf = (area) =>
  inRoot('reports/mutants', area.replaceAll('/', '-').replace(/\.ts$/, ''));

/** Options of one run of Stryker. */
function options(area, files, share, concurrency) {
  const report = reportOf(area);
  return {
    testRunner: 'quick',
    checkers: share < 1 ? ['sample'] : [],
    plugins: ['quickRunner', 'sampleChecker', 'toldAtOnce'].map((name) =>
      inRoot(`test/mutants/${name}.mjs`),
    ),
    mutate: [files, '!**/*.d.ts'],
    coverageAnalysis: 'perTest',
    // Tables are read once, before any test runs: their mutants would each need a new process.
    ignoreStatic: true,
    // With true, every file of the copy is parsed and written anew, fixtures and all.
    disableTypeChecks: false,
    concurrency,
    ignorePatterns: [
      'dist',
      'release',
      'reports',
      '.cache',
      'test/bench',
      'test/e2e',
      '*.tsbuildinfo',
    ],
    tempDirName: '.cache/mutants',
    reporters: ['progress-append-only', 'told-at-once', 'json', 'html'],
    jsonReporter: { fileName: `${report}.json` },
    htmlReporter: { fileName: `${report}.html` },
    allowConsoleColors: false,
    // A machine with other work is slow; a mutant that hangs is still found.
    timeoutMS: 30_000,
    dryRunTimeoutMinutes: 30,
  };
}

await runMain(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      files: { type: 'string' },
      tests: { type: 'string' },
      share: { type: 'string', default: '1' },
      seed: { type: 'string', default: '1' },
      concurrency: { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.find((area) => !(area in AREAS));
  if (unknown !== undefined) throw new SetupError(`unknown area: ${unknown}\n${USAGE}`);
  if (values.help) return void console.log(USAGE);
  const share = Number(values.share);
  if (!(share > 0 && share <= 1)) {
    throw new SetupError(`--share takes more than 0 and at most 1, not ${values.share}`);
  }
  checkNode();
  await ensureInstalled();
  const packages = lockedPackages(inRoot('test/mutants'));
  if (!packages.isInstalled()) {
    say('installing the mutation tester (once)');
    await packages.install();
  }
  let failed = 0;
  for (const area of positionals.length > 0 ? positionals : Object.keys(AREAS)) {
    const config = inRoot('.cache/mutants.json');
    fs.mkdirSync(inRoot('.cache'), { recursive: true });
    const files = values.files ?? filesOf(area);
    const chosen = options(area, files, share, Number(values.concurrency));
    fs.writeFileSync(config, JSON.stringify(chosen));
    fs.mkdirSync(inRoot('reports/mutants'), { recursive: true });
    const { status } = await run(process.execPath, [bin, 'run', config], {
      env: {
        NORMSCOPE_MUTANT_TESTS: values.tests ?? testsOf(area).join(' '),
        NORMSCOPE_MUTANT_SHARE: values.share,
        NORMSCOPE_MUTANT_SEED: values.seed,
        NORMSCOPE_MUTANT_LEFT_OUT: `${reportOf(area)}.leftOut.txt`,
      },
    });
    if (status !== 0) failed++;
    else say(toldShare(area, JSON.parse(fs.readFileSync(`${reportOf(area)}.json`, 'utf8'))));
  }
  return failed > 0 ? 1 : 0;
});
