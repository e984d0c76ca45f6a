import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot, root } from './paths.mjs';

/** What dist/ is made from. */
const INPUTS = ['core', 'electron', 'renderer', 'build', 'package.json', 'package-lock.json'];

function* filesUnder(file) {
  const stat = fs.statSync(file, { throwIfNoEntry: false });
  if (!stat) return;
  if (!stat.isDirectory()) return void (yield file);
  for (const name of fs.readdirSync(file).sort()) yield* filesUnder(path.join(file, name));
}

/** A hash of every source's name and content: dist/ is fresh when it was built from the same. */
export function sourceHash() {
  const hash = createHash('sha256');
  const inputs = [...INPUTS, 'vite.config.ts', 'tsconfig.base.json'];
  for (const file of inputs.flatMap((name) => [...filesUnder(inRoot(name))])) {
    hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}
