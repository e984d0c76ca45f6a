import fs from 'node:fs';
import { withLock } from './lock.mjs';
import { inRoot } from './paths.mjs';
import { runNode } from './run.mjs';
import { say, SetupError } from './say.mjs';
import { sourceHash } from './sourceHash.mjs';

const stampFile = inRoot('dist/.sources');

const isBuiltFrom = (hash) => {
  try {
    return fs.readFileSync(stampFile, 'utf8') === hash;
  } catch {
    return false;
  }
};

/** Builds dist/ when it is missing or older than its sources, or always with `force`. @throws SetupError */
export async function ensureBuilt({ force = false } = {}) {
  if (!force && isBuiltFrom(sourceHash())) return;
  await withLock('build', async () => {
    const hash = sourceHash();
    if (!force && isBuiltFrom(hash)) return;
    say('building');
    fs.rmSync(stampFile, { force: true });
    const { status, output } = await runNode(['build/bundle.mjs'], { stdio: 'pipe' });
    if (status !== 0) throw new SetupError(`the build failed:\n${output.trim()}`);
    fs.writeFileSync(stampFile, hash);
  });
}
