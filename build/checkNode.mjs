import { SetupError } from './say.mjs';

const OLDEST = [20, 19];

/** True when `version` ("20.19.0") is one that the locked tools run on. */
export function nodeIsRecent(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** @throws SetupError with the remedy when this Node is too old */
export function checkNode(version = process.versions.node) {
  if (nodeIsRecent(version)) return;
  throw new SetupError(
    `Node ${OLDEST.join('.')} or newer is needed, this is ${version}. Get one from https://nodejs.org.`,
  );
}
