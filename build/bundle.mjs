// Makes dist/: the renderer, the Node programs, the preload, the kernels and the notices.
import fs from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'vite';
import { nodeBundle, pageBundle, preloadBundle, webClientBundle } from './nodeBundle.mjs';
import { notePackages, notices } from './notices.mjs';
import { inRoot } from './paths.mjs';
import { buildWasm } from './wasm.mjs';

async function bundle() {
  fs.rmSync(inRoot('dist'), { recursive: true, force: true });
  const packages = new Set();
  const plugins = [notePackages(packages)];
  await build({ configFile: inRoot('vite.config.ts'), logLevel: 'warn', plugins });
  for (const bundle of [nodeBundle, preloadBundle, webClientBundle, pageBundle])
    await build({ ...bundle, plugins });
  // One for the window, one to lie beside the packaged app: electron-builder takes what it copies out of the archive.
  for (const file of ['dist/renderer/notices.txt', 'dist/THIRD-PARTY-NOTICES.txt'])
    fs.writeFileSync(inRoot(file), notices(packages));
  fs.copyFileSync(inRoot('electron/page/page.css'), inRoot('dist/page/page.css'));
  await buildWasm();
  fs.copyFileSync(inRoot('build/icons/256x256.png'), inRoot('dist/icon.png'));
}

await bundle().catch((error) => {
  console.error(stripVTControlCharacters(error.message));
  process.exitCode = 1;
});
