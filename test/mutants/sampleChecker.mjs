// A plugin of the mutation tester: lets only a random share of the mutants through, the same ones for the same seed.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { env } from 'node:process';

/** Why a mutant that was not drawn was not tried; the report gives it as a compile error. */
const NOT_DRAWN = 'not drawn';

const share = Number(env.NORMSCOPE_MUTANT_SHARE ?? 1);
const seed = env.NORMSCOPE_MUTANT_SEED ?? '1';

/** A number of 0 to 1 that depends on the mutant and the seed alone. */
function draw({ fileName, location: { start, end }, replacement }) {
  const file = path.relative('.', fileName).replaceAll('\\', '/');
  const place = [seed, file, start.line, start.column, end.line, end.column, replacement];
  return createHash('sha256').update(place.join(':')).digest().readUInt32BE() / 2 ** 32;
}

class SampleChecker {
  init() {
    return Promise.resolve();
  }
  group(mutants) {
    return Promise.resolve([mutants.map(({ id }) => id)]);
  }
  check(mutants) {
    const answer = (mutant) =>
      draw(mutant) < share ? { status: 'passed' } : { status: 'compileError', reason: NOT_DRAWN };
    return Promise.resolve(Object.fromEntries(mutants.map((m) => [m.id, answer(m)])));
  }
}

export const strykerPlugins = [
  { kind: 'Checker', name: 'sample', factory: () => new SampleChecker() },
];
