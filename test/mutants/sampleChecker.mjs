// A plugin of the mutation tester: lets only a random share of the mutants through, the same ones and in the same random order for the
// same seed. The order spreads over all files what a machine's busy minutes do.
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
  /** The tester asks group after group, and within one by number: each drawn mutant is its own. */
  group(mutants) {
    const drawn = new Map(mutants.map((mutant) => [mutant.id, draw(mutant)]));
    const ids = [...drawn.keys()].sort((a, b) => drawn.get(a) - drawn.get(b));
    const left = ids.filter((id) => drawn.get(id) >= share);
    const one = ids.filter((id) => drawn.get(id) < share).map((id) => [id]);
    return Promise.resolve(left.length > 0 ? [...one, left] : one);
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
