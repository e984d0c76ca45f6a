import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';
import { say } from './say.mjs';

const bin = (file) => inRoot('node_modules', file);

/** Checks that pass or fail as a whole. */
export const CHECKS = {
  types: [bin('typescript/bin/tsc'), '-b', '--pretty'],
  'svelte-check': [
    bin('svelte-check/bin/svelte-check'),
    ...['--tsconfig', './tsconfig.renderer.json', '--output', 'human', '--fail-on-warnings'],
  ],
  lint: [bin('eslint/bin/eslint.js'), '.', '--max-warnings=0'],
  format: [bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'],
};

/** Runs one check. @returns what it adds to the summary */
export async function runCheck(name) {
  const { status, output } = await runNode(CHECKS[name], { stdio: 'pipe' });
  if (status !== 0) process.stdout.write(output);
  say(`${name}: ${status === 0 ? 'passed' : 'FAILED'}`);
  return status === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/** Reads vitest's JSON report; a run that failed without a failed test still counts as one failure. */
export function countTests(report, status) {
  const passed = report?.numPassedTests ?? 0;
  const brokenFiles = (report?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.every((t) => t.status !== 'failed'),
  ).length;
  const failed = (report?.numFailedTests ?? 0) + brokenFiles;
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0);
  return { passed, failed: failed || (status === 0 ? 0 : 1), skipped };
}

/** The tests of vitest's JSON report that passed only when they were tried again, each with what failed first. */
export function triedAgain(report) {
  return (report?.testResults ?? []).flatMap(({ assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages?.length > 0)
      .map(({ fullName, failureMessages }) => `${fullName}: ${failureMessages[0].split('\n')[0]}`),
  );
}

/** Runs vitest projects. @returns what they add to the summary */
export async function runTests(projects) {
  const file = inRoot('.cache', `vitest-${projects.join('-')}.json`);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.rmSync(file, { force: true });
  const { status } = await runNode([
    bin('vitest/vitest.mjs'),
    'run',
    ...projects.flatMap((name) => ['--project', name]),
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ]);
  const report = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : undefined;
  for (const test of triedAgain(report)) say(`passed when tried again: ${test}`);
  return countTests(report, status);
}

/** Adds up counts. */
export function total(counts) {
  const sum = (key) => counts.reduce((all, count) => all + count[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

/** The last line of `npm test`. */
export function summary({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed` + (skipped > 0 ? `, ${skipped} skipped` : '');
}
