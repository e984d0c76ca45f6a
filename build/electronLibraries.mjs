import { ensureDebianPackages } from './debianPackages.mjs';
import { isDebianLike } from './platform.mjs';
import { run } from './run.mjs';

/** The system libraries that Electron's Linux build links to; newer releases append t64. */
const LIBRARIES = [
  'libnss3',
  'libgbm1',
  'libxss1',
  'libgtk-3-0',
  'libasound2',
  'libatk-bridge2.0-0',
  'libcups2',
];

async function nameHere(library) {
  const { output } = await run('apt-cache', ['pkgnames', `${library}t64`], { stdio: 'pipe' });
  return output.split('\n').includes(`${library}t64`) ? `${library}t64` : library;
}

/** Sees to the libraries of an Electron executable, when it misses some on a Debian-like system. */
export async function ensureElectronLibraries(executable) {
  if (!isDebianLike) return;
  const { output } = await run('ldd', [executable], { stdio: 'pipe' });
  if (!output.includes('not found')) return;
  const names = await Promise.all(LIBRARIES.map(nameHere));
  await ensureDebianPackages(names, "libraries of Electron's runtime");
}
