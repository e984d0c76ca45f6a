import { CHECKS, runCheck, runTests } from './testSteps.mjs';

/** Each of the two takes one core, and about as long as the other; svelte-check reads what types has written. */
const LANES = [['lint'], ['types', 'svelte-check', 'format']];

/**
 * Types, svelte-check, lint and format, then the tests that need no build.
 * @param beside  what is done at the same time as the checks, after the shorter ones
 * @returns their counts
 */
export async function runChecks(beside = async () => {}) {
  const found = {};
  const lane = async (names) => {
    for (const name of names) found[name] = await runCheck(name);
  };
  await Promise.all([lane(LANES[0]), lane(LANES[1]).then(beside)]);
  const counts = Object.keys(CHECKS).map((name) => found[name]);
  counts.push(await runTests(['unit', 'parity', 'figures']));
  return counts;
}
