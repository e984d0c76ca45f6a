import { CHECKS, runCheck, runTests } from './testSteps.mjs';

/** Types, svelte-check, lint, format, then the tests that need no build. @returns their counts */
export async function runChecks() {
  const counts = [];
  for (const name of Object.keys(CHECKS)) counts.push(await runCheck(name));
  counts.push(await runTests(['unit', 'parity', 'figures']));
  return counts;
}
