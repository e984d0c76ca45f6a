import { isDebianLike, isRoot } from './platform.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';

const ENV = { DEBIAN_FRONTEND: 'noninteractive' };
const apt = (...args) =>
  run('apt-get', ['-y', '-o', 'Acquire::Retries=3', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env: ENV,
    stdio: 'pipe',
  });

async function isInstalled(name) {
  const { status, output } = await run('dpkg-query', ['-W', '-f', '${db:Status-Status}', name], {
    stdio: 'pipe',
  });
  return status === 0 && output.trim() === 'installed';
}

/**
 * Sees to Debian packages: installs the missing ones as root, else prints the one command that does.
 * @param names  package names
 * @param why    what they are for, for the message
 * @returns true when all are there at the end; elsewhere than on Debian it changes nothing
 */
export async function ensureDebianPackages(names, why) {
  if (!isDebianLike) return false;
  const missing = [];
  for (const name of names) if (!(await isInstalled(name))) missing.push(name);
  if (missing.length === 0) return true;
  const list = missing.join(' ');
  if (!isRoot) {
    say(`${why}: please run  sudo apt-get install -y ${list}`);
    return false;
  }
  say(`installing ${list} (${why})`);
  await apt('update');
  const { status, output } = await apt('install', '--no-install-recommends', ...missing);
  if (status !== 0) say(`apt-get could not install ${list}: ${output.trim().split('\n').at(-1)}`);
  return status === 0;
}
