// Makes dist/: the renderer, the Node programs, the preload and the kernels.
import fs from 'node:fs';
import { stripVTControlCharacters } from 'node:util';
import { build } from 'vite';
import { nodeBundle, preloadBundle, webClientBundle } from './nodeBundle.mjs';
import { inRoot } from './paths.mjs';
import { buildWasm } from './wasm.mjs';

async function bundle() {
  fs.rmSync(inRoot('dist'), { recursive: true, force: true });
  await build({ configFile: inRoot('vite.config.ts'), logLevel: 'warn' });
  await build(nodeBundle);
  await build(preloadBundle);
  await build(webClientBundle);
  await buildWasm();
  fs.copyFileSync(inRoot('build/icons/256x256.png'), inRoot('dist/icon.png'));
}

await bundle().catch((error) => {
  console.error(stripVTControlCharacters(error.message));
  process.exitCode = 1;
});
