import { withLock } from './lock.mjs';
import { lockedPackages } from './lockedPackages.mjs';
import { root } from './paths.mjs';
import { say } from './say.mjs';

const { isInstalled, install } = lockedPackages(root, {
  flags: ['--include=dev'],
});

/** Installs the locked packages when they are missing or stale. @throws SetupError */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await withLock('install', async () => {
    if (isInstalled()) return;
    say('installing the locked packages (once, about a minute)');
    await install();
  });
}
