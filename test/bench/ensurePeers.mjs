import { lockedPackages } from '../../build/lockedPackages.mjs';
import { say } from '../../build/say.mjs';
import { benchPath } from './paths.mjs';

const peers = lockedPackages(benchPath(), {
  // Its CPU library is in the package: the installer would fetch the one for graphics cards.
  env: { ONNXRUNTIME_NODE_INSTALL: 'skip' },
});

/** Installs what Normscope is measured against, here and not among the app's packages. @throws SetupError */
export async function ensurePeers() {
  if (peers.isInstalled()) return;
  say('installing the peers of the bench (once)');
  await peers.install();
}
