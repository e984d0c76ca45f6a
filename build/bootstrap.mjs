import { checkNode } from './checkNode.mjs';
import { ensureBuilt } from './ensureBuilt.mjs';
import { ensureInstalled } from './ensureInstalled.mjs';

/** From a fresh clone to a program that can start. Needs nothing but Node. @throws SetupError */
export async function bootstrap(options) {
  checkNode();
  await ensureInstalled();
  await ensureBuilt(options);
}
